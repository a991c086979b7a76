import { defineEntity } from '../entity.ts'
import { boolean, text } from '../field.ts'

/** A network that is apart from the others (网络区域): internet, e-government extranet, classified intranet, private networks. */
export const networkZone = defineEntity(
  {
    name: 'networkZone',
    path: '/network-zones',
    label: { zh: '网络区域', en: 'Network zone' },
    plural: { zh: '网络区域', en: 'Network zones' },
    bilingual: true,
    permissions: { read: 'ledger.read', write: 'ledger.write' },
    defaultSort: 'code',
  },
  {
    code: text({
      label: { zh: '编码', en: 'Code' },
      required: true,
      unique: true,
      maxLength: 20,
      search: true,
      listed: true,
    }),
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 60,
      search: true,
      listed: true,
    }),
    isolated: boolean({ label: { zh: '物理隔离', en: 'Physically isolated' }, listed: true }),
    notes: text({ label: { zh: '备注', en: 'Notes' }, maxLength: 2000, multiline: true }),
  },
)
