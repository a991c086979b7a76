import { defineRecord } from '../entity.ts'
import { instant, json, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'
import { sources } from './evidence.ts'

export const findingKinds = states({
  'device-silent': { label: { zh: '设备无应答', en: 'Device silent' }, tone: 'bad', shape: 'cross' },
  'device-unregistered': {
    label: { zh: '未登记设备', en: 'Unregistered device' },
    tone: 'warning',
    shape: 'diamond',
  },
  'device-readdressed': {
    label: { zh: '设备地址变更', en: 'Device changed its address' },
    tone: 'warning',
    shape: 'triangle',
  },
  'field-differs': {
    label: { zh: '登记与实测不符', en: 'Field differs' },
    tone: 'warning',
    shape: 'triangle',
  },
  'device-moved': { label: { zh: '设备移位', en: 'Device moved' }, tone: 'warning', shape: 'square' },
  'line-port-down': { label: { zh: '线路端口中断', en: "Line's port down" }, tone: 'bad', shape: 'cross' },
  'sum-mismatch': { label: { zh: '合计不符', en: 'Sum does not match' }, tone: 'warning', shape: 'ring' },
  'carrier-missing': { label: { zh: '缺少运营商', en: 'Carrier missing' }, tone: 'warning', shape: 'ring' },
  'impossible-value': { label: { zh: '数值不合理', en: 'Impossible value' }, tone: 'bad', shape: 'triangle' },
})

export type FindingKind = keyof typeof findingKinds

export const findingStatuses = states({
  open: {
    label: { zh: '待处理', en: 'Open' },
    tone: 'warning',
    shape: 'ring',
    next: ['accepted', 'rejected', 'corrected', 'resolved'],
  },
  accepted: {
    label: { zh: '已采纳', en: 'Accepted' },
    tone: 'good',
    shape: 'check',
    next: ['open', 'resolved'],
  },
  rejected: {
    label: { zh: '已驳回', en: 'Rejected' },
    tone: 'muted',
    shape: 'dash',
    next: ['open', 'resolved'],
  },
  /** A person entered another value than the observed one: it stands against that observation. */
  corrected: {
    label: { zh: '已更正', en: 'Corrected' },
    tone: 'good',
    shape: 'diamond',
    next: ['open', 'resolved'],
  },
  /** The evidence no longer contradicts the ledger. */
  resolved: { label: { zh: '已消除', en: 'Resolved' }, tone: 'good', shape: 'dot', next: ['open'] },
})

/**
 * A decision in one of these locks the field against the observation that it was made on: the difference is still there
 * and is not raised again until the evidence changes, or a person releases the lock.
 */
export const lockingStatuses = [
  'rejected',
  'corrected',
] as const satisfies readonly (keyof typeof findingStatuses)[]

export const severities = states({
  high: { label: { zh: '高', en: 'High' }, tone: 'bad', shape: 'triangle' },
  medium: { label: { zh: '中', en: 'Medium' }, tone: 'warning', shape: 'diamond' },
  low: { label: { zh: '低', en: 'Low' }, tone: 'muted', shape: 'ring' },
})

/** A difference between what was declared and what was observed, or within the ledger itself (核查差异). */
export const finding = defineRecord(
  {
    name: 'finding',
    path: '/findings',
    label: { zh: '核查差异', en: 'Finding' },
    plural: { zh: '核查差异', en: 'Findings' },
    permissions: { read: 'ledger.read', write: 'finding.decide' },
    defaultSort: '-lastSeenAt',
    nameField: 'subjectName',
  },
  {
    kind: state(findingKinds, {
      label: { zh: '类别', en: 'Kind' },
      required: true,
      listed: true,
      indexed: true,
    }),
    severity: state(severities, { label: { zh: '严重程度', en: 'Severity' }, required: true, listed: true }),
    status: state(findingStatuses, {
      label: { zh: '状态', en: 'Status' },
      required: true,
      listed: true,
      indexed: true,
    }),
    /** Entity and id of the record that it is about; for an unregistered device, the target where it answered. */
    subjectEntity: text({ label: { zh: '对象类型', en: 'Subject kind' }, required: true, maxLength: 40 }),
    subjectId: number({ label: { zh: '对象编号', en: 'Subject id' }, decimals: 0 }),
    subjectName: text({
      label: { zh: '对象', en: 'Subject' },
      required: true,
      maxLength: 200,
      search: true,
      listed: true,
    }),
    /** The field that differs; empty where the finding is about the whole record. */
    field: text({ label: { zh: '字段', en: 'Field' }, maxLength: 60, listed: true, indexed: true }),
    declaredValue: text({ label: { zh: '登记值', en: 'Declared' }, maxLength: 1000, listed: true }),
    observedValue: text({ label: { zh: '实测值', en: 'Observed' }, maxLength: 1000, listed: true }),
    source: state(sources, { label: { zh: '证据来源', en: 'Source' }, listed: true }),
    /** What an expert would want to see: `EvidenceItem[]` (see endpoints/findings.ts). */
    evidence: json({ label: { zh: '证据', en: 'Evidence' } }),
    organisationId: reference('organisation', {
      label: { zh: '所属单位', en: 'Organisation' },
      listed: true,
    }),
    roomId: reference('room', { label: { zh: '机房', en: 'Machine room' }, listed: true }),
    assigneeId: reference('user', { label: { zh: '经办人', en: 'Assignee' }, listed: true }),
    firstSeenAt: instant({ label: { zh: '首次发现', en: 'First seen' }, required: true, listed: true }),
    lastSeenAt: instant({ label: { zh: '最近发现', en: 'Last seen' }, required: true, indexed: true }),
    decidedAt: instant({ label: { zh: '处理时间', en: 'Decided' } }),
    decidedById: reference('user', { label: { zh: '处理人', en: 'Decided by' } }),
    reason: text({ label: { zh: '处理说明', en: 'Reason' }, maxLength: 1000 }),
    /** What the ledger took where it was not the value proposed. */
    settledValue: text({ label: { zh: '采用值', en: 'Value taken' }, maxLength: 1000 }),
    /** Where that came from; `declared` where a person typed it. */
    settledFrom: state(sources, { label: { zh: '采用值来源', en: 'Taken from' } }),
  },
)
