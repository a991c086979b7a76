import { base128, listed, pdus, tags, writeSubIdentifier, type ReplyReader, type Variables } from './ber.ts'
import { columnOf, isDescription, isName, slotOf, tablePrefixes } from './objects.ts'
import type { PortValues } from './port-values.ts'

/** One request's worth of a reading. */
export interface Question {
  pdu: number
  /** Of a GETBULK; 0 otherwise. */
  repetitions: number
  variables: Variables
}

/** What a reply brought: more is to be asked, all is read, or nothing was in it. */
export type Progress = 'more' | 'done' | 'nothing'

/** Something that is read from a device by requests one after the other. */
export interface Reading {
  /** Values are missing that the device was asked for. */
  isPartial: boolean
  /** Nothing is left to ask, before it is even begun. */
  readonly isDone?: boolean
  /** @param variables the most that one reply should hold */
  question(variables: number): Question
  take(reader: ReplyReader, values: PortValues, at: number): Progress
  /** The device refused the smallest request (RFC 3416, error-status): go round what it refused, if that can be done. */
  refused(errorStatus: number, errorIndex: number): Progress
}

/** A variable of the two tables, or why it is none. */
interface Place {
  table: number
  column: number
  index: number
}

/** Where an encoded object identifier stands in a table; null when it is not `prefix.column.ifIndex`. */
function placeIn(table: number, bytes: Uint8Array, start: number, end: number, place: Place): boolean {
  const prefix = tablePrefixes[table]!
  let at = start + prefix.length
  if (at + 2 > end) return false
  for (let i = prefix.length - 1; i >= 0; i--) if (bytes[start + i] !== prefix[i]) return false
  const column = bytes[at++]!
  if (column >= 0x80) return false
  let index = 0
  for (;;) {
    const octet = bytes[at++]!
    index = index * 128 + (octet & 0x7f)
    if (octet < 0x80) break
    if (at === end || index > 2 ** 32) return false
  }
  if (at !== end) return false
  place.table = table
  place.column = column
  place.index = index
  return true
}

/** Whether an encoded object identifier stands before all of a table's instances. */
function isBefore(prefix: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = 0; i < prefix.length; i++) {
    if (start + i >= end) return true
    // Sub-identifiers of the prefixes are below 128: an octet with the first bit set begins a larger one.
    const difference = bytes[start + i]! - prefix[i]!
    if (difference !== 0) return difference < 0
  }
  return false
}

function takeValue(place: Place, reader: ReplyReader, values: PortValues, row: number, at: number): void {
  const slot = slotOf[place.table]![place.column]!
  if (slot >= 0) {
    values.take(row, slot, reader.bytes, reader.tag, reader.valueStart, reader.valueEnd)
    // The in-octets of ifTable, and again those of ifXTable where there are any.
    if (place.column === (place.table === 0 ? 10 : 6)) values.at[row] = at
  } else if ((slot === isName || slot === isDescription) && reader.tag === tags.octets) {
    const text = (reader.bytes as Buffer).toString('latin1', reader.valueStart, reader.valueEnd)
    ;(slot === isName ? values.names : values.descriptions)[row] = text
  }
}

const place: Place = { table: 0, column: 0, index: 0 }

/** Reads a run of columns of one table with GETBULK, or GETNEXT where the agent is v1. Ends on every agent. */
export class ColumnWalk implements Reading {
  isPartial = false
  readonly #table: number
  readonly #to: number
  readonly #bulk: boolean
  /** Rows that each column is known to have; 0 when nothing is known. */
  readonly #expectedRows: number
  #column: number
  /** The last ifIndex received in this column; -1 before the first. */
  #index = -1
  #rowsInColumn = 0

  constructor(table: number, from: number, to: number, bulk: boolean, expectedRows: number) {
    this.#table = table
    this.#column = from
    this.#to = to
    this.#bulk = bulk
    this.#expectedRows = expectedRows
  }

