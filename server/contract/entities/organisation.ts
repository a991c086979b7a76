import { defineEntity } from '../entity.ts'
import { reference, state, text } from '../field.ts'
import { states } from '../state.ts'

/** The owner groups in which the city's survey counts. */
export const organisationCategories = states({
  municipal: { label: { zh: '市直部门', en: 'Municipal department' }, tone: 'neutral', shape: 'dot' },
  'public-security': { label: { zh: '公安', en: 'Public security' }, tone: 'neutral', shape: 'diamond' },
  school: { label: { zh: '学校', en: 'School' }, tone: 'neutral', shape: 'square' },
  hospital: { label: { zh: '医院', en: 'Hospital' }, tone: 'neutral', shape: 'cross' },
  other: { label: { zh: '其他', en: 'Other' }, tone: 'muted', shape: 'ring' },
})

/** A body that owns rooms, devices, lines or applications (单位). */
export const organisation = defineEntity(
  {
    name: 'organisation',
    path: '/organisations',
    label: { zh: '单位', en: 'Organisation' },
    plural: { zh: '单位', en: 'Organisations' },
    bilingual: true,
    permissions: { read: 'ledger.read', write: 'ledger.write' },
    defaultSort: 'code',
  },
  {
    code: text({
      label: { zh: '单位编码', en: 'Code' },
      required: true,
      unique: true,
      maxLength: 40,
      search: true,
      listed: true,
    }),
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 100,
      search: true,
      listed: true,
      indexed: true,
    }),
    category: state(organisationCategories, {
      label: { zh: '类别', en: 'Category' },
      required: true,
      listed: true,
      indexed: true,
    }),
    regionId: reference('region', { label: { zh: '所在区县', en: 'District' }, listed: true }),
    parentId: reference('organisation', { label: { zh: '上级单位', en: 'Parent organisation' } }),
    contactName: text({ label: { zh: '联系人', en: 'Contact' }, maxLength: 50, search: true, listed: true }),
    contactPhone: text({ label: { zh: '联系电话', en: 'Phone' }, maxLength: 40 }),
    notes: text({ label: { zh: '备注', en: 'Notes' }, maxLength: 2000, multiline: true }),
  },
)
