import { randomUUID } from 'node:crypto'
import type { Collection, Facts, Sample } from '../../server/contract/collection.ts'
import type { CollectOptions, Collector, CollectTarget } from '../collector.ts'
import type { SnmpCredential } from './credential.ts'
import { SnmpFailure, wordsOf } from './failure.ts'
import { readDevice, stages, type DeviceRead } from './read-device.ts'
import { samplesOf } from './samples.ts'
import { openSession, resolveHost, type SnmpSession } from './session.ts'
import { firstQuestion } from './tables/system.ts'
import { Visit } from './visit.ts'

export interface SnmpOptions {
  /** For one request. */
  timeoutMs: number
  /** Further attempts for a request that was not answered. */
  retries: number
  rowLimit: number
}

export const defaultSnmpOptions: SnmpOptions = { timeoutMs: 2000, retries: 2, rowLimit: 20_000 }

/** The SNMP collector with its own patience. */
export function createSnmpCollector(settings: Partial<SnmpOptions> = {}): Collector<SnmpCredential> {
  const snmp = { ...defaultSnmpOptions, ...settings }
  return {
    source: 'snmp',
    collect: (target, credential, options) => collect(target, credential, options, snmp),
  }
}

async function collect(
  target: CollectTarget,
  credential: SnmpCredential,
  options: CollectOptions,
  settings: SnmpOptions,
): Promise<Collection> {
  const startedAt = options.now().toISOString()
  const outcome = await underDeadline(options, (signal) =>
    visitDevice(target, credential, options, settings, signal),
  )
  const at = options.now().toISOString()
  const { read, problems } = outcome
  return {
    id: randomUUID(),
    source: 'snmp',
    target: { id: target.id, address: target.address, port: target.port },
    startedAt,
    finishedAt: at,
    status: read === null ? 'failed' : problems.length > 0 ? 'partial' : 'complete',
    facts: read?.facts ?? null,
    samples: read?.samples ?? [],
    problems,
    credentialId: null,
    load: null,
  }
}

interface Outcome {
  /** Null when the device did not answer. */
  read: { facts: Facts; samples: Sample[] } | null
  problems: Collection['problems']
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

async function visitDevice(
  target: CollectTarget,
  credential: SnmpCredential,
  options: CollectOptions,
  settings: SnmpOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  let variables = () => 0
  const enter = (stage: string) =>
    options.onProgress(stage, stages.indexOf(stage as never), stages.length, variables())
  enter('connecting')
  let session: SnmpSession | null = null
  try {
    session = await connect(target, credential, settings, signal)
    const visit = new Visit(session, settings)
    variables = () => visit.variables
    const read = await readDevice(visit, enter)
    if (visit.ended !== null) visit.state(visit.ended.code, null, visit.ended.message)
    if (session.garbageCount > 0)
      visit.state('garbage-received', null, `${session.garbageCount} datagram(s) could not be decoded`)
    return { read: withSamples(read, options.now().toISOString()), problems: visit.problems }
  } catch (error) {
    const failure = error instanceof SnmpFailure ? error : new SnmpFailure('internal-error', wordsOf(error))
    return { read: null, problems: [{ code: failure.code, about: null, detail: failure.message }] }
  } finally {
    session?.close()
  }
}

function withSamples(read: DeviceRead, at: string): Outcome['read'] {
  return { facts: read.facts, samples: samplesOf(read.facts, at, read.interfacesComplete) }
}

/**
 * Asks until the device answers, and returns the session that it answered in. The first attempt takes answers from the
 * address that was asked only; later ones also from others, because some devices answer from another of their addresses.
 */
async function connect(
  target: CollectTarget,
  credential: SnmpCredential,
  settings: SnmpOptions,
  signal: AbortSignal,
): Promise<SnmpSession> {
  const host = await aborting(signal, resolveHost(target.address))
  for (let attempt = 0; ; attempt++) {
    const session = openSession(host, target.port, credential, {
      timeoutMs: settings.timeoutMs,
      connected: attempt === 0,
    })
    try {
      await aborting(signal, session.get([...firstQuestion]))
      return stopping(session, signal)
    } catch (error) {
      // An error status is an answer, too: an old agent refuses a GET of what it does not have.
      if (error instanceof SnmpFailure && error.code === 'error-status') {
        if (error.errorStatus === 'authorizationError') {
          session.close()
          throw new SnmpFailure('wrong-credential', error.message)
        }
        return stopping(session, signal)
      }
      session.close()
      const mayAnswerLater =
        error instanceof SnmpFailure && (error.code === 'no-answer' || error.code === 'garbage-received')
      if (!mayAnswerLater || attempt >= settings.retries) throw error
    }
  }
}

/** A session whose requests end at once when the visit is aborted. */
function stopping(session: SnmpSession, signal: AbortSignal): SnmpSession {
  return {
    get: (oids) => aborting(signal, session.get(oids)),
    getBulk: (oids, repetitions) => aborting(signal, session.getBulk(oids, repetitions)),
    get garbageCount() {
      return session.garbageCount
    },
    close: () => session.close(),
  }
}

/** Rejects with the signal's reason (an `SnmpFailure`) as soon as it is aborted. */
async function aborting<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  if (signal.aborted) {
    work.catch(() => undefined)
    throw signal.reason
  }
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
