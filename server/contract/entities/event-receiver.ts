import { defineRecord } from '../entity.ts'
import { instant, json, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'

export const receiverKinds = states({
  trap: { label: { zh: 'SNMP Trap / Inform', en: 'SNMP traps and informs' }, tone: 'neutral', shape: 'dot' },
  syslog: {
    label: { zh: 'Syslog（UDP 与 TCP）', en: 'Syslog (UDP and TCP)' },
    tone: 'neutral',
    shape: 'square',
  },
})

export const receiverStates = states({
  listening: { label: { zh: '接收中', en: 'Listening' }, tone: 'good', shape: 'dot' },
  off: { label: { zh: '已关闭', en: 'Off' }, tone: 'muted', shape: 'dash' },
  'cannot-listen': {
    label: { zh: '端口无法打开', en: 'Port cannot be opened' },
    tone: 'bad',
    shape: 'cross',
  },
})

/** A port on which a collector takes events, and what came in on it since the collector's start (事件接收). */
export const eventReceiver = defineRecord(
  {
    name: 'eventReceiver',
    path: '/event-receivers',
    label: { zh: '事件接收端口', en: 'Event receiver' },
    plural: { zh: '事件接收端口', en: 'Event receivers' },
    permissions: { read: 'ledger.read', write: 'collection.manage' },
    defaultSort: 'name',
    nameField: 'name',
  },
  {
    name: text({ label: { zh: '名称', en: 'Name' }, required: true, maxLength: 120, listed: true }),
    collectorId: reference('collector', {
      label: { zh: '采集器', en: 'Collector' },
      required: true,
      listed: true,
    }),
    kind: state(receiverKinds, { label: { zh: '类型', en: 'Kind' }, required: true, listed: true }),
    port: number({ label: { zh: '端口', en: 'Port' }, required: true, decimals: 0, listed: true }),
    status: state(receiverStates, { label: { zh: '状态', en: 'Status' }, required: true, listed: true }),
    /** What the system said when the port could not be opened: `EACCES`, `EADDRINUSE`. */
    fault: text({ label: { zh: '故障', en: 'Fault' }, maxLength: 200, listed: true }),
    received: number({ label: { zh: '收到', en: 'Received' }, required: true, decimals: 0, listed: true }),
    /** Events handed on; repeats that were joined to one are in `joined`. */
    accepted: number({ label: { zh: '生成事件', en: 'Events' }, required: true, decimals: 0, listed: true }),
    joined: number({
      label: { zh: '合并重复', en: 'Repeats joined' },
      required: true,
      decimals: 0,
      listed: true,
    }),
    sampled: number({ label: { zh: '抽样保留', en: 'Sampled' }, required: true, decimals: 0, listed: true }),
    dropped: number({ label: { zh: '丢弃', en: 'Dropped' }, required: true, decimals: 0, listed: true }),
    /** Dropped by reason, and the senders that most was dropped of: `ReceiverCounters` (see contract/events.ts). */
    details: json({ label: { zh: '丢弃明细', en: 'What was dropped' } }),
    lastAt: instant({ label: { zh: '最近收到', en: 'Last received' }, listed: true }),
    startedAt: instant({ label: { zh: '计数起始', en: 'Counting since' }, required: true }),
    reportedAt: instant({ label: { zh: '最近上报', en: 'Reported' }, required: true, listed: true }),
  },
)
