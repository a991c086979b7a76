import type { KnownEngine } from '../memory/device-memory.ts'
import type { LibrarySession } from './library.ts'

/*
 * A session's notion of the agent's engine (RFC 3414, 2.3). Given what is remembered, the first request needs no
 * discovery; an agent that began anew meanwhile says notInTimeWindow, and the library takes its time from that report.
 */

/** Starts a session with what is remembered of the engine. */
export function adoptEngine(session: LibrarySession, known: KnownEngine, nowMs: number): void {
  const elapsed = Math.max(0, Math.floor((nowMs - known.at) / 1000))
  session.msgSecurityParameters = {
    msgAuthoritativeEngineID: Buffer.from(known.id, 'hex'),
    msgAuthoritativeEngineBoots: known.boots,
    msgAuthoritativeEngineTime: known.seconds + elapsed,
  }
}

/** The engine as the session knows it; null before discovery. */
export function engineOf(session: LibrarySession, nowMs: number): KnownEngine | null {
  const said = session.msgSecurityParameters
  if (said === undefined || said.msgAuthoritativeEngineID.length === 0) return null
  const notion = session.getEngineTime()
  return {
    id: said.msgAuthoritativeEngineID.toString('hex'),
    boots: notion?.engineBoots ?? said.msgAuthoritativeEngineBoots,
    seconds: notion?.engineTime ?? said.msgAuthoritativeEngineTime,
    at: nowMs,
  }
}

/** Back to before discovery: what is known of the engine's clock has proved wrong. */
export function forgetEngine(session: LibrarySession): void {
  session.msgSecurityParameters = undefined
  session.engineTimeBoots = null
  session.engineTimeBase = null
  session.engineTimeReceivedAt = null
  session.latestReceivedEngineTime = null
}

/** Asks who the agent is (RFC 3414, 4). Rejects with the library's error when nothing answers. */
export function discoverEngine(session: LibrarySession): Promise<void> {
  return new Promise((resolve, reject) => {
    session.sendV3Discovery(
      null,
      () => resolve(),
      // The report that brings the engine id ends the request as an error, since no request waited for it.
      (error) => (session.msgSecurityParameters === undefined ? reject(error as Error) : resolve()),
      {},
    )
  })
}
