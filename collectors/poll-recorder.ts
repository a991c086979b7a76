import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { PollVisit } from '../server/contract/poll.ts'
import { encodePollBatch } from '../server/domain/poll-batch.ts'
import type { PollSpool } from './poll-spool.ts'
import { PollBatch } from './snmp/poll/batch.ts'
import type { DevicePollResult } from './snmp/poll/device-poll.ts'

const compress = promisify(gzip)
/** Counters hardly compress; the fastest level takes what there is to be had. */
const level = 1

export interface PollRecorder {
  add(targetId: number, intervalSeconds: number, result: DevicePollResult, finishedAt: number): void
  /** Writes what is gathered and resolves when all of it is in the spool. */
  close(): Promise<void>
}

/**
 * Gathers the rows of many visits and puts them into the spool together: a file and an fsync for each visit would cost
 * more than reading the device.
 */
export function createPollRecorder(spool: PollSpool, mostRows = 8192, mostWaitMs = 500): PollRecorder {
  let batch = new PollBatch()
  let firstAt = Infinity
  let lastAt = 0
  let timer: NodeJS.Timeout | null = null
  const writing = new Set<Promise<void>>()

  function flush(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (batch.rows === 0) return
    const { rows } = batch
    const content = encodePollBatch(batch.content())
    const about = { rows, firstAt, lastAt }
    batch = new PollBatch()
    firstAt = Infinity
    lastAt = 0
    const work: Promise<void> = compress(content, { level })
      .then((bytes) => spool.add(bytes, about))
      .finally(() => writing.delete(work))
    writing.add(work)
  }

  return {
    add(targetId, intervalSeconds, result, finishedAt) {
      const { plan, values, isPartial, uptimeTicks } = result
      if (!result.answered || plan === null) return
      const device = { targetId, uptimeTicks, intervalSeconds, visit: visitOf(result) }
      const rows = batch.add(device, plan, values, isPartial, finishedAt)
      if (rows === 0) return
      firstAt = Math.min(firstAt, Math.floor(finishedAt))
      lastAt = Math.max(lastAt, Math.ceil(finishedAt))
      if (batch.rows >= mostRows) flush()
      else timer ??= setTimeout(flush, mostWaitMs)
    },
    async close() {
      flush()
      await Promise.all(writing)
    },
  }
}

function visitOf({ method, choice, load }: DevicePollResult): PollVisit {
  const tenth = (value: number) => Math.round(value * 10) / 10
  return {
    method,
    requests: load.packetsSent,
    octets: load.octetsSent + load.octetsReceived,
    variables: load.variables,
    timeouts: load.timeouts,
    deviceMilliseconds: tenth(load.deviceMs),
    choice:
      choice === null
        ? null
        : {
            columns: { ...choice.columns, milliseconds: tenth(choice.columns.milliseconds) },
            ports: { ...choice.ports, milliseconds: tenth(choice.ports.milliseconds) },
          },
  }
}
