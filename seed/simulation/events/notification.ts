import { element, integerElement, oidContent, tags, valueElement } from '../agent/ber.ts'
import { dotted, oid, timeTicks, type Value } from '../mib/value.ts'

/** SNMPv2-Trap-PDU (RFC 3416, 4.2.6). */
const trapPdu = 0xa7
const version2c = 1

/** What a notification carries besides sysUpTime and snmpTrapOID. */
export type Variables = readonly (readonly [oid: string, value: Value])[]

/** An SNMPv2c trap as it goes over the wire. */
export function trapMessage(
  community: string,
  requestId: number,
  trapOid: string,
  uptimeSeconds: number,
  variables: Variables,
): Buffer {
  const all: Variables = [
    ['1.3.6.1.2.1.1.3.0', timeTicks(uptimeSeconds)],
    ['1.3.6.1.6.3.1.1.4.1.0', oid(dotted(trapOid))],
    ...variables,
  ]
  const list = all.map(([name, value]) =>
    element(tags.sequence, element(tags.objectIdentifier, oidContent(dotted(name))), valueElement(value)),
  )
  const pdu = element(
    trapPdu,
    integerElement(requestId),
    integerElement(0),
    integerElement(0),
    element(tags.sequence, ...list),
  )
  return element(
    tags.sequence,
    integerElement(version2c),
    element(tags.octetString, Buffer.from(community, 'utf8')),
    pdu,
  )
}
