import { defineEntity } from '../entity.ts'
import { date, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'
import { yuan } from '../unit.ts'

/** The survey's programme "3+3+3" and the projects that it names. */
export const programmeGroups = states({
  'base-platform': { label: { zh: '基础平台', en: 'Base platform' }, tone: 'neutral', shape: 'square' },
  'application-field': {
    label: { zh: '智慧应用领域', en: 'Field of smart applications' },
    tone: 'neutral',
    shape: 'dot',
  },
  'service-channel': { label: { zh: '服务渠道', en: 'Service channel' }, tone: 'neutral', shape: 'diamond' },
  project: { label: { zh: '重点项目', en: 'Project' }, tone: 'neutral', shape: 'ring' },
})

export const programmeStatuses = states({
  proposed: {
    label: { zh: '拟建', en: 'Proposed' },
    tone: 'muted',
    shape: 'ring',
    next: ['approved', 'cancelled'],
  },
  approved: {
    label: { zh: '已立项', en: 'Approved' },
    tone: 'info',
    shape: 'square',
    next: ['building', 'cancelled'],
  },
  building: {
    label: { zh: '建设中', en: 'Being built' },
    tone: 'warning',
    shape: 'triangle',
    next: ['running', 'cancelled'],
  },
  running: { label: { zh: '已投用', en: 'Running' }, tone: 'good', shape: 'check' },
  cancelled: { label: { zh: '已取消', en: 'Cancelled' }, tone: 'muted', shape: 'cross', next: ['proposed'] },
})

/** An item of the city's programme (规划项目). */
export const programmeItem = defineEntity(
  {
    name: 'programmeItem',
    path: '/programme-items',
    label: { zh: '规划项目', en: 'Programme item' },
    plural: { zh: '规划项目', en: 'Programme items' },
    bilingual: true,
    permissions: { read: 'ledger.read', write: 'portfolio.write' },
    defaultSort: 'code',
  },
  {
    code: text({
      label: { zh: '编码', en: 'Code' },
      required: true,
      unique: true,
      maxLength: 40,
      search: true,
      listed: true,
    }),
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 120,
      search: true,
      listed: true,
    }),
    group: state(programmeGroups, { label: { zh: '类别', en: 'Group' }, required: true, listed: true }),
    parentId: reference('programmeItem', { label: { zh: '上级项目', en: 'Part of' } }),
    organisationId: reference('organisation', { label: { zh: '牵头单位', en: 'Lead' }, listed: true }),
    status: state(programmeStatuses, { label: { zh: '状态', en: 'Status' }, required: true, listed: true }),
    plannedEnd: date({ label: { zh: '计划完成', en: 'Planned end' }, listed: true }),
    budgetYuan: number({ label: { zh: '预算', en: 'Budget' }, unit: yuan, min: 0, max: 1e12, decimals: 2 }),
    description: text({ label: { zh: '说明', en: 'Description' }, maxLength: 2000, multiline: true }),
  },
)
