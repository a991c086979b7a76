import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { OfferedCredential } from '../credential.ts'
import { Gate } from '../gate.ts'
import { Refusals } from './refusals.ts'

/** Requests that one device has to work on at a time. */
const inFlightLimit = 3

/** Visits without an answer before the breaker opens: from then on one probe a visit, until one is answered. */
const silencesBeforeBreaking = 3

/**
 * Variables that one GETBULK asks for. 48 of them, at some 25 octets each, stay below the 1472 octets that fit into one
 * unfragmented datagram on Ethernet.
 */
const variablesAtStart = 48
/** Answers in a row before a bulk grows; after each time that it was too much, twice as many. */
const answersBeforeGrowth = { first: 8, most: 128 }

/** The authoritative engine of a v3 agent, and how its clock stood when it was last heard (RFC 3414, 2.3). */
export const KnownEngine = z.object({
  /** snmpEngineID in hexadecimal. */
  id: z.string(),
  boots: z.int(),
  seconds: z.int(),
  /** When it was heard, in milliseconds since 1970. */
  at: z.number(),
})
export type KnownEngine = z.infer<typeof KnownEngine>

/** What outlives the process. */
export const KeptMemory = z.object({
  bulkVariables: z.int().nullable(),
  answersElsewhere: z.boolean(),
  credentialId: z.int().nullable(),
  silences: z.int(),
  engine: KnownEngine.nullable(),
  discontinuities: z.record(z.string(), z.number()),
  seenAt: z.number(),
})
export type KeptMemory = z.infer<typeof KeptMemory>

/** What is remembered of one device (an address and port) from visit to visit, and shared by all who ask it. */
export class DeviceMemory {
  /** Variables that one bulk request may ask for, as it was borne last; null when nothing is known. */
  bulkVariables: number | null = null
  /** It answers from another of its addresses, which a connected socket does not hear. */
  answersElsewhere = false
  /** That address, as far as somebody heard it. */
  alias: string | null = null
  /** The ledger's credential that it answered to. */
  credentialId: number | null = null
  /** Visits and polls in a row that nothing answered. */
  silences = 0
  /** Visits behind an open breaker: each tries the next way of reaching the device. */
  probes = 0
  engine: KnownEngine | null = null
  /** ifCounterDiscontinuityTime (RFC 2863) of the interfaces where it is not zero, by name, in hundredths of a second. */
  discontinuities: Record<string, number> = {}
  seenAt = 0
  readonly gate = new Gate(inFlightLimit)
  readonly refusals = new Refusals()
  /** Which credentials the refusals were learnt with: one that was changed deserves another try. */
  #offered: string | null = null
  #answersInARow = 0
  #answersWanted = answersBeforeGrowth.first

  /** Variables that one bulk request should bring now. */
  get bulk(): number {
    return this.bulkVariables ?? variablesAtStart
  }

  /** A request was answered as it was asked; after some of these a bulk grows. */
  answered(most: number): void {
    this.#answersInARow++
    if (this.#answersInARow < this.#answersWanted || this.bulk >= most) return
    this.#answersInARow = 0
    this.bulkVariables = Math.min(most, Math.ceil(this.bulk * 1.25))
  }

  /** A bulk was too much: half from now on. False when it cannot become smaller. */
  shrink(most: number): boolean {
    this.#answersInARow = 0
    const now = Math.min(this.bulk, most)
    if (now <= 1) return false
    this.bulkVariables = Math.max(1, Math.floor(now / 2))
    this.#answersWanted = Math.min(answersBeforeGrowth.most, this.#answersWanted * 2)
    return true
  }

  /** Nothing answered for a while: spend one datagram, not a round of retries. */
  get breakerIsOpen(): boolean {
    return this.silences >= silencesBeforeBreaking
  }

  /** Notes what is on offer; when it is not what it was, the breaker closes and no credential counts as refused. */
  offer(credentials: readonly OfferedCredential[]): void {
    const offered = createHash('sha256')
      .update(JSON.stringify(credentials.map(identity).sort()))
      .digest('hex')
    if (this.#offered !== null && this.#offered !== offered) {
      this.silences = 0
      for (const one of credentials) this.refusals.forgive(keyOf(one))
    }
    this.#offered = offered
  }

  /**
   * Which interfaces' counters began anew since the last visit, by ifIndex (RFC 2863, 3.1.5). Kept by name, because ifIndex
   * may be dealt anew.
   * @param parts names by ifIndex @param ticks ifCounterDiscontinuityTime by ifIndex, where the agent gave it
   */
  begunAnew(parts: ReadonlyMap<number, string>, ticks: ReadonlyMap<number, number>): Set<number> {
    const begun = new Set<number>()
    for (const [index, part] of parts) {
      const now = ticks.get(index)
      if (now === undefined || now === (this.discontinuities[part] ?? 0)) continue
      begun.add(index)
      if (now === 0) delete this.discontinuities[part]
      else this.discontinuities[part] = now
    }
    return begun
  }

  keep(): KeptMemory {
    const { bulkVariables, answersElsewhere, credentialId, silences, engine, discontinuities, seenAt } = this
    return { bulkVariables, answersElsewhere, credentialId, silences, engine, discontinuities, seenAt }
  }

  recall(kept: KeptMemory): void {
    Object.assign(this, kept)
  }
}

/** Names a credential in a device's refusals. */
export function keyOf({ id, credential }: OfferedCredential): string {
  return id === null ? identity({ id, credential }) : String(id)
}

function identity(one: OfferedCredential): string {
  return JSON.stringify([one.id, one.credential])
}
