import { join } from 'node:path'
import type { Localised } from '../server/contract/text.ts'
import type { AssignedTarget } from './assignment.ts'
import { gapCauses } from '../server/contract/entities/collection-gap.ts'
import { deliverPolls } from './deliver-polls.ts'
import type { Missing } from './gap-log.ts'
import { createPollRecorder } from './poll-recorder.ts'
import { openPollSpool } from './poll-spool.ts'
import type { Sink } from './sink.ts'
import { credentialFault } from './snmp/credential.ts'
import type { PollMethod } from './snmp/poll/device-poll.ts'
import type { DeviceMemories } from './snmp/memory/device-memories.ts'
import { startPoller, type PollTarget } from './snmp/poll/poller.ts'
import { diskFiles } from './spool.ts'

export interface PollingOptions {
  /** The collector's folder; polls have one of their own below it. */
  folder: string
  limitBytes: number
  /** Which credential each device answered to, and what it bears. */
  memories: DeviceMemories
  sink: Sink
  signal: AbortSignal
  warn: (text: Localised) => void
  onSkipped: (address: string) => void
  /** Readings that are missing for good, and why. */
  onMissing: (missing: Missing) => void
  /** Devices polled at the same time. */
  most?: number
  /** Share of the interval over which start times are spread. */
  spread?: number
  method?: PollMethod | null
}

export interface Polling {
  assign(targets: readonly AssignedTarget[]): void
  state(): { count: number; bytes: number; dropped: number; inFlight: number }
  stop(): Promise<void>
}

/** Everything about polls in a collector process: reading ports, keeping what was read, handing it in. */
export async function startPolling(options: PollingOptions): Promise<Polling> {
  const { sink, signal, warn } = options
  const spool = await openPollSpool({
    folder: join(options.folder, 'polls'),
    limitBytes: options.limitBytes,
    files: diskFiles,
    warn,
    onDrop: ({ rows, bytes, firstAt, lastAt }, cause) => {
      const about = gapCauses[cause].label
      warn({
        zh: `放弃 ${rows} 行轮询读数（${instant(firstAt)} 至 ${instant(lastAt)}）：${about.zh}`,
        en: `Gave up ${rows} rows of polls (${instant(firstAt)} to ${instant(lastAt)}): ${about.en}`,
      })
      options.onMissing({
        kind: 'poll',
        cause,
        from: firstAt,
        to: lastAt,
        targets: [],
        samples: rows,
        octets: bytes,
        detail: null,
      })
    },
  })
  const recorder = createPollRecorder(spool)
  const poller = startPoller({
    memories: options.memories,
    ...(options.most !== undefined && { most: options.most }),
    ...(options.spread !== undefined && { spread: options.spread }),
    method: options.method ?? null,
    onVisit: (target, result, finishedAt) => recorder.add(target.id, target.pollSeconds, result, finishedAt),
    onSkipped: ({ id, address }, from, to, ports) => {
      options.onSkipped(address)
      options.onMissing({
        kind: 'poll',
        cause: 'cycle-overran',
        from,
        to,
        targets: [id],
        samples: ports,
        octets: 0,
        detail: address,
      })
    },
    onFault: (target, error) =>
      warn({
        zh: `轮询 ${target.address} 时采集器内部出错：${String(error)}`,
        en: `The collector failed inside while polling ${target.address}: ${String(error)}`,
      }),
  })
  const delivering = deliverPolls({ sink, spool, signal, warn })
  return {
    assign: (targets) => poller.assign(targets.flatMap((target) => pollTargetOf(target, options.memories))),
    state: () => ({ ...spool.state(), inFlight: poller.inFlight }),
    async stop() {
      await poller.stop()
      await recorder.close()
      await delivering
    },
  }
}

function pollTargetOf(target: AssignedTarget, memories: DeviceMemories): PollTarget[] {
  const { id, address, port, pollSeconds, credentials } = target
  // Polls try nothing out: a device with several credentials is polled once a collection has found the right one.
  const working = memories.of(target).credentialId
  const known = credentials.find((one) => one.id === working)
  const offered = known ?? (credentials.length === 1 ? credentials[0] : undefined)
  if (pollSeconds === undefined || offered === undefined || credentialFault(offered.credential) !== null)
    return []
  return [{ id, address, port, pollSeconds, offered }]
}

const instant = (ms: number) => new Date(ms).toISOString()
