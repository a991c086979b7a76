import { defineRecord } from '../entity.ts'
import { instant, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'

/** What made a set of changes. */
export const changeSetKinds = states({
  import: { label: { zh: '表格导入', en: 'Import' }, tone: 'info', shape: 'square' },
  'stock-take': { label: { zh: '盘点入账', en: 'Stock-take' }, tone: 'info', shape: 'check' },
  rule: { label: { zh: '批量规则', en: 'Rule' }, tone: 'info', shape: 'diamond' },
  match: { label: { zh: '匹配合并', en: 'Match' }, tone: 'info', shape: 'dot' },
  undo: { label: { zh: '撤销', en: 'Undo' }, tone: 'muted', shape: 'dash' },
})
export type ChangeSetKind = keyof typeof changeSetKinds

export const changeSetStates = states({
  applied: { label: { zh: '已生效', en: 'Applied' }, tone: 'good', shape: 'dot' },
  undoing: { label: { zh: '正在撤销', en: 'Being undone' }, tone: 'info', shape: 'ring' },
  'partly-undone': { label: { zh: '部分撤销', en: 'Partly undone' }, tone: 'warning', shape: 'triangle' },
  undone: { label: { zh: '已撤销', en: 'Undone' }, tone: 'muted', shape: 'dash' },
})

const count = (zh: string, en: string, listed = false) =>
  number({ label: { zh, en }, required: true, decimals: 0, listed })

/** Changes that were made together and can be undone together (变更批次): an import, a closed stock-take, a rule. */
export const changeSet = defineRecord(
  {
    name: 'changeSet',
    path: '/change-sets',
    label: { zh: '变更批次', en: 'Change set' },
    plural: { zh: '变更批次', en: 'Change sets' },
    permissions: { read: 'ledger.read', write: 'ledger.write' },
    defaultSort: '-at',
    nameField: 'title',
  },
  {
    title: text({
      label: { zh: '名称', en: 'Title' },
      required: true,
      maxLength: 200,
      search: true,
      listed: true,
    }),
    kind: state(changeSetKinds, {
      label: { zh: '类型', en: 'Kind' },
      required: true,
      listed: true,
      indexed: true,
    }),
    state: state(changeSetStates, {
      label: { zh: '状态', en: 'State' },
      required: true,
      listed: true,
      indexed: true,
    }),
    changeCount: count('变更数', 'Changes', true),
    userId: reference('user', { label: { zh: '操作人', en: 'By' }, listed: true }),
    at: instant({ label: { zh: '时间', en: 'Time' }, required: true, listed: true, indexed: true }),
    undoneAt: instant({ label: { zh: '撤销时间', en: 'Undone' }, listed: true }),
    undoneById: reference('user', { label: { zh: '撤销人', en: 'Undone by' } }),
    /** Changes taken back, and changes left as they are because somebody has worked on their records since. */
    undoneCount: count('已撤销变更', 'Changes undone'),
    keptCount: count('保留的变更', 'Changes kept'),
    /** The set that this one takes back. */
    undoesId: reference('changeSet', { label: { zh: '所撤销的批次', en: 'Undoes' } }),
  },
)
