import { randomUUID } from 'node:crypto'
import type { Collection, Facts, Sample } from '../../server/contract/collection.ts'
import type { ProblemCode } from '../../server/contract/problem.ts'
import { interfaceParts } from '../../server/domain/series-parts.ts'
import type { CollectOptions, Collector, CollectTarget } from '../collector.ts'
import { aborting } from './aborting.ts'
import { connect } from './connect.ts'
import type { OfferedCredential } from './credential.ts'
import { SnmpFailure, wordsOf } from './failure.ts'
import { LoadMeter } from './load-meter.ts'
import type { DeviceMemory } from './memory/device-memory.ts'
import { createDeviceMemories, type DeviceMemories } from './memory/device-memories.ts'
import { readDevice, stages, type DeviceRead } from './read-device.ts'
import { gauge, samplesOf } from './samples.ts'
import type { SnmpAnswers, SnmpSession } from './session.ts'
import { readClockOffset } from './tables/clock.ts'
import { Visit } from './visit.ts'

export interface SnmpOptions {
  /** For one request. */
  timeoutMs: number
  /** Further attempts for a request that was not answered. */
  retries: number
  rowLimit: number
}

export const defaultSnmpOptions: SnmpOptions = { timeoutMs: 2000, retries: 2, rowLimit: 20_000 }

/** What the SNMP collector needs besides a target: the credentials to try, in order. */
export type SnmpCollector = Collector<readonly OfferedCredential[]>

/** The SNMP collector with its own patience, and what it remembers of devices. */
export function createSnmpCollector(
  settings: Partial<SnmpOptions> = {},
  memories: DeviceMemories = createDeviceMemories(),
): SnmpCollector {
  const snmp = { ...defaultSnmpOptions, ...settings }
  return {
    source: 'snmp',
    collect: (target, credentials, options) => collect({ target, credentials, options, snmp, memories }),
  }
}

interface Task {
  target: CollectTarget
  credentials: readonly OfferedCredential[]
  options: CollectOptions
  snmp: SnmpOptions
  memories: DeviceMemories
}

async function collect(task: Task): Promise<Collection> {
  const { target, options } = task
  const startedAt = options.now().toISOString()
  const meter = new LoadMeter()
  const { read, problems, credentialId } = await underDeadline(options, (signal) =>
    visitDevice(task, meter, signal),
  )
  const at = options.now().toISOString()
  return {
    id: randomUUID(),
    source: 'snmp',
    target: { id: target.id, address: target.address, port: target.port },
    startedAt,
    finishedAt: at,
    status: read === null ? 'failed' : problems.every(({ code }) => isRemark(code)) ? 'complete' : 'partial',
    facts: read?.facts ?? null,
    samples: read?.samples ?? [],
    problems,
    credentialId,
    load: meter.total(),
  }
}

/** Problems of the network that a collection states although nothing is missing from it. */
const isRemark = (code: ProblemCode) => code === 'duplicate-engine-id'

interface Outcome {
  /** Null when the device did not answer. */
  read: { facts: Facts; samples: Sample[] } | null
  problems: Collection['problems']
  /** The ledger's credential that the device answered to. */
  credentialId: number | null
}

/** One signal for cancelling and for the deadline of the whole visit; its reason is the failure to state. */
async function underDeadline<T>(
  options: CollectOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController()
  const cancel = () => abort.abort(new SnmpFailure('cancelled', 'cancelled by the caller'))
  const timer = setTimeout(
    () => abort.abort(new SnmpFailure('deadline-exceeded', `after ${options.deadlineMs} ms`)),
    options.deadlineMs,
  )
  if (options.signal.aborted) cancel()
  options.signal.addEventListener('abort', cancel, { once: true })
  try {
    return await work(abort.signal)
  } finally {
    clearTimeout(timer)
    options.signal.removeEventListener('abort', cancel)
  }
}

async function visitDevice(task: Task, meter: LoadMeter, signal: AbortSignal): Promise<Outcome> {
  const { target, options, snmp, memories } = task
  const memory = memories.of(target)
  let variables = () => 0
  const enter = (stage: string) =>
    options.onProgress(stage, stages.indexOf(stage as never), stages.length, variables())
  enter('connecting')
  let session: SnmpSession | null = null
  try {
    const { retries, timeoutMs } = snmp
    const { asked = false, now } = options
    const connecting = { ...task, retries, timeoutMs, asked, meter, signal, now }
    const connected = await connect(connecting)
    session = connected.session
    memory.silences = 0
    const visit = new Visit(stopping(session, signal), snmp, memory)
    variables = () => visit.variables
    const { engine } = session
    const others = engine === null ? [] : memories.sharing(engine.id, target)
    if (others.length > 0) visit.state('duplicate-engine-id', engine?.id ?? null, others.join(', '))
    const read = await readDevice(visit, enter)
    // Polls that found no room beside this visit may have heard nothing.
    if (visit.ended === null) memory.silences = 0
    if (session.engine !== null) memories.met(session.engine, target)
    if (visit.ended !== null) visit.state(visit.ended.code, null, visit.ended.message)
    if (session.garbageCount > 0)
      visit.state('garbage-received', null, `${session.garbageCount} datagram(s) could not be decoded`)
    const offset = await readClockOffset(visit, () => options.now().getTime())
    return {
      read: withSamples(read, memory, offset, options.now().toISOString()),
      problems: visit.problems,
      credentialId: connected.offered.id,
    }
  } catch (error) {
    const failure = error instanceof SnmpFailure ? error : new SnmpFailure('internal-error', wordsOf(error))
    if (isSilence(failure)) memory.silences++
    else if (failure.code === 'wrong-credential') memory.silences = 0
    const problem = { code: failure.code, about: null, detail: failure.message }
    return { read: null, problems: [problem], credentialId: null }
  } finally {
    session?.close()
  }
}

/** Nothing came back, whatever the reason: asking again with all retries would cost time and bring nothing. */
function isSilence({ code }: SnmpFailure): boolean {
  return ['no-answer', 'garbage-received', 'connection-refused', 'network-unreachable'].includes(code)
}

function withSamples(
  { facts, interfacesComplete, discontinuities }: DeviceRead,
  memory: DeviceMemory,
  clockOffset: number | null,
  at: string,
): Outcome['read'] {
  const begunAnew = memory.begunAnew(interfaceParts(facts.interfaces), discontinuities)
  const samples = samplesOf(facts, at, interfacesComplete, begunAnew)
  if (clockOffset !== null) samples.push(gauge('device.clock-offset', '', clockOffset, at))
  return { facts, samples }
}

/** A session whose requests end at once when the visit is aborted. */
function stopping(session: SnmpSession, signal: AbortSignal): SnmpAnswers {
  return {
    get: (oids) => aborting(signal, session.get(oids)),
    getBulk: (oids, repetitions) => aborting(signal, session.getBulk(oids, repetitions)),
    hasBulk: session.hasBulk,
    get lastReplyOctets() {
      return session.lastReplyOctets
    },
  }
}