  question(variables: number): Question {
    const prefix = tablePrefixes[this.#table]!
    const behind = this.#index < 0 ? [] : base128(this.#index)
    const oid = new Uint8Array(prefix.length + 1 + behind.length)
    oid.set(prefix)
    oid[prefix.length] = this.#column
    oid.set(behind, prefix.length + 1)
    if (!this.#bulk) return { pdu: pdus.getNext, repetitions: 0, variables: listed([oid]) }
    // One more than there should be: it shows that the columns end where they did before.
    const left = (this.#to - this.#column + 1) * this.#expectedRows - this.#rowsInColumn + 1
    const repetitions = this.#expectedRows > 0 ? Math.max(1, Math.min(variables, left)) : variables
    return { pdu: pdus.getBulk, repetitions, variables: listed([oid]) }
  }

  take(reader: ReplyReader, values: PortValues, at: number): Progress {
    if (reader.count === 0) return 'nothing'
    while (reader.next()) {
      if (reader.tag === tags.endOfMibView) return 'done'
      if (!placeIn(this.#table, reader.bytes, reader.oidStart, reader.oidEnd, place)) {
        const prefix = tablePrefixes[this.#table]!
        if (isBefore(prefix, reader.bytes, reader.oidStart, reader.oidEnd)) return this.#goRound()
        return 'done'
      }
      if (place.column > this.#to) return 'done'
      const forward =
        place.column > this.#column || (place.column === this.#column && place.index > this.#index)
      if (!forward) return this.#goRound()
      if (place.column === this.#column) this.#rowsInColumn++
      else this.#rowsInColumn = 1
      this.#column = place.column
      this.#index = place.index
      if (reader.tag === tags.noSuchObject || reader.tag === tags.noSuchInstance) continue
      takeValue(place, reader, values, values.rowOf(place.index), at)
    }
    return 'more'
  }

  refused(errorStatus: number): Progress {
    // v1 ends a walk with noSuchName (RFC 1157, 4.1.3).
    if (errorStatus === 2) return 'done'
    return this.#goRound()
  }

  /** The agent repeats or goes back, or cannot give what comes next: this column's rows stay, the next column is tried. */
  #goRound(): Progress {
    this.isPartial = true
    if (this.#column >= this.#to) return 'done'
    this.#column++
    this.#index = -1
    this.#rowsInColumn = 0
    return 'more'
  }
}

/** Variables that are to be read by name, handed out to the requests that are under way together. */
export class WantedPorts {
  readonly slots: Uint8Array
  readonly indexes: Float64Array
  #next = 0

  /** @param ports ifIndexes with the slots to read of each */
  constructor(ports: readonly { index: number; slots: readonly number[] }[]) {
    const count = ports.reduce((sum, port) => sum + port.slots.length, 0)
    this.slots = new Uint8Array(count)
    this.indexes = new Float64Array(count)
    let at = 0
    for (const { index, slots } of ports)
      for (const slot of slots) {
        this.slots[at] = slot
        this.indexes[at++] = index
      }
  }

  /** Variables that nobody has taken yet. */
  get count(): number {
    return this.slots.length - this.#next
  }

  /** A run of them: where it begins and ends. */
  take(most: number): [from: number, to: number] {
    const from = this.#next
    this.#next = Math.min(this.slots.length, from + Math.floor(most))
    return [from, this.#next]
  }
}

/** Reads chosen columns of chosen ports with GET. */
export class ChosenPorts implements Reading, Variables {
  isPartial = false
  count = 0
  readonly #wanted: WantedPorts
  #from = 0
  #to = 0

  constructor(wanted: WantedPorts) {
    this.#wanted = wanted
  }

  get isDone(): boolean {
    return this.#from === this.#to && this.#wanted.count === 0
  }

  question(variables: number): Question {
    if (this.#from === this.#to) [this.#from, this.#to] = this.#wanted.take(variables)
    // Asked again, smaller, it leaves the rest to its next request.
    this.count = Math.min(this.#to - this.#from, Math.floor(variables))
    return { pdu: pdus.get, repetitions: 0, variables: this }
  }

  write(position: number, into: Uint8Array, end: number): number {
    const at = this.#from + position
    const { table, column } = columnOf[this.#wanted.slots[at]!]!
    const prefix = tablePrefixes[table]
    let start = writeSubIdentifier(this.#wanted.indexes[at]!, into, end)
    into[--start] = column
    start -= prefix.length
    into.set(prefix, start)
    return start
  }

  take(reader: ReplyReader, values: PortValues, at: number): Progress {
    if (reader.count === 0) return 'nothing'
    if (reader.count < this.count) this.isPartial = true
    for (let position = 0; reader.next(); position++) {
      const { bytes, oidStart, oidEnd, tag } = reader
      if (tag === tags.noSuchObject || tag === tags.noSuchInstance || tag === tags.endOfMibView) continue
      const known = placeIn(0, bytes, oidStart, oidEnd, place) || placeIn(1, bytes, oidStart, oidEnd, place)
      if (known && this.#isAsked(position)) takeValue(place, reader, values, values.rowOf(place.index), at)
      else this.isPartial = true
    }
    this.#from += this.count
    return this.isDone ? 'done' : 'more'
  }

  refused(_errorStatus: number, errorIndex: number): Progress {
    // v1 names the variable that it does not have and gives none of the others.
    const { slots, indexes } = this.#wanted
    const position = this.#from + Math.max(0, Math.min(errorIndex, this.count) - 1)
    slots.copyWithin(this.#from + 1, this.#from, position)
    indexes.copyWithin(this.#from + 1, this.#from, position)
    this.#from++
    this.isPartial = true
    return this.isDone ? 'done' : 'more'
  }

  /** By what it says it is, never by its position: some agents leave out what they do not have. */
  #isAsked(position: number): boolean {
    const slot = slotOf[place.table]![place.column]!
    const is = (at: number) => this.#wanted.slots[at] === slot && this.#wanted.indexes[at] === place.index
    if (is(this.#from + position)) return true
    for (let at = this.#from; at < this.#from + this.count; at++) if (is(at)) return true
    return false
  }
}
