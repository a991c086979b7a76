import type { Problem } from '../../server/contract/collection.ts'
import type { ProblemCode } from '../../server/contract/problem.ts'
import { SnmpFailure } from './failure.ts'
import { DeviceMemory } from './memory/device-memory.ts'
import type { SnmpAnswers } from './session.ts'
import { isException, type Varbind } from './varbind.ts'

export interface VisitOptions {
  /** Further attempts for a request that was not answered. */
  retries: number
  /** Rows of one table beyond which it is cut. */
  rowLimit: number
}

const variablesAtMost = 60

/** Requests lost in a row, each after its retries, before the device counts as gone. */
const lossesBeforeGivingUp = 2

/** Variables asked for in one GET. */
const getSize = 16

export interface BulkReply {
  /** One list per requested OID, in the order of the wire. */
  columns: Varbind[][]
  /** What each variable took of the datagram; 0 where it is not known. */
  octetsPerVariable: number
}

/**
 * One visit to one device: what it has answered and how much it can bear, shared by all walks. Everything that goes
 * wrong is stated in `problems`.
 */
export class Visit {
  readonly problems: Problem[] = []
  readonly #session: SnmpAnswers
  readonly #options: VisitOptions
  readonly #memory: DeviceMemory
  #variables = 0
  #requests = 0
  #lossesInARow = 0
  #ended: SnmpFailure | null = null

  /** @param memory how much the device has borne before; what it bears now is noted there */
  constructor(session: SnmpAnswers, options: VisitOptions, memory: DeviceMemory = new DeviceMemory()) {
    this.#session = session
    this.#options = options
    this.#memory = memory
  }

  /** Variables received. */
  get variables(): number {
    return this.#variables
  }

  /** Requests sent. */
  get requests(): number {
    return this.#requests
  }

  get retries(): number {
    return this.#options.retries
  }

  get rowLimit(): number {
    return this.#options.rowLimit
  }

  /** Variables that one bulk request should bring now. */
  get bulkVariables(): number {
    return Math.min(variablesAtMost, this.#memory.bulk)
  }

  /** Whether the device takes GETBULK; without it every request brings one row. */
  get hasBulk(): boolean {
    return this.#session.hasBulk
  }

  /** Why no further request is sent, or null. */
  get ended(): SnmpFailure | null {
    return this.#ended
  }

  state(code: ProblemCode, about: string | null, detail: string | null = null): void {
    const known = this.problems.some((problem) => problem.code === code && problem.about === about)
    if (!known) this.problems.push({ code, about, detail })
  }

  /** Sends one GETBULK, once. Rejects with `SnmpFailure`. */
  async bulk(oids: string[], repetitions: number): Promise<BulkReply> {
    return this.#ask(async () => {
      const columns = await this.#session.getBulk(oids, repetitions)
      const variables = columns.reduce((sum, column) => sum + column.length, 0)
      this.#variables += variables
      return { columns, octetsPerVariable: variables === 0 ? 0 : this.#session.lastReplyOctets / variables }
    })
  }

  /**
   * Values of scalars and single instances by OID; those that the device does not have are absent. Asks in portions,
   * smaller ones after tooBig, and one by one when an old agent refuses all for the sake of one (noSuchName).
   */
  async get(oids: readonly string[]): Promise<Map<string, Varbind>> {
    const found = new Map<string, Varbind>()
    const portions: string[][] = []
    for (let i = 0; i < oids.length; i += getSize) portions.push(oids.slice(i, i + getSize))
    await Promise.all(portions.map((portion) => this.#getPortion(portion, found)))
    return found
  }

  async #getPortion(oids: string[], found: Map<string, Varbind>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        const varbinds = await this.#ask(() => this.#session.get(oids))
        this.#variables += varbinds.length
        const asked = new Set(oids)
        for (const varbind of varbinds) {
          if (!asked.delete(varbind.oid)) continue
          if (!isException(varbind)) found.set(varbind.oid, varbind)
        }
        // By name, never by place: what the answer leaves out is missing, and said to be.
        const [missing] = asked
        if (missing !== undefined) this.state('answer-mismatch', missing, `${asked.size} of ${oids.length}`)
        return
      } catch (error) {
        if (!(error instanceof SnmpFailure)) throw error
        if (this.#ended !== null) return
        if (error.code === 'error-status') {
          if (oids.length === 1) return
          const half = Math.ceil(oids.length / 2)
          await this.#getPortion(oids.slice(0, half), found)
          await this.#getPortion(oids.slice(half), found)
          return
        }
        if (attempt < this.retries) continue
        this.lost(error)
        this.state('walk-broken-off', oids[0] ?? null, error.message)
        return
      }
    }
  }

  /** A bulk request was too much: ask for half from now on. False when it cannot become smaller. */
  shrink(): boolean {
    return this.#memory.shrink(variablesAtMost)
  }

  /** A request and its retries went unanswered. After some of these in a row the device is left alone. */
  lost(failure: SnmpFailure): void {
    this.#lossesInARow++
    if (this.#lossesInARow >= lossesBeforeGivingUp) this.end(failure)
  }

  /** Nothing more is sent; requests that wait fail with `failure`. */
  end(failure: SnmpFailure): void {
    this.#ended ??= failure
  }

  async #ask<T>(send: () => Promise<T>): Promise<T> {
    await this.#memory.gate.enter()
    try {
      if (this.#ended !== null) throw this.#ended
      this.#requests++
      const result = await send()
      this.#answered()
      return result
    } catch (error) {
      if (error instanceof SnmpFailure && error.code === 'error-status') this.#lossesInARow = 0
      if (error instanceof SnmpFailure && isFinal(error)) this.end(error)
      throw this.#ended ?? error
    } finally {
      this.#memory.gate.leave()
    }
  }

  #answered(): void {
    this.#lossesInARow = 0
    this.#memory.answered(variablesAtMost)
  }
}

/** Failures after which asking again is of no use. */
function isFinal(failure: SnmpFailure): boolean {
  return [
    'connection-refused',
    'network-unreachable',
    'wrong-credential',
    'cancelled',
    'deadline-exceeded',
  ].includes(failure.code)
}
