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
  readTagged,
  readUnsigned,
  type Element,
} from './ber.ts'

/* SNMP messages that agents send by themselves (RFC 1157, RFC 1901, RFC 3412, RFC 3416), and what answers an inform. */

export const pduTags = {
  get: 0xa0,
  response: 0xa2,
  trapV1: 0xa4,
  inform: 0xa6,
  trap: 0xa7,
  report: 0xa8,
} as const

export interface CommunityMessage {
  version: 'v1' | 'v2c'
  community: string
  pdu: Element
}

export interface SecuredMessage {
  version: 'v3'
  messageId: number
  flags: { auth: boolean; priv: boolean; reportable: boolean }
  engineId: Buffer
  boots: number
  time: number
  userName: string
  authParameters: Buffer
  privParameters: Buffer
  /** A SEQUENCE in clear, or an OCTET STRING that is encrypted. */
  scoped: Element
  /** The whole message; the authentication parameters stand in it at `authOffset`. */
  bytes: Buffer
  authOffset: number
}

/** Reads a message's header; what is inside a v3 message comes after authentication. @throws BerError */
export function readMessage(bytes: Buffer): CommunityMessage | SecuredMessage {
  const outer = readTagged(bytes, 0x30)
  const [version, second, third, fourth] = readChildren(outer.content)
  if (!version || !second || !third) throw new BerError('message cut short')
  const number = readInteger(version.content)
  if (number === 0 || number === 1)
    return {
      version: number === 0 ? 'v1' : 'v2c',
      community: second.content.toString('latin1'),
      pdu: third,
    }
  if (number !== 3 || !fourth) throw new BerError(`SNMP version ${number}`)
  const [messageId, , flags, model] = readChildren(second.content)
  if (!messageId || !flags || !model) throw new BerError('header data cut short')
  // User-based Security Model (RFC 3411, 5: SnmpSecurityModel).
  if (readInteger(model.content) !== 3) throw new BerError('another security model')
  const bits = flags.content[0] ?? 0
  const parameters = readChildren(readTagged(third.content, 0x30).content)
  const [engineId, boots, time, userName, auth, priv] = parameters
  if (!engineId || !boots || !time || !userName || !auth || !priv)
    throw new BerError('security parameters cut short')
  if ((bits & 2) !== 0 && (bits & 1) === 0) throw new BerError('privacy without authentication')
  return {
    version: 'v3',
    messageId: readInteger(messageId.content),
    flags: { auth: (bits & 1) !== 0, priv: (bits & 2) !== 0, reportable: (bits & 4) !== 0 },
    engineId: engineId.content,
    boots: readInteger(boots.content),
    time: readInteger(time.content),
    userName: userName.content.toString('utf8'),
    authParameters: auth.content,
    privParameters: priv.content,
    scoped: fourth,
    bytes: outer.whole,
    authOffset: auth.content.byteOffset - outer.whole.byteOffset,
  }
}

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

export interface ScopedPdu {
  contextEngineId: Buffer
  contextName: Buffer
  pdu: Element
}

/** @throws BerError */
export function readScopedPdu(bytes: Buffer): ScopedPdu {
  const [engine, name, pdu] = readChildren(readTagged(bytes, 0x30).content)
  if (!engine || !name || !pdu) throw new BerError('scoped PDU cut short')
  return { contextEngineId: engine.content, contextName: name.content, pdu }
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

export function scopedPdu({ contextEngineId, contextName }: Omit<ScopedPdu, 'pdu'>, pdu: Buffer): Buffer {
  return element(0x30, octets(contextEngineId), octets(contextName), pdu)
}

/** The request id of a PDU, for a report; 0 where it cannot be read. */
export function requestIdOf(pdu: Element): number {
  try {
    return readInteger(readElement(pdu.content).content)
  } catch {
    return 0
  }
}
