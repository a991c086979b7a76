import type { EventVariable } from '../../../server/contract/events.ts'
import { decodeText } from '../../snmp/text.ts'
import { instanceOf, isBelow } from '../../snmp/oid.ts'
import type { Varbind } from '../../snmp/varbind.ts'
import { cut, noDetails, type Arrival, type EventDraft } from '../event-draft.ts'
import { makerOf, type Knowledge, type TrapKnowledge } from '../knowledge.ts'
import type { Received } from './handle-datagram.ts'

const ifIndexColumn = '1.3.6.1.2.1.2.2.1.1'
const mostVariables = 100

/** A notification as an event: its title and severity from what is known of its OID, its part from its variables. */
export function describeNotification(
  notification: Received,
  arrival: Arrival,
  knowledge: Knowledge,
): EventDraft {
  const known = knowledge.trap(notification.trapOid)
  const meaning = known?.when?.find(({ variable, equals }) =>
    notification.varbinds.some((varbind) => isOf(varbind, variable) && varbind.value === equals),
  )
  const part = known === null ? null : partOf(known, notification.varbinds)
  const index = notification.varbinds.find((varbind) => isOf(varbind, ifIndexColumn))
  return {
    key: JSON.stringify([
      arrival.address,
      notification.kind,
      notification.trapOid,
      part,
      meaning?.equals ?? null,
      // Without knowledge of the notification, another set of values is another event.
      known === null
        ? notification.varbinds.slice(2, 8).map((varbind) => [varbind.oid, shown(varbind)])
        : null,
    ]),
    wording: null,
    source: notification.kind,
    severity: meaning?.severity ?? known?.severity ?? 'notice',
    category: known?.category ?? 'other',
    title: meaning?.title ?? known?.title ?? unknownTitle(notification.trapOid),
    code: cut(notification.trapOid, 200),
    part: part === null ? null : cut(part, 200),
    interfaceIndex: typeof index?.value === 'number' ? index.value : null,
    link: known?.link ?? null,
    senderAddress: arrival.address,
    hostname: null,
    deviceAt: null,
    text: known?.name ?? null,
    details: {
      ...noDetails(arrival, notification.protocol),
      userName: notification.userName === null ? null : cut(notification.userName, 64),
      securityLevel: notification.securityLevel,
      engineId: notification.engineId?.slice(0, 64) ?? null,
      agentAddress: notification.agentAddress,
      variables: notification.varbinds
        .slice(0, mostVariables)
        .map((varbind) => variableOf(varbind, knowledge)),
    },
  }
}

function isOf(varbind: Varbind, object: string): boolean {
  return varbind.oid === object || isBelow(varbind.oid, object)
}

function partOf(known: TrapKnowledge, varbinds: readonly Varbind[]): string | null {
  for (const where of known.parts ?? []) {
    const object = 'value' in where ? where.value : where.index
    const varbind = varbinds.find((one) => isOf(one, object))
    if (varbind === undefined) continue
    const text = 'value' in where ? shown(varbind) : instanceOf(varbind.oid, object)
    if (text !== '') return text
  }
  return null
}

function unknownTitle(oid: string): EventDraft['title'] {
  const maker = makerOf(oid)
  return maker === null
    ? { zh: cut(`未收录的通知 ${oid}`, 300), en: cut(`Unlisted notification ${oid}`, 300) }
    : { zh: cut(`${maker} 通知 ${oid}`, 300), en: cut(`${maker} notification ${oid}`, 300) }
}

function variableOf(varbind: Varbind, knowledge: Knowledge): EventVariable {
  const name = knowledge.objectName(varbind.oid)
  const isNamed = varbind.type === 'oid' && typeof varbind.value === 'string'
  const value = isNamed ? knowledge.trap(String(varbind.value))?.name : undefined
  return {
    oid: cut(varbind.oid, 400),
    name: name === null ? null : cut(name, 200),
    type: varbind.type,
    value: cut(value === undefined ? shown(varbind) : `${value} (${String(varbind.value)})`, 2000),
  }
}

function shown({ value }: Varbind): string {
  if (value === null) return ''
  if (value instanceof Uint8Array) return value.length === 0 ? '' : (decodeText(value) ?? '')
  return String(value)
}
