import { pollCounters, type PollCounter } from '../../../server/contract/poll.ts'
import { missing32, pollFlags, type PolledDevice, type PollRows } from '../../../server/domain/poll-batch.ts'
import { slots } from './objects.ts'
import { isWide, type PortPlan } from './plan.ts'
import type { PortValues } from './port-values.ts'

/** Slots of the counters by width. Errors, discards and unknown protocols have 32 bits only. */
const narrow: Record<PollCounter, number> = {
  inOctets: slots.inOctets,
  outOctets: slots.outOctets,
  inUnicastPackets: slots.inUnicastPackets,
  outUnicastPackets: slots.outUnicastPackets,
  inMulticastPackets: slots.inMulticastPackets,
  outMulticastPackets: slots.outMulticastPackets,
  inBroadcastPackets: slots.inBroadcastPackets,
  outBroadcastPackets: slots.outBroadcastPackets,
  inDiscards: slots.inDiscards,
  outDiscards: slots.outDiscards,
  inErrors: slots.inErrors,
  outErrors: slots.outErrors,
  inUnknownProtocols: slots.inUnknownProtocols,
}
const wide: Record<PollCounter, number> = {
  ...narrow,
  inOctets: slots.highInOctets,
  outOctets: slots.highOutOctets,
  inUnicastPackets: slots.highInUnicastPackets,
  outUnicastPackets: slots.highOutUnicastPackets,
  inMulticastPackets: slots.highInMulticastPackets,
  outMulticastPackets: slots.highOutMulticastPackets,
  inBroadcastPackets: slots.highInBroadcastPackets,
  outBroadcastPackets: slots.highOutBroadcastPackets,
}
const narrowSlots = pollCounters.map((counter) => narrow[counter])
const wideSlots = pollCounters.map((counter) => wide[counter])

/** Rows of many devices' visits, gathered in columns until they are handed on. */
export class PollBatch {
  rows = 0
  readonly #devices: PolledDevice[] = []
  readonly #names: string[] = []
  #capacity = 1024
  #at = new Float64Array(this.#capacity)
  #counters = pollCounters.map(() => new BigUint64Array(this.#capacity))
  /** The same octets as `#counters`, as halves: no number has to become a bigint. */
  #words = this.#counters.map((column) => new Uint32Array(column.buffer))
  #speed = new Float64Array(this.#capacity)
  #lastChange = new Uint32Array(this.#capacity)
  #discontinuity = new Uint32Array(this.#capacity)
  #flags = new Uint8Array(this.#capacity)

  /** @returns rows that were added */
  add(
    device: Omit<PolledDevice, 'rows'>,
    plan: PortPlan,
    values: PortValues,
    isPartial: boolean,
    finishedAt: number,
  ): number {
    const first = this.rows
    for (let row = 0; row < values.rows; row++) {
      const index = values.indexes[row]!
      const name = plan.names.get(index)
      if (name === undefined) continue
      if (this.rows === this.#capacity) this.#grow()
      this.#put(this.rows++, values, row, isPartial, finishedAt)
      this.#names.push(name)
      this.#speed[this.rows - 1] = plan.speeds.get(index) ?? NaN
    }
    const rows = this.rows - first
    if (rows > 0) this.#devices.push({ ...device, rows })
    return rows
  }

  #put(position: number, values: PortValues, row: number, isPartial: boolean, finishedAt: number): void {
    const isWideRow = isWide(values, row)
    const from = isWideRow ? wideSlots : narrowSlots
    for (let counter = 0; counter < from.length; counter++) {
      const words = this.#words[counter]!
      // A device with 64-bit octets may have none for packets.
      const found =
        values.copyTo(words, position, row, from[counter]!) ||
        (isWideRow && values.copyTo(words, position, row, narrowSlots[counter]!))
      if (!found) words[position * 2] = words[position * 2 + 1] = missing32
    }
    this.#at[position] = values.at[row] || finishedAt
    this.#lastChange[position] = values.valueOf(row, slots.lastChange) ?? missing32
    this.#discontinuity[position] = values.valueOf(row, slots.discontinuity) ?? missing32
    this.#flags[position] =
      (isPartial ? pollFlags.partial : 0) |
      (isWideRow ? pollFlags.wide : 0) |
      stateFlags(values.valueOf(row, slots.operStatus), pollFlags.operKnown, pollFlags.operUp) |
      stateFlags(values.valueOf(row, slots.adminStatus), pollFlags.adminKnown, pollFlags.adminUp)
  }

  #grow(): void {
    this.#capacity *= 2
    const grown = <T extends Float64Array | Uint32Array | Uint8Array | BigUint64Array>(
      from: T,
      more: T,
    ): T => {
      more.set(from as never)
      return more
    }
    this.#at = grown(this.#at, new Float64Array(this.#capacity))
    this.#counters = this.#counters.map((column) => grown(column, new BigUint64Array(this.#capacity)))
    this.#words = this.#counters.map((column) => new Uint32Array(column.buffer))
    this.#speed = grown(this.#speed, new Float64Array(this.#capacity))
    this.#lastChange = grown(this.#lastChange, new Uint32Array(this.#capacity))
    this.#discontinuity = grown(this.#discontinuity, new Uint32Array(this.#capacity))
    this.#flags = grown(this.#flags, new Uint8Array(this.#capacity))
  }

  content(): PollRows {
    return {
      devices: this.#devices,
      names: this.#names,
      at: this.#at,
      counters: this.#counters,
      speedBps: this.#speed,
      lastChange: this.#lastChange,
      discontinuity: this.#discontinuity,
      flags: this.#flags,
    }
  }
}

/** ifAdminStatus and ifOperStatus: 1 is up; 4 of the latter is unknown. */
function stateFlags(status: number | null, known: number, up: number): number {
  return status === null || status === 4 ? 0 : status === 1 ? known | up : known
}
