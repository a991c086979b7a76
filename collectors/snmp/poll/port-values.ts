import { tags } from './ber.ts'
import { slotCount } from './objects.ts'

/** Whether a slot of a row holds a value. */
const absent = 0
const present = 1
/** The value came as Counter64. */
const presentWide = 2

/** What one visit read of a device's ports: a row for each ifIndex, a slot for each column, no objects in between. */
export class PortValues {
  rows = 0
  indexes: Float64Array
  /** When the row's octets arrived, in milliseconds since 1970. */
  at: Float64Array
  /** ifName and ifDescr as their octets (ISO 8859-1), undecoded. */
  names: (string | undefined)[] = []
  descriptions: (string | undefined)[] = []
  #capacity: number
  #low: Uint32Array
  #high: Uint32Array
  #state: Uint8Array
  readonly #rowByIndex = new Map<number, number>()
  #cursor = 0

  constructor(capacity: number) {
    this.#capacity = Math.max(1, capacity)
    this.indexes = new Float64Array(this.#capacity)
    this.at = new Float64Array(this.#capacity)
    this.#low = new Uint32Array(this.#capacity * slotCount)
    this.#high = new Uint32Array(this.#capacity * slotCount)
    this.#state = new Uint8Array(this.#capacity * slotCount)
  }

  /** Empty again, for another visit: one for each visit under way is enough, and costs no garbage. */
  clear(): this {
    this.#state.fill(absent, 0, this.rows * slotCount)
    this.at.fill(0, 0, this.rows)
    this.rows = 0
    this.names = []
    this.descriptions = []
    this.#rowByIndex.clear()
    this.#cursor = 0
    return this
  }

  /** A copy of some slots of some rows. */
  remember(rows: readonly number[], slots: readonly number[]): RememberedPorts {
    return new RememberedPorts(rows, slots, this.indexes, this.#low, this.#high, this.#state)
  }

  /** Takes back what was remembered of a port. */
  recall(row: number, remembered: RememberedPorts, from: number): void {
    remembered.slots.forEach((slot, position) => {
      const source = from * remembered.slots.length + position
      const at = row * slotCount + slot
      this.#low[at] = remembered.low[source]!
      this.#high[at] = remembered.high[source]!
      this.#state[at] = remembered.state[source]!
    })
  }

  /** The row of an ifIndex, made when it is new. Agents walk every column in the same order: the next row is tried first. */
  rowOf(index: number): number {
    const next = this.#cursor + 1 < this.rows ? this.#cursor + 1 : 0
    if (next < this.rows && this.indexes[next] === index) return (this.#cursor = next)
    const known = this.#rowByIndex.get(index)
    if (known !== undefined) return (this.#cursor = known)
    if (this.rows === this.#capacity) this.#grow()
    const row = this.rows++
    this.indexes[row] = index
    this.#rowByIndex.set(index, row)
    return (this.#cursor = row)
  }

  /** Takes a variable's value into a slot. Values that are no unsigned number (exceptions, negative) stay absent. */
  take(row: number, slot: number, bytes: Uint8Array, tag: number, start: number, end: number): void {
    if (tag !== tags.counter64 && tag !== tags.counter32 && tag !== tags.gauge32)
      if (tag !== tags.integer && tag !== tags.timeTicks) return
    const length = end - start
    if (length === 0 || length > 9 || (length === 9 && bytes[start] !== 0)) return
    // Unsigned types have a leading zero octet where the first bit is set; some agents leave it out.
    if (tag === tags.integer && bytes[start]! >= 0x80) return
    let low = 0
    const lowStart = length > 4 ? end - 4 : start
    for (let i = lowStart; i < end; i++) low = (low << 8) | bytes[i]!
    let high = 0
    for (let i = start; i < lowStart; i++) high = (high << 8) | bytes[i]!
    const at = row * slotCount + slot
    this.#low[at] = low
    this.#high[at] = high
    this.#state[at] = tag === tags.counter64 ? presentWide : present
  }

  has(row: number, slot: number): boolean {
    return this.#state[row * slotCount + slot] !== absent
  }

  isWide(row: number, slot: number): boolean {
    return this.#state[row * slotCount + slot] === presentWide
  }

  /** As a number; beyond 2^53 the last digits go. Null when absent. */
  valueOf(row: number, slot: number): number | null {
    const at = row * slotCount + slot
    return this.#state[at] === absent ? null : this.#high[at]! * 2 ** 32 + this.#low[at]!
  }

  isZero(row: number, slot: number): boolean {
    const at = row * slotCount + slot
    return this.#low[at] === 0 && this.#high[at] === 0
  }

  /** Writes a value's eight octets, little-endian, into a column at `position`. False when there is none. */
  copyTo(words: Uint32Array, position: number, row: number, slot: number): boolean {
    const at = row * slotCount + slot
    if (this.#state[at] === absent) return false
    words[position * 2] = this.#low[at]!
    words[position * 2 + 1] = this.#high[at]!
    return true
  }

  #grow(): void {
    this.#capacity *= 2
    const grown = <T extends Float64Array | Uint32Array | Uint8Array>(
      from: T,
      make: new (length: number) => T,
      per: number,
    ): T => {
      const more = new make(this.#capacity * per)
      more.set(from)
      return more
    }
    this.indexes = grown(this.indexes, Float64Array, 1)
    this.at = grown(this.at, Float64Array, 1)
    this.#low = grown(this.#low, Uint32Array, slotCount)
    this.#high = grown(this.#high, Uint32Array, slotCount)
    this.#state = grown(this.#state, Uint8Array, slotCount)
  }
}

/** Some ports as they were in a visit, in as little memory as that takes: every device of a city has one. */
export class RememberedPorts {
  /** ifIndexes. */
  readonly indexes: Float64Array
  readonly slots: readonly number[]
  readonly low: Uint32Array
  readonly high: Uint32Array
  readonly state: Uint8Array

  constructor(
    rows: readonly number[],
    slots: readonly number[],
    indexes: Float64Array,
    low: Uint32Array,
    high: Uint32Array,
    state: Uint8Array,
  ) {
    this.slots = slots
    this.indexes = Float64Array.from(rows, (row) => indexes[row]!)
    this.low = new Uint32Array(rows.length * slots.length)
    this.high = new Uint32Array(rows.length * slots.length)
    this.state = new Uint8Array(rows.length * slots.length)
    let to = 0
    for (const row of rows)
      for (const slot of slots) {
        this.low[to] = low[row * slotCount + slot]!
        this.high[to] = high[row * slotCount + slot]!
        this.state[to++] = state[row * slotCount + slot]!
      }
  }

  /** As a number; null when it was absent. */
  valueOf(row: number, slot: number): number | null {
    const at = row * this.slots.length + this.slots.indexOf(slot)
    return this.state[at] === present ? this.low[at]! : null
  }
}
