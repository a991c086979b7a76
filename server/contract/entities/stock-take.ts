import { defineEntity } from '../entity.ts'
import { date, instant, json, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'

/** How a stock-take goes, from its plan into the ledger; who may take each step is said in features/stock-takes/. */
export const stockTakeStates = states({
  planned: {
    label: { zh: '已计划', en: 'Planned' },
    tone: 'neutral',
    shape: 'ring',
    next: ['running', 'cancelled'],
  },
  running: {
    label: { zh: '盘点中', en: 'Running' },
    tone: 'info',
    shape: 'dot',
    next: ['closed', 'cancelled'],
  },
  closed: {
    label: { zh: '已结束', en: 'Closed' },
    tone: 'warning',
    shape: 'square',
    next: ['running', 'signed'],
  },
  signed: {
    label: { zh: '已签字', en: 'Signed' },
    tone: 'info',
    shape: 'diamond',
    next: ['running', 'approved'],
  },
  approved: { label: { zh: '已批准', en: 'Approved' }, tone: 'good', shape: 'triangle', next: ['applied'] },
  applied: { label: { zh: '已入账', en: 'In the ledger' }, tone: 'good', shape: 'check', next: ['approved'] },
  cancelled: { label: { zh: '已取消', en: 'Cancelled' }, tone: 'muted', shape: 'dash', next: [] },
})
export type StockTakeState = keyof typeof stockTakeStates

const step = (zh: string, en: string) => instant({ label: { zh, en }, readOnly: true })
const by = (zh: string, en: string) => reference('user', { label: { zh, en }, readOnly: true })
const count = (zh: string, en: string) =>
  number({ label: { zh, en }, required: true, readOnly: true, decimals: 0, listed: true })

/** People going through rooms to see whether what the ledger says stands there (资产盘点). */
export const stockTake = defineEntity(
  {
    name: 'stockTake',
    path: '/stock-takes',
    label: { zh: '资产盘点', en: 'Stock-take' },
    plural: { zh: '资产盘点', en: 'Stock-takes' },
    permissions: { read: 'ledger.read', write: 'stock-take.manage' },
    defaultSort: '-dueOn',
  },
  {
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      unique: true,
      maxLength: 100,
      search: true,
      listed: true,
    }),
    state: state(stockTakeStates, {
      label: { zh: '状态', en: 'State' },
      required: true,
      readOnly: true,
      listed: true,
      indexed: true,
    }),
    dueOn: date({ label: { zh: '截止日期', en: 'Due' }, required: true, listed: true, indexed: true }),
    itemCount: count('应盘', 'To count'),
    countedCount: count('已盘', 'Counted'),
    /** Whoever leads it signs the result. */
    leadId: reference('user', {
      label: { zh: '负责人', en: 'Led by' },
      required: true,
      listed: true,
    }),
    /** `StockTakeScope`: what is counted. */
    scope: json({ label: { zh: '盘点范围', en: 'Scope' } }),
    /** `StockTakeCrew`: who counts where. */
    crew: json({ label: { zh: '盘点人员', en: 'People' } }),
    notes: text({ label: { zh: '说明', en: 'Notes' }, maxLength: 2000, multiline: true }),
    startedAt: step('开始时间', 'Started'),
    closedAt: step('结束时间', 'Closed'),
    closedById: by('结束人', 'Closed by'),
    signedAt: step('签字时间', 'Signed'),
    signedById: by('签字人', 'Signed by'),
    /** SHA-256 of the result as it was signed; see domain/stock-take/result.ts. */
    resultHash: text({
      label: { zh: '结果校验值', en: 'Hash of the result' },
      maxLength: 64,
      readOnly: true,
    }),
    approvedAt: step('批准时间', 'Approved'),
    approvedById: by('批准人', 'Approved by'),
    appliedAt: step('入账时间', 'Put into the ledger'),
    appliedById: by('入账人', 'Put in by'),
    /** Why it was sent back, reopened or cancelled last. */
    reason: text({ label: { zh: '退回或取消原因', en: 'Reason' }, maxLength: 1000, readOnly: true }),
  },
)
