import { mkdirSync } from 'node:fs'
import { hostname } from 'node:os'
import packageJson from '../package.json' with { type: 'json' }
import { collectorLinkEndpoints as link, type Assignment } from '../server/contract/endpoints/collection.ts'
import { eventLinkEndpoints } from '../server/contract/endpoints/events.ts'
import { pollLinkEndpoints as pollLink } from '../server/contract/endpoints/polls.ts'
import type { Localised } from '../server/contract/text.ts'
import { keepAssignment, openAssignment, recallAssignment, type AssignedTarget } from './assignment.ts'
import { createBackoff, pause } from './backoff.ts'
import { deliver } from './deliver.ts'
import { doNextDiscovery } from './discovery/run-discoveries.ts'
import { visitFound } from './discovery/visit.ts'
import { startForwarding, type EventSettings } from './events/forward.ts'
import { missingCollections, openGapLog } from './gap-log.ts'
import { runJob } from './job.ts'
import { startPolling, type PollingOptions } from './polling.ts'
import { createSchedule } from './schedule.ts'
import { loadSealingKey } from './sealed-secrets.ts'
import { createSink, SinkFailure } from './sink.ts'
import { collectors } from './registry.ts'
import type { SnmpOptions } from './snmp/collector.ts'
import { createDeviceMemories } from './snmp/memory/device-memories.ts'
import { vendorProfiles } from './snmp/vendors/load.ts'
import { createSkippedCycles } from './skipped-cycles.ts'
import { collectionSpool, openSpool } from './spool.ts'

export interface CollectorOptions {
  serverUrl: string
  token: string
  /** Folder of the spool, the key and the last assignment. */
  spoolFolder: string
  spoolLimitMib?: number
  /** Devices visited at the same time. */
  mostInFlight?: number
  /** For one visit. */
  deadlineMs?: number
  /** A new target is visited for the first time within this. */
  firstWithinMs?: number
  heartbeatSeconds?: number
  assignmentSeconds?: number
  gapSeconds?: number
  snmp?: Partial<SnmpOptions>
  /** Ports on which devices report by themselves; none unless said. */
  events?: EventSettings
  /** How ports are polled between full collections. */
  polling?: Pick<PollingOptions, 'most' | 'spread' | 'method'>
  /** What an operator should know; on standard error unless said. */
  warn?: (text: Localised) => void
}

export interface RunningCollector {
  /** Ends the visits under way and resolves when nothing runs any more. What is spooled stays spooled. */
  stop(): Promise<void>
}

const jobWaitSeconds = 20
const jobsAtOnce = 8
/** Between two questions for jobs: a server that answers at once is not asked without end. */
const jobPauseMs = 200
/** Between two questions for discoveries: how long a person waits at most until one starts. */
const discoveryPauseMs = 2000
const unauthenticatedWaitMs = 60_000
/** Gaps that one request reports. */
const gapsAtOnce = 200
/** What is remembered of devices is written this often; what is lost with a crash is soon learnt again. */
const rememberEveryMs = 60_000

/**
 * Starts a collector: reports itself, keeps its list of targets fresh, visits them on schedule and on demand, and hands
 * in what it found, always over HTTP. Resolves once its folder can be used; that the server is away is no error.
 */
