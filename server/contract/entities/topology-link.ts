import { defineRecord } from '../entity.ts'
import { instant, reference, state, text, via } from '../field.ts'
import { states } from '../state.ts'

/** How a link became known. */
export const linkProtocols = states({
  lldp: { label: { zh: 'LLDP', en: 'LLDP' }, tone: 'neutral', shape: 'dot' },
  cdp: { label: { zh: 'CDP', en: 'CDP' }, tone: 'neutral', shape: 'dot' },
  'lldp-cdp': { label: { zh: 'LLDP 与 CDP', en: 'LLDP and CDP' }, tone: 'neutral', shape: 'dot' },
  /** Nobody announced it: an address was learnt where only this device can be. */
  forwarding: {
    label: { zh: '转发表推断', en: 'From forwarding tables' },
    tone: 'muted',
    shape: 'ring',
  },
})
export type LinkProtocol = keyof typeof linkProtocols

/** What is wrong with a link, the gravest first; see domain/topology/conflicts.ts. */
export const linkConflicts = states({
  loop: { label: { zh: '自环', en: 'Loop' }, tone: 'bad', shape: 'cross' },
  'two-neighbours': {
    label: { zh: '一口两邻居', en: 'Two neighbours on a port' },
    tone: 'bad',
    shape: 'cross',
  },
  'no-such-port': { label: { zh: '端口不存在', en: 'No such port' }, tone: 'bad', shape: 'cross' },
  'one-sided': { label: { zh: '单向可见', en: 'One-sided' }, tone: 'warning', shape: 'triangle' },
  unregistered: {
    label: { zh: '对端未登记', en: 'End not in the ledger' },
    tone: 'info',
    shape: 'diamond',
  },
  none: { label: { zh: '无冲突', en: 'No conflict' }, tone: 'good', shape: 'dot' },
})
export type LinkConflict = keyof typeof linkConflicts

export const linkStatuses = states({
  seen: { label: { zh: '在用', en: 'Seen' }, tone: 'good', shape: 'dot' },
  /** No end sees the other any more; kept for a month. */
  gone: { label: { zh: '已消失', en: 'Gone' }, tone: 'muted', shape: 'dash' },
})

/** A cable between two ports, as the devices at its ends see it (链路). An end that is no device of the ledger has a name only. */
export const topologyLink = defineRecord(
  {
    name: 'topologyLink',
    path: '/links',
    label: { zh: '链路', en: 'Link' },
    plural: { zh: '链路', en: 'Links' },
    permissions: { read: 'ledger.read', write: 'ledger.write' },
    defaultSort: 'name',
    nameField: 'name',
  },
  {
    name: text({ label: { zh: '链路', en: 'Link' }, required: true, maxLength: 500, search: true }),
    aDeviceId: reference('device', { label: { zh: 'A 端设备', en: 'A-end device' } }),
    aName: text({
      label: { zh: 'A 端', en: 'A end' },
      required: true,
      maxLength: 200,
      listed: true,
      indexed: true,
    }),
    aPort: text({ label: { zh: 'A 端口', en: 'A port' }, maxLength: 200, listed: true }),
    bDeviceId: reference('device', { label: { zh: 'B 端设备', en: 'B-end device' } }),
    bName: text({
      label: { zh: 'B 端', en: 'B end' },
      required: true,
      maxLength: 200,
      listed: true,
      indexed: true,
    }),
    bPort: text({ label: { zh: 'B 端口', en: 'B port' }, maxLength: 200, listed: true }),
    /** The room that the link is in; empty for one between two rooms. */
    roomId: reference('room', { label: { zh: '机房', en: 'Machine room' }, listed: true }),
    aRoomId: via(['aDeviceId', 'roomId'], {
      label: { zh: 'A 端机房', en: 'A-end room' },
      of: 'number',
      to: 'room',
    }),
    bRoomId: via(['bDeviceId', 'roomId'], {
      label: { zh: 'B 端机房', en: 'B-end room' },
      of: 'number',
      to: 'room',
    }),
    conflict: state(linkConflicts, {
      label: { zh: '冲突', en: 'Conflict' },
      required: true,
      listed: true,
      indexed: true,
    }),
    protocol: state(linkProtocols, {
      label: { zh: '发现方式', en: 'Found by' },
      required: true,
      listed: true,
      indexed: true,
    }),
    /** Protocols by which each end sees the other, `LLDP, FDB`; empty for an end that does not. */
    aSeenBy: text({ label: { zh: 'A 端看到', en: 'A end sees by' }, maxLength: 40 }),
    bSeenBy: text({ label: { zh: 'B 端看到', en: 'B end sees by' }, maxLength: 40 }),
    /** Address, chassis and description of an end that the ledger does not know, as it announces itself. */
    announced: text({
      label: { zh: '未登记端自报', en: 'Unregistered end says' },
      maxLength: 500,
      search: true,
    }),
    status: state(linkStatuses, {
      label: { zh: '状态', en: 'Status' },
      required: true,
      listed: true,
      indexed: true,
    }),
    firstSeenAt: instant({ label: { zh: '首次发现', en: 'First seen' }, required: true, listed: true }),
    lastSeenAt: instant({ label: { zh: '最近发现', en: 'Last seen' }, required: true, indexed: true }),
  },
)
