import type { Varbind, VarbindType } from '../../snmp/varbind.ts'
import {
  BerError,
  element,
  integer,
  octets,
  oid,
  readChildren,
  readElement,
  readInteger,
  readOid,
  readUnsigned,
  type Element,
} from '../../snmp/usm/ber.ts'

/* What agents send by themselves (RFC 1157, RFC 3416), and what answers an inform. */

export const pduTags = {
  get: 0xa0,
  response: 0xa2,
  trapV1: 0xa4,
  inform: 0xa6,
  trap: 0xa7,
  report: 0xa8,
} as const

/** What a notification says, whatever the version: a v1 trap is translated as RFC 3584, 3.1 wants. */
export interface Notification {
  kind: 'trap' | 'inform'
  requestId: number
  /** snmpTrapOID. */
  trapOid: string
  /** The address that a v1 trap's agent-addr or snmpTrapAddress names. */
  agentAddress: string | null
  varbinds: Varbind[]
  /** The variables as they came, for the response. */
  list: Buffer
}

const trapOidInstance = '1.3.6.1.6.3.1.1.4.1.0'
/** snmpTrapAddress.0 (SNMP-COMMUNITY-MIB, RFC 3584). */
const trapAddressInstance = '1.3.6.1.6.3.18.1.3.0'
const genericTraps = '1.3.6.1.6.3.1.1.5'
const enterpriseSpecific = 6

/** Null when the PDU is no notification. @throws BerError */
export function readNotification(pdu: Element): Notification | null {
  if (pdu.tag === pduTags.trapV1) return readTrapV1(pdu)
  if (pdu.tag !== pduTags.trap && pdu.tag !== pduTags.inform) return null
  const [requestId, , , list] = readChildren(pdu.content)
  if (!requestId || list?.tag !== 0x30) throw new BerError('PDU cut short')
  const varbinds = readVarbinds(list)
  const trapOid = varbinds.find((varbind) => varbind.oid === trapOidInstance)
  if (trapOid?.type !== 'oid') throw new BerError('no snmpTrapOID')
  const address = varbinds.find((varbind) => varbind.oid === trapAddressInstance)
  return {
    kind: pdu.tag === pduTags.trap ? 'trap' : 'inform',
    requestId: readInteger(requestId.content),
    trapOid: String(trapOid.value),
    agentAddress: address?.type === 'ip' ? String(address.value) : null,
    varbinds,
    list: list.whole,
  }
}

function readTrapV1(pdu: Element): Notification {
  const [enterprise, agent, generic, specific, , list] = readChildren(pdu.content)
  if (!enterprise || !agent || !generic || !specific || list?.tag !== 0x30)
    throw new BerError('trap cut short')
  const number = readInteger(generic.content)
  return {
    kind: 'trap',
    requestId: 0,
    trapOid:
      number === enterpriseSpecific
        ? `${readOid(enterprise.content)}.0.${readInteger(specific.content)}`
        : `${genericTraps}.${number + 1}`,
    agentAddress: agent.content.length === 4 ? [...agent.content].join('.') : null,
    varbinds: readVarbinds(list),
    list: list.whole,
  }
}

const types: Record<number, VarbindType> = {
  0x02: 'integer',
  0x04: 'octets',
  0x05: 'null',
  0x06: 'oid',
  0x40: 'ip',
  0x41: 'counter32',
  0x42: 'gauge32',
  0x43: 'timeticks',
  0x44: 'opaque',
  0x46: 'counter64',
  0x80: 'noSuchObject',
  0x81: 'noSuchInstance',
  0x82: 'endOfMibView',
}

function readVarbinds(list: Element): Varbind[] {
  return readChildren(list.content).map((pair) => {
    const [name, value] = readChildren(pair.content)
    if (name?.tag !== 0x06 || !value) throw new BerError('variable cut short')
    const type = types[value.tag] ?? 'opaque'
    return { oid: readOid(name.content), type, value: valueOf(type, value.content) }
  })
}

function valueOf(type: VarbindType, content: Buffer): Varbind['value'] {
  switch (type) {
    case 'integer':
      return readInteger(content)
    case 'counter32':
    case 'gauge32':
    case 'timeticks':
    case 'counter64':
      return readUnsigned(content)
    case 'oid':
      return readOid(content)
    case 'ip':
      return content.length === 4 ? [...content].join('.') : content
    case 'octets':
    case 'opaque':
      return content
    default:
      return null
  }
}

/** The Response-PDU of an inform: the same variables, no error (RFC 3416, 4.2.7). */
export function responsePdu({ requestId, list }: Pick<Notification, 'requestId' | 'list'>): Buffer {
  return element(pduTags.response, integer(requestId), integer(0), integer(0), list)
}

export function communityMessage(community: string, pdu: Buffer): Buffer {
  return element(0x30, integer(1), octets(Buffer.from(community, 'latin1')), pdu)
}

/** A Report-PDU with one counter (RFC 3412, 7.1.3). */
export function reportPdu(requestId: number, counterOid: string, count: number): Buffer {
  const variable = element(0x30, oid(counterOid), integer(count, 0x41))
  return element(pduTags.report, integer(requestId), integer(0), integer(0), element(0x30, variable))
}

/** The request id of a PDU, for a report; 0 where it cannot be read. */
export function requestIdOf(pdu: Element): number {
  try {
    return readInteger(readElement(pdu.content).content)
  } catch {
    return 0
  }
}
