import { pollCounters, PollVisit } from '../contract/poll.ts'

/*
 * The content of a batch of polls, before compression. All numbers little-endian:
 *
 *   'CBP1' | header length (u32) | rows (u32) | 0 (u32) | header (JSON, UTF-8, padded to 8 octets)
 *   at (f64 × rows) | counters (u64 × rows, one column after the other) | speed (f64 × rows)
 *   last change (u32 × rows) | discontinuity (u32 × rows) | flags (u8 × rows)
 *
 * Columns and not rows, because both ends work on whole columns and alike values stand together. A value that the
 * device did not give is all ones (NaN in `speed`), never zero.
 */

/** Where one visit's rows begin and what they share. */
export interface PolledDevice {
  targetId: number
  /** sysUpTime in hundredths of a second; null when the device did not say. */
  uptimeTicks: number | null
  /** Time between two visits. */
  intervalSeconds: number
  rows: number
  /** How it was read and what that cost; null when the collector does not say. */
  visit: PollVisit | null
}

/** Many devices' ports at one instant each; the devices' rows follow one another. */
export interface PollRows {
  devices: PolledDevice[]
  /** The port's name of each row: the part of its series. */
  names: string[]
  /** Milliseconds since 1970. */
  at: Float64Array
  /** One column for each of `pollCounters`. */
  counters: BigUint64Array[]
  /** bit/s; NaN when unknown. */
  speedBps: Float64Array
  /** ifLastChange and ifCounterDiscontinuityTime in hundredths of a second of up-time. */
  lastChange: Uint32Array
  discontinuity: Uint32Array
  flags: Uint8Array
}

/** A value that the device did not give. */
export const missing64 = 0xffff_ffff_ffff_ffffn
export const missing32 = 0xffff_ffff

/** Bits of a row's flags. */
export const pollFlags = {
  partial: 1,
  wide: 2,
  operKnown: 4,
  operUp: 8,
  adminKnown: 16,
  adminUp: 32,
} as const

/** A batch that is not what its header says. */
export class PollBatchError extends Error {
  constructor(detail: string) {
    super(`not a batch of polls: ${detail}`)
    this.name = 'PollBatchError'
  }
}

const magic = 0x31504243 // 'CBP1'
const headLength = 16
/** Far more than a collector puts into one batch: it bounds what a hostile header can make the reader allocate. */
const mostRows = 1_000_000

const padded = (length: number) => Math.ceil(length / 8) * 8

function sizeOf(headerLength: number, rows: number): number {
  return headLength + padded(headerLength) + rows * (8 + 8 * pollCounters.length + 8 + 4 + 4 + 1)
}

/** The octets of a batch. */
export function encodePollBatch(batch: PollRows): Uint8Array {
  const rows = batch.names.length
  const header = new TextEncoder().encode(
    JSON.stringify({
      devices: batch.devices.map((one) => [
        one.targetId,
        one.uptimeTicks,
        one.intervalSeconds,
        one.rows,
        one.visit,
      ]),
      names: batch.names,
    }),
  )
  const bytes = new Uint8Array(sizeOf(header.length, rows))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(4, header.length, true)
  view.setUint32(8, rows, true)
  bytes.set(header, headLength)
  let offset = headLength + padded(header.length)
  const put = (column: Float64Array | BigUint64Array | Uint32Array | Uint8Array) => {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset)
    offset += column.byteLength
  }
  put(batch.at.subarray(0, rows))
  for (const column of batch.counters) put(column.subarray(0, rows))
  put(batch.speedBps.subarray(0, rows))
  put(batch.lastChange.subarray(0, rows))
  put(batch.discontinuity.subarray(0, rows))
  put(batch.flags.subarray(0, rows))
  return bytes
}

/** Reads a batch; its columns are views of `bytes` where they stand in step. @throws PollBatchError */
export function decodePollBatch(bytes: Uint8Array): PollRows {
  if (bytes.length < headLength) throw new PollBatchError('shorter than its head')
  // Columns of eight octets must stand at multiples of eight.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength)
  if (view.getUint32(0, true) !== magic) throw new PollBatchError('another format')
  const headerLength = view.getUint32(4, true)
  const rows = view.getUint32(8, true)
  if (rows > mostRows || sizeOf(headerLength, rows) !== aligned.length)
    throw new PollBatchError(`${aligned.length} octets do not hold ${rows} rows`)
  const { devices, names } = headerOf(aligned.subarray(headLength, headLength + headerLength), rows)
  let offset = aligned.byteOffset + headLength + padded(headerLength)
  const take = <T>(
    make: new (buffer: ArrayBufferLike, offset: number, length: number) => T,
    size: number,
  ): T => {
    const column = new make(aligned.buffer, offset, rows)
    offset += rows * size
    return column
  }
  return {
    devices,
    names,
    at: take(Float64Array, 8),
    counters: pollCounters.map(() => take(BigUint64Array, 8)),
    speedBps: take(Float64Array, 8),
    lastChange: take(Uint32Array, 4),
    discontinuity: take(Uint32Array, 4),
    flags: take(Uint8Array, 1),
  }
}

function headerOf(bytes: Uint8Array, rows: number): Pick<PollRows, 'devices' | 'names'> {
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new PollBatchError('its header is no JSON')
  }
  const { devices, names } = (header ?? {}) as { devices?: unknown; names?: unknown }
  if (!Array.isArray(devices) || !Array.isArray(names) || names.length !== rows)
    throw new PollBatchError('its header does not fit its rows')
  if (!names.every((name) => typeof name === 'string' && name.length <= 200))
    throw new PollBatchError('a name is no text of at most 200 characters')
  const polled = devices.map(deviceOf)
  if (polled.reduce((sum, one) => sum + one.rows, 0) !== rows)
    throw new PollBatchError('its devices do not have its rows')
  return { devices: polled, names: names as string[] }
}

function deviceOf(entry: unknown): PolledDevice {
  const [targetId, uptimeTicks, intervalSeconds, rows, told] = Array.isArray(entry)
    ? (entry as unknown[])
    : []
  const isCount = (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0
  if (!isCount(targetId) || !isCount(intervalSeconds) || !isCount(rows))
    throw new PollBatchError('a device is not target, up-time, interval and rows')
  if (uptimeTicks !== null && !isCount(uptimeTicks)) throw new PollBatchError('an up-time is no number')
  const visit = PollVisit.nullable().safeParse(told ?? null)
  if (!visit.success) throw new PollBatchError('what a visit cost is told in other words')
  return { targetId, uptimeTicks, intervalSeconds, rows, visit: visit.data }
}
