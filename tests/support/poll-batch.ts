import { pollCounters, type PollVisit } from '../../server/contract/poll.ts'
import { missing32, missing64, pollFlags, type PollRows } from '../../server/domain/poll-batch.ts'

interface PortOfBatch {
  name: string
  at?: number
  speedBps?: number | null
  flags?: number
  /** In the order of `pollCounters`; those left out are missing. */
  counters?: bigint[]
  discontinuity?: number
}

/** A batch of polls as a collector makes it. */
export function aPollBatch(
  devices: {
    targetId: number
    uptimeTicks?: number | null
    intervalSeconds?: number
    visit?: PollVisit | null
    ports: PortOfBatch[]
  }[],
): PollRows {
  const ports = devices.flatMap((device) => device.ports)
  return {
    devices: devices.map(
      ({ targetId, uptimeTicks = 360_000, intervalSeconds = 60, visit = null, ports: own }) => ({
        targetId,
        uptimeTicks,
        intervalSeconds,
        rows: own.length,
        visit,
      }),
    ),
    names: ports.map(({ name }) => name),
    at: Float64Array.from(ports, ({ at = 0 }) => at),
    counters: pollCounters.map((_, position) =>
      BigUint64Array.from(ports, ({ counters = [] }) => counters[position] ?? missing64),
    ),
    speedBps: Float64Array.from(ports, ({ speedBps = 1e9 }) => speedBps ?? NaN),
    lastChange: Uint32Array.from(ports, () => missing32),
    discontinuity: Uint32Array.from(ports, ({ discontinuity = 0 }) => discontinuity),
    flags: Uint8Array.from(
      ports,
      ({ flags = pollFlags.wide | pollFlags.operKnown | pollFlags.operUp }) => flags,
    ),
  }
}