export async function startCollector(options: CollectorOptions): Promise<RunningCollector> {
  const warn = options.warn ?? ((text: Localised) => void process.stderr.write(`${text.zh} / ${text.en}\n`))
  const folder = options.spoolFolder
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Before the first visit: a profile that does not fit its schema stops the start, and reading them takes a while.
  vendorProfiles()
  const key = loadSealingKey(folder)
  const limitBytes = (options.spoolLimitMib ?? 512) * 2 ** 20
  const gaps = openGapLog(folder, warn)
  const spool = await openSpool({
    folder,
    limitBytes,
    warn,
    onDrop: (entries, cause, octets) => {
      const collections = entries.map(({ collection }) => collection)
      if (collections.length > 0) gaps.add(missingCollections(collections, cause, octets))
    },
  })
  const sink = createSink(options)
  const memories = createDeviceMemories(folder)
  const collector = collectors.snmp(options.snmp, memories)
  const stopping = new AbortController()
  const { signal } = stopping
  const deadlineMs = options.deadlineMs ?? 60_000
  const events =
    options.events === undefined
      ? null
      : await startForwarding({ settings: options.events, folder, sink, signal, warn })
  let targets = new Map<number, AssignedTarget>()
  let revision: string | undefined

  const skipped = createSkippedCycles(warn)
  const polling = await startPolling({
    ...options.polling,
    folder,
    limitBytes,
    memories,
    sink,
    signal,
    warn,
    onSkipped: (address) => skipped.add(address),
    onMissing: (missing) => gaps.add(missing),
  })
  const schedule = createSchedule<AssignedTarget>({
    most: options.mostInFlight ?? 64,
    firstWithinMs: options.firstWithinMs ?? 60_000,
    visit: async (target, visitSignal) => {
      const before = memories.of(target).credentialId
      const collection = await collector.collect(target, target.credentials, {
        signal: visitSignal,
        onProgress: () => {},
        deadlineMs: Math.min(deadlineMs, target.intervalSeconds * 1000),
        now: () => new Date(),
      })
      // A visit that was called off says nothing about the device.
      if (!visitSignal.aborted) await spool.add({ collection, jobId: null })
      if (memories.of(target).credentialId !== before) polling.assign([...targets.values()])
      return collection.status !== 'failed'
    },
    onSkipped: ({ id, address, intervalSeconds }) => {
      skipped.add(address)
      const from = Date.now()
      gaps.add({
        kind: 'collection',
        cause: 'cycle-overran',
        from,
        to: from + intervalSeconds * 1000,
        targets: [id],
        samples: 1,
        octets: 0,
        detail: address,
      })
    },
    onFault: (target, error) =>
      warn({
        zh: `采集 ${target.address} 时采集器内部出错：${String(error)}`,
        en: `The collector failed inside while visiting ${target.address}: ${String(error)}`,
      }),
  })

  function use(assignment: Assignment): void {
    const opened = openAssignment(assignment, key)
    if (opened.unusable.length > 0)
      warn({
        zh: `凭据 ${opened.unusable.join('、')} 无法用本采集器的密钥打开，相关目标暂不采集。`,
        en: `Credentials ${opened.unusable.join(', ')} cannot be opened with this collector's key; their targets are left out.`,
      })
    // Without a revision the whole list comes again, sealed anew for the key that the heartbeat told.
    revision = opened.unusable.length > 0 ? undefined : opened.revision
    targets = new Map(opened.targets.map((target) => [target.id, target]))
    schedule.assign(opened.targets)
    events?.useCredentials(
      opened.targets.flatMap((target) => target.credentials.map(({ credential }) => credential)),
    )
    polling.assign(opened.targets)
  }

  async function refresh(): Promise<void> {
    const assignment = await sink.call(link.assignment, {
      query: revision === undefined ? {} : { revision },
      signal,
    })
    if (assignment.unchanged) return
    use(assignment)
    keepAssignment(folder, assignment)
  }

  const beat = () => {
    const [collections, polls] = [spool.state(), polling.state()]
    return sink.call(link.heartbeat, {
      body: {
        hostname: hostname(),
        softwareVersion: packageJson.version,
        publicKey: key.publicKey.toString('base64'),
        spoolCount: collections.count + polls.count,
        spoolBytes: collections.bytes + polls.bytes,
        spoolDropped: collections.dropped + polls.dropped,
        inFlight: schedule.inFlight + polls.inFlight,
      },
      signal,
    })
  }

  const reportReceivers = async () => {
    const receivers = events?.reports() ?? []
    if (receivers.length > 0) await sink.call(eventLinkEndpoints.report, { body: { receivers }, signal })
  }

  const reportGaps = async () => {
    const over = gaps.closed().slice(0, gapsAtOnce)
    if (over.length === 0) return
    await sink.call(pollLink.reportGaps, { body: { gaps: over }, signal })
    gaps.remove(over.map(({ id }) => id))
  }

  const takeJobs = async () => {
    const { jobs } = await sink.call(link.takeJobs, {
      body: { waitSeconds: jobWaitSeconds, most: jobsAtOnce },
      signal,
      timeoutMs: (jobWaitSeconds + 15) * 1000,
    })
    for (const job of jobs) {
      if (!targets.has(job.targetId)) await refresh()
      const target = targets.get(job.targetId)
      if (target === undefined)
        warn({
          zh: `立即采集任务 ${job.id} 的目标 ${job.targetId} 不在本采集器的清单中。`,
          en: `Job ${job.id} is for target ${job.targetId}, which is not on this collector's list.`,
        })
      else
        schedule.runNow(target, (one, cancel) =>
          runJob({ job, target: one, sink, spool, collector, deadlineMs, signal: cancel }),
        )
    }
  }

  /** Runs `work` again and again; states a failure once, waits longer after each, and states its end. */
  async function keepDoing(work: () => Promise<unknown>, waitMs: number, what: Localised): Promise<void> {
    const backoff = createBackoff(1000, 30_000)
    let stated: string | null = null
    while (!signal.aborted) {
      try {
        await work()
        if (stated !== null) warn({ zh: `${what.zh}已恢复。`, en: `${what.en} works again.` })
        stated = null
        backoff.reset()
        await pause(waitMs, signal)
      } catch (error) {
        if (signal.aborted) return
        const { message } = error as Error
        if (stated !== message)
          warn({ zh: `${what.zh}失败：${message}`, en: `${what.en} failed: ${message}` })
        stated = message
        const unauthenticated = error instanceof SinkFailure && error.isUnauthenticated
        await pause(unauthenticated ? unauthenticatedWaitMs : backoff.next(), signal)
      }
    }
  }

  const saveMemories = () => {
    try {
      memories.save()
    } catch (error) {
      warn({
        zh: `无法保存设备记忆：${String(error)}`,
        en: `What is remembered of devices cannot be saved: ${String(error)}`,
      })
    }
  }
  const remembering = setInterval(saveMemories, rememberEveryMs)

  const kept = recallAssignment(folder)
  if (kept !== null) use(kept)
  // The first list is asked for behind the first heartbeat, which tells the server what key to seal for.
  let greeted = () => {}
  const greeting = new Promise<void>((resolve) => (greeted = resolve))
  const loops = [
    keepDoing(
      async () => {
        await beat()
        greeted()
        await reportReceivers()
      },
      (options.heartbeatSeconds ?? 10) * 1000,
      { zh: '向服务器报到', en: 'Reporting to the server' },
    ),
    greeting.then(() =>
      keepDoing(refresh, (options.assignmentSeconds ?? 15) * 1000, {
        zh: '获取采集清单',
        en: 'Fetching the list of targets',
      }),
    ),
    greeting.then(() =>
      keepDoing(takeJobs, jobPauseMs, { zh: '领取立即采集任务', en: 'Taking requested collections' }),
    ),
    greeting.then(() =>
      keepDoing(reportGaps, (options.gapSeconds ?? 15) * 1000, {
        zh: '上报采集缺口',
        en: 'Reporting what is missing',
      }),
    ),
    greeting.then(() =>
      keepDoing(
        () => doNextDiscovery({ sink, key, visit: visitFound(deadlineMs), signal, warn }),
        discoveryPauseMs,
        { zh: '设备发现', en: 'Discovering devices' },
      ),
    ),
    deliver({
      kind: collectionSpool,
      spool,
      send: (collections) =>
        sink.call(link.ingest, { body: { collections }, compress: true, signal, timeoutMs: 120_000 }),
      signal,
      warn,
    }),
  ]
  let stopped: Promise<void> | null = null
  return {
    stop() {
      stopped ??= (async () => {
        stopping.abort()
        greeted()
        await schedule.stop()
        clearInterval(remembering)
        await polling.stop()
        skipped.stop()
        await events?.stop()
        await Promise.all(loops)
        saveMemories()
        await spool.close()
        gaps.stop()
      })()
      return stopped
    },
  }
}
