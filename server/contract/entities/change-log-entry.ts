import { defineRecord } from '../entity.ts'
import { instant, json, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'

export const changeActions = states({
  create: { label: { zh: '新增', en: 'Created' }, tone: 'good', shape: 'dot' },
  update: { label: { zh: '修改', en: 'Changed' }, tone: 'info', shape: 'diamond' },
  remove: { label: { zh: '删除', en: 'Removed' }, tone: 'bad', shape: 'cross' },
})

/** One change of one record: who, when, from what to what, why (变更记录). Written in the change's own transaction. */
export const changeLogEntry = defineRecord(
  {
    name: 'changeLogEntry',
    path: '/change-log',
    label: { zh: '变更记录', en: 'Change' },
    plural: { zh: '变更记录', en: 'Changes' },
    permissions: { read: 'ledger.read', write: 'ledger.write' },
    defaultSort: '-at',
    nameField: 'recordName',
  },
  {
    at: instant({ label: { zh: '时间', en: 'Time' }, required: true, listed: true, indexed: true }),
    entity: text({
      label: { zh: '对象类型', en: 'Entity' },
      required: true,
      maxLength: 40,
      listed: true,
      indexed: true,
    }),
    recordId: number({
      label: { zh: '记录编号', en: 'Record id' },
      required: true,
      decimals: 0,
      indexed: true,
    }),
    recordName: text({ label: { zh: '记录', en: 'Record' }, maxLength: 200, search: true, listed: true }),
    action: state(changeActions, { label: { zh: '操作', en: 'Action' }, required: true, listed: true }),
    /** Only the fields that changed. */
    before: json({ label: { zh: '修改前', en: 'Before' } }),
    after: json({ label: { zh: '修改后', en: 'After' } }),
    userId: reference('user', { label: { zh: '操作人', en: 'By' }, listed: true }),
    /** Why: a person's words, or the finding that was accepted. */
    reason: text({ label: { zh: '原因', en: 'Reason' }, maxLength: 1000, listed: true }),
    /** What the records were called that `before` and `after` refer to: `room:12` → `{ name, nameEn }`. */
    names: json({ label: { zh: '当时名称', en: 'Names then' } }),
    findingId: reference('finding', { label: { zh: '核查差异', en: 'Finding' } }),
    /** The changes it was made together with. */
    changeSetId: reference('changeSet', { label: { zh: '变更批次', en: 'Change set' } }),
    /** Number in the chain, from 1; see domain/change-log/chain.ts. */
    sequence: number({ label: { zh: '链上序号', en: 'Chain number' }, decimals: 0, indexed: true }),
    previousHash: text({ label: { zh: '前一条哈希', en: 'Previous hash' }, maxLength: 64 }),
    hash: text({ label: { zh: '哈希', en: 'Hash' }, maxLength: 64, indexed: true }),
  },
)
