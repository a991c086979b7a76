import { DeviceMemory } from '../memory/device-memory.ts'
import type { DeviceManners, Probe, VisitLoad, VisitPatience, VisitTarget } from './device-visit.ts'
import { visitDevice } from './device-visit.ts'
import { slots } from './objects.ts'
import {
  chosenReadings,
  columnReadings,
  costOfChosen,
  costOfColumns,
  isStale,
  planOf,
  wholeReadings,
  type Cost,
  type PortPlan,
} from './plan.ts'
import type { PortValues, RememberedPorts } from './port-values.ts'
import type { Reading } from './reading.ts'
import type { Transport } from './transport.ts'

/** How a device's ports are read: both tables whole, the needed columns of all ports, or chosen ports one by one. */
export type PollMethod = 'whole' | 'columns' | 'ports'

/** The choice between the two ways, and what it rests on; shown with the target. */
export interface PollChoice {
  method: PollMethod
  columns: Cost & { milliseconds: number }
  ports: Cost & { milliseconds: number }
}

export interface DevicePollResult {
  answered: boolean
  /** It answered that it does not let this user in. */
  refused: boolean
  isPartial: boolean
  method: PollMethod
  choice: PollChoice | null
  plan: PortPlan | null
  values: PortValues
  uptimeTicks: number | null
  load: VisitLoad
}

/** Both tables are read whole again after this: names, speeds and new columns. */
const planLifeMs = 3_600_000
/** RFC 2863, ifOperStatus. */
const up = 1

/** All that is kept of one device between polls. */
export class DevicePoll {
  readonly memory: DeviceMemory
  readonly #manners: DeviceManners = { octetsPerVariable: 24 }
  #plan: PortPlan | null = null
  /** Ports that were not up, with all that they said: only these may be known without asking. */
  #down: RememberedPorts | null = null
  #roundTripMs = 1
  #msPerVariable = 0.02

  /** @param memory of the device, shared with everything else that asks it */
  constructor(memory = new DeviceMemory()) {
    this.memory = memory
  }

  get plan(): PortPlan | null {
    return this.#plan
  }

  /** Reads the device's ports once. */
  run(
    transport: Transport,
    target: VisitTarget,
    patience: VisitPatience,
    always: PollMethod | null,
    values: PortValues,
    onQuiet: () => void,
    now: () => number,
  ): { result: Promise<DevicePollResult>; cancel(): void } {
    const down = this.#down
    let method: PollMethod = 'whole'
    let choice: PollChoice | null = null
    let watched: number[] = []
    const { outcome, cancel } = visitDevice(transport, target, this.memory, this.#manners, patience, {
      values,
      onQuiet,
      readings: (probe) => {
        const plan = this.#plan
        const known = plan !== null && !isStale(plan, probe) && now() - plan.madeAt < planLifeMs
        if (!known || down === null || always === 'whole')
          return wholeReadings(target.hasBulk, plan?.rows ?? 0)
        choice = this.#choose(plan, down.indexes.length, target.hasBulk)
        method = always ?? choice.method
        if (method === 'columns') return columnReadings(plan, target.hasBulk)
        watched = [...down.indexes]
        const isDown = new Set(watched)
        const full = [...plan.names.keys()].filter((index) => !isDown.has(index))
        return chosenReadings(plan, full, watched)
      },
      further: () => (down === null ? [] : this.#changedPorts(values, down, watched)),
    })
    const result = outcome.then(({ probe, refused, isPartial, load }): DevicePollResult => {
      const answered = probe !== null
      this.memory.silences = answered || refused ? 0 : this.memory.silences + 1
      if (probe !== null) this.#learn(values, probe, method, isPartial, load, now())
      return {
        answered,
        refused,
        isPartial,
        method,
        choice,
        plan: this.#plan,
        values,
        uptimeTicks: probe?.uptimeTicks ?? null,
        load,
      }
    })
    return { result, cancel }
  }

  #choose(plan: PortPlan, down: number, hasBulk: boolean): PollChoice {
    const perReply = Math.max(1, Math.min(this.memory.bulk, 1400 / this.#manners.octetsPerVariable))
    const priced = (cost: Cost) => ({
      ...cost,
      milliseconds: cost.requests * this.#roundTripMs + cost.variables * this.#msPerVariable,
    })
    // v1 has no GETBULK: each variable of a walk is a request of its own.
    const columns = priced(costOfColumns(plan, hasBulk ? perReply : 1))
    const ports = priced(costOfChosen(plan, plan.rows - down, down, perReply))
    return { method: ports.milliseconds < columns.milliseconds ? 'ports' : 'columns', columns, ports }
  }

  /**
   * A port that is down as before, and entered that state when it did before (ifLastChange, RFC 2863), has counted
   * nothing since: its counters are known without asking. Those that changed are read after all.
   */
  #changedPorts(values: PortValues, last: RememberedPorts, watched: readonly number[]): Reading[] {
    const plan = this.#plan
    if (plan === null || watched.length === 0) return []
    const changed: number[] = []
    watched.forEach((index, before) => {
      const row = values.rowOf(index)
      const still =
        values.has(row, slots.lastChange) &&
        values.valueOf(row, slots.operStatus) === last.valueOf(before, slots.operStatus) &&
        values.valueOf(row, slots.lastChange) === last.valueOf(before, slots.lastChange)
      if (still) values.recall(row, last, before)
      else changed.push(index)
    })
    return changed.length === 0 ? [] : chosenReadings(plan, changed, [])
  }

  #learn(
    values: PortValues,
    probe: Probe,
    method: PollMethod,
    isPartial: boolean,
    load: VisitLoad,
    at: number,
  ): void {
    if (load.roundTripMs !== null) this.#roundTripMs += (load.roundTripMs - this.#roundTripMs) / 4
    if (load.variables > 0) this.#msPerVariable += (load.deviceMs / load.variables - this.#msPerVariable) / 4
    if (method === 'whole') {
      // A walk that broke off leaves no plan for the next: that one reads the whole again.
      this.#plan = planOf(values, probe, isPartial ? 0 : at, this.#plan)
    }
    if (this.#plan !== null && (method === 'whole' || !isPartial))
      this.#down = values.remember(downRows(values), this.#plan.slots)
  }
}

/** Ports that can be watched instead of read: not up, with a known time of the last change. */
function downRows(values: PortValues): number[] {
  const rows: number[] = []
  for (let row = 0; row < values.rows; row++) {
    const status = values.valueOf(row, slots.operStatus)
    if (status !== null && status !== up && values.has(row, slots.lastChange)) rows.push(row)
  }
  return rows
}
