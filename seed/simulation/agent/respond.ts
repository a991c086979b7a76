import type { Mib, MibTable, Moment } from '../mib/table.ts'
import type { Oid } from '../mib/value.ts'
import { element, oidContent, subidentifiers, tags, valueElement } from './ber.ts'
import { envelopeSize, errorStatus, pduTypes, writeResponse } from './message.ts'
import type { Request, Response } from './message.ts'
import { getInstance, nextInstance } from './view.ts'
import type { Instance } from './view.ts'

/** UDP payload that fits an Ethernet frame of 1,500 octets: replies are never fragmented. */
export const largestReply = 1_472

const exceptions = {
  'no-such-object': Buffer.of(tags.noSuchObject, 0),
  'no-such-instance': Buffer.of(tags.noSuchInstance, 0),
  'end-of-mib-view': Buffer.of(tags.endOfMibView, 0),
}

/** Answers a request whose community was right. */
export function respond(request: Request, mib: Mib, at: Moment): Buffer {
  switch (request.pduType) {
    case pduTypes.get:
      return writeResponse(request, fitted(request, get(request, mib, at)))
    case pduTypes.getNext:
      return writeResponse(request, fitted(request, getNext(request, mib, at)))
    case pduTypes.getBulk:
      return writeResponse(request, getBulk(request, mib, at))
    default:
      // Nothing here can be set: notWritable, or for SNMPv1 noSuchName (RFC 3584 section 4.3).
      return writeResponse(request, {
        errorStatus: request.version === 0 ? errorStatus.noSuchName : errorStatus.notWritable,
        errorIndex: request.oids.length > 0 ? 1 : 0,
        varbinds: emptyVarbinds(request),
      })
  }
}

function get(request: Request, mib: Mib, at: Moment): Response {
  const varbinds: Buffer[] = []
  for (const [position, oid] of request.oids.entries()) {
    const found = getInstance(mib, oid, at)
    if (typeof found === 'string') {
      if (request.version === 0) return noSuchName(request, position)
      varbinds.push(varbind(oid, exceptions[found]))
    } else if (request.version === 0 && found.type === 'counter64') return noSuchName(request, position)
    else varbinds.push(varbind(oid, valueElement(found)))
  }
  return { errorStatus: errorStatus.noError, errorIndex: 0, varbinds }
}

function getNext(request: Request, mib: Mib, at: Moment): Response {
  const varbinds: Buffer[] = []
  for (const [position, oid] of request.oids.entries()) {
    let found = nextInstance(mib, oid, at)
    if (request.version === 0) {
      // SNMPv1 has no 64-bit counters and passes over them (RFC 3584 section 4.2.2.1).
      while (found?.value.type === 'counter64') found = nextInstance(mib, oidOf(found), at)
      if (!found) return noSuchName(request, position)
    }
    varbinds.push(found ? instanceVarbind(found) : varbind(oid, exceptions['end-of-mib-view']))
  }
  return { errorStatus: errorStatus.noError, errorIndex: 0, varbinds }
}

/** RFC 3416 section 4.2.3; stops where the reply is full or every column is at the end of the view. */
function getBulk(request: Request, mib: Mib, at: Moment): Response {
  const room = largestReply - envelopeSize(request)
  const varbinds: Buffer[] = []
  let size = 0
  const nonRepeaters = Math.min(request.nonRepeaters, request.oids.length)
  const finished = (): Response => ({
    errorStatus: errorStatus.noError,
    errorIndex: 0,
    varbinds,
  })

  /** Adds what follows `oid`; false when there is no room for it. */
  const add = (oid: Oid, found: Instance | null): boolean => {
    const bytes = found ? instanceVarbind(found) : varbind(oid, exceptions['end-of-mib-view'])
    if (size + bytes.length > room) return false
    varbinds.push(bytes)
    size += bytes.length
    return true
  }

  for (const oid of request.oids.slice(0, nonRepeaters))
    if (!add(oid, nextInstance(mib, oid, at))) return tooBigIfEmpty(finished())

  const columns: { oid: Oid; ended: boolean }[] = request.oids
    .slice(nonRepeaters)
    .map((oid) => ({ oid, ended: false }))
  for (let repetition = 0; repetition < request.maxRepetitions; repetition++) {
    for (const column of columns) {
      const found = column.ended ? null : nextInstance(mib, column.oid, at)
      if (!add(column.oid, found)) return tooBigIfEmpty(finished())
      if (found) column.oid = oidOf(found)
      else column.ended = true
    }
    if (columns.every((column) => column.ended)) break
  }
  return finished()
}

function tooBigIfEmpty(response: Response): Response {
  return response.varbinds.length > 0 ? response : tooBig()
}

function fitted(request: Request, response: Response): Response {
  let size = envelopeSize(request)
  for (const one of response.varbinds) size += one.length
  return size > largestReply ? tooBig() : response
}

/** With an empty list of varbinds, as RFC 3416 section 4.2.1 asks. */
function tooBig(): Response {
  return { errorStatus: errorStatus.tooBig, errorIndex: 0, varbinds: [] }
}

function noSuchName(request: Request, position: number): Response {
  return {
    errorStatus: errorStatus.noSuchName,
    errorIndex: position + 1,
    varbinds: emptyVarbinds(request),
  }
}

const nothing = Buffer.of(tags.null, 0)

function emptyVarbinds(request: Request): Buffer[] {
  return request.oids.map((oid) => varbind(oid, nothing))
}

function varbind(oid: Oid, value: Buffer): Buffer {
  return element(tags.sequence, element(tags.objectIdentifier, oidContent(oid)), value)
}

function oidOf(found: Instance): Oid {
  return [...found.table.entry, found.columnId, ...found.index]
}

// The same few dozen columns are asked of every device: their identifiers are encoded once.
const columnPrefixes = new Map<Oid, Map<number, Buffer>>()

function columnPrefix(table: MibTable, columnId: number): Buffer {
  let ofTable = columnPrefixes.get(table.entry)
  if (!ofTable) columnPrefixes.set(table.entry, (ofTable = new Map()))
  let prefix = ofTable.get(columnId)
  if (!prefix) ofTable.set(columnId, (prefix = oidContent([...table.entry, columnId])))
  return prefix
}

function instanceVarbind(found: Instance): Buffer {
  return element(
    tags.sequence,
    element(tags.objectIdentifier, columnPrefix(found.table, found.columnId), subidentifiers(found.index)),
    valueElement(found.value),
  )
}
