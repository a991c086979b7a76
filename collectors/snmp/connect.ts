import type { CollectTarget } from '../collector.ts'
import { aborting } from './aborting.ts'
import { attemptsFor, type Attempt } from './attempts.ts'
import type { OfferedCredential, SnmpCredential } from './credential.ts'
import { SnmpFailure } from './failure.ts'
import type { LoadMeter } from './load-meter.ts'
import type { DeviceMemories } from './memory/device-memories.ts'
import { keyOf, type DeviceMemory } from './memory/device-memory.ts'
import { openSession, resolveHost, type SnmpSession } from './session.ts'
import { firstQuestion } from './tables/system.ts'

export interface Connecting {
  target: CollectTarget
  credentials: readonly OfferedCredential[]
  timeoutMs: number
  retries: number
  /** A person waits for it. */
  asked: boolean
  memories: DeviceMemories
  meter: LoadMeter
  signal: AbortSignal
  now: () => Date
}

export interface Connected {
  session: SnmpSession
  offered: OfferedCredential
}

/** Failures of one attempt behind which another may succeed, the least telling first. */
const passing = [
  'no-answer',
  'garbage-received',
  'not-in-time-window',
  'unsupported-algorithm',
  'wrong-credential',
]
const weightOf = (failure: SnmpFailure | null) => (failure === null ? -1 : passing.indexOf(failure.code))

/** An attempt that brought no session; `heard`: something came back all the same. */
interface Unanswered {
  failure: SnmpFailure
  heard: boolean
}

/**
 * Asks until the device answers, and returns the session that it answered in. What worked and what did not is noted in
 * the device's memory. Rejects with the `SnmpFailure` that says most.
 */
export async function connect(connecting: Connecting): Promise<Connected> {
  const { target, credentials, memories, signal, now } = connecting
  if (credentials.length === 0) throw new SnmpFailure('no-credential', 'no credential for this target')
  const memory = memories.of(target)
  memory.offer(credentials)
  const host = await aborting(signal, resolveHost(target.address))
  const nowMs = now().getTime()
  const tried = new Set<OfferedCredential>()
  const refused = new Set<OfferedCredential>()
  /** By kind of socket, the first v3 credential to which not even the engine was told. */
  const mute = new Map<boolean, OfferedCredential>()
  let worst: SnmpFailure | null = null
  const rules = { retries: connecting.retries, asked: connecting.asked, nowMs }
  for (const attempt of attemptsFor(memory, credentials, rules, () => refused.size > 0)) {
    const { offered, connected } = attempt
    const isV3 = offered.credential.version === '3'
    if (refused.has(offered)) continue
    // A device that does not tell its engine to one user does not tell it to the next.
    if (isV3 && (mute.get(connected) ?? offered) !== offered) continue
    const outcome = await tryOnce(connecting, host, attempt, memory, tried.has(offered))
    tried.add(offered)
    if ('session' in outcome) {
      memory.answersElsewhere = outcome.session.heardElsewhere
      memory.credentialId = offered.id
      memory.refusals.forgive(keyOf(offered))
      // Silence towards the others was no silence of the device.
      for (const one of tried)
        if (one !== offered && !refused.has(one)) memory.refusals.add(keyOf(one), nowMs)
      if (outcome.session.engine !== null) memories.met(outcome.session.engine, target)
      return { session: outcome.session, offered }
    }
    const { heard } = outcome
    let { failure } = outcome
    if (failure.code === 'wrong-credential') {
      refused.add(offered)
      memory.refusals.add(keyOf(offered), nowMs)
    } else if (failure.code === 'no-answer' && isV3) {
      // An agent that told its engine id and then stays silent could not decrypt: few of them send the report that
      // RFC 3414, 3.2 step 8 wants.
      if (heard) failure = new SnmpFailure('wrong-credential', silenceOf(offered.credential))
      else if (!mute.has(connected)) mute.set(connected, offered)
    }
    if (weightOf(failure) > weightOf(worst)) worst = failure
  }
  throw worst ?? new SnmpFailure('no-answer', 'Request timed out')
}

function silenceOf(credential: SnmpCredential): string {
  const context = credential.version === '3' ? credential.contextName : null
  const named = context ? `; perhaps it has no context "${context}"` : ''
  return `no answer after engine discovery${named}`
}

/** Rejects with an `SnmpFailure` behind which no other attempt is of use. */
async function tryOnce(
  { target, timeoutMs, meter, signal, now }: Connecting,
  host: { address: string; family: number },
  { offered, connected }: Attempt,
  memory: DeviceMemory,
  again: boolean,
): Promise<{ session: SnmpSession } | Unanswered> {
  let session: SnmpSession | null = null
  await memory.gate.enter()
  try {
    session = openSession(host, target.port, offered.credential, {
      timeoutMs,
      connected,
      meter,
      // A remembered engine that was not answered to may have been replaced: the next attempt discovers.
      engine: again ? null : memory.engine,
      now: () => now().getTime(),
    })
    await aborting(signal, session.get([...firstQuestion]))
    return { session }
  } catch (error) {
    if (!(error instanceof SnmpFailure)) throw error
    // An error status is an answer, too: an old agent refuses a GET of what it does not have.
    if (session !== null && error.errorStatus !== null && error.errorStatus !== 'authorizationError')
      return { session }
    const heard = session?.heard ?? false
    session?.close()
    const failure = error.errorStatus === null ? error : new SnmpFailure('wrong-credential', error.message)
    if (weightOf(failure) < 0) throw failure
    return { failure, heard }
  } finally {
    memory.gate.leave()
  }
}
