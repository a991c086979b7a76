import { BerReader, MalformedMessage, element, integerElement, tags } from './ber.ts'

/*
 * Messages of SNMPv1 (RFC 1157) and SNMPv2c (RFC 1901, protocol operations of RFC 3416).
 */

export const pduTypes = {
  get: 0xa0,
  getNext: 0xa1,
  response: 0xa2,
  set: 0xa3,
  getBulk: 0xa5,
} as const

export const errorStatus = {
  noError: 0,
  tooBig: 1,
  noSuchName: 2,
  notWritable: 17,
} as const

export interface Request {
  /** 0 is SNMPv1, 1 is SNMPv2c. */
  version: 0 | 1
  community: Buffer
  pduType: number
  requestId: number
  /** GETBULK only. */
  nonRepeaters: number
  maxRepetitions: number
  oids: number[][]
}

const requestTypes: readonly number[] = [pduTypes.get, pduTypes.getNext, pduTypes.set, pduTypes.getBulk]

/** @throws MalformedMessage for anything that is not a v1 or v2c request. */
export function readRequest(datagram: Buffer): Request {
  const message = new BerReader(datagram).expect(tags.sequence)
  const version = message.integer()
  if (version !== 0 && version !== 1) throw new MalformedMessage('version')
  const community = message.octets()
  const { tag: pduType, content: pdu } = message.next()
  if (!requestTypes.includes(pduType)) throw new MalformedMessage('PDU type')
  // GETBULK came with SNMPv2.
  if (version === 0 && pduType === pduTypes.getBulk) throw new MalformedMessage('PDU type')
  const requestId = pdu.integer()
  const nonRepeaters = Math.max(0, pdu.integer())
  const maxRepetitions = Math.max(0, pdu.integer())
  const list = pdu.expect(tags.sequence)
  const oids: number[][] = []
  while (!list.atEnd) {
    const varbind = list.expect(tags.sequence)
    oids.push(varbind.objectIdentifier())
    varbind.next()
  }
  return { version, community, pduType, requestId, nonRepeaters, maxRepetitions, oids }
}

export interface Response {
  errorStatus: number
  /** Position of the varbind at fault, from 1; 0 for none. */
  errorIndex: number
  /** Encoded varbinds. */
  varbinds: Buffer[]
}

export function writeResponse(request: Request, response: Response): Buffer {
  return element(
    tags.sequence,
    integerElement(request.version),
    element(tags.octetString, request.community),
    element(
      pduTypes.response,
      integerElement(request.requestId),
      integerElement(response.errorStatus),
      integerElement(response.errorIndex),
      element(tags.sequence, ...response.varbinds),
    ),
  )
}

/** Bytes that a response may need beside its varbinds. */
export function envelopeSize(request: Request): number {
  const header = 4
  const shortInteger = 3
  const requestId = 6
  return (
    header + // message
    shortInteger +
    header +
    request.community.length +
    header + // PDU
    requestId +
    2 * requestId + // error status and index
    header // varbind list
  )
}
