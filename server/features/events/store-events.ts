import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { deviceEvent, eventSeverities } from '../../contract/entities/device-event.ts'
import type { ReceivedEvent } from '../../contract/events.ts'
import type { Ledger } from '../../db/ledger.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { insertRecords } from '../ledger/actions.ts'
import { wishCollections } from './collection-wishes.ts'
import { interfaceNames } from './interface-names.ts'
import { matchSenders } from './match-senders.ts'

export interface Outcome {
  accepted: string[]
  duplicate: string[]
  refused: { id: string; reason: string }[]
}

interface Known {
  id: number
  eventId: string
  count: number
  lastAt: string
  targetId: number | null
}

const levels = Object.keys(eventSeverities)

/**
 * Stores events in one transaction. One that was stored before takes over a higher count and a later time, whatever
 * order the reports come in; links that changed ask for a collection of their target.
 */
export async function storeEvents(
  app: App,
  collector: CollectorActor,
  events: readonly ReceivedEvent[],
  transaction: Transaction,
): Promise<Outcome> {
  const { ledger } = app
  const newest = newestOf(events)
  const known = await knownEvents(ledger, [...newest.keys()], transaction)
  const fresh = [...newest.values()].filter((event) => !known.has(event.id))
  /** Targets of links that changed, also when they changed in the same way before. */
  const changed: number[] = []
  for (const event of newest.values()) {
    const row = known.get(event.id)
    if (!row || Number(row.count) >= event.count) continue
    await raiseCount(ledger, row, event, transaction)
    if (event.link !== null && row.targetId !== null) changed.push(row.targetId)
  }
  const origins = await matchSenders(ledger, collector.networkZoneId, fresh, transaction)
  const named = fresh.flatMap((event, at) => {
    const targetId = origins[at]!.targetId
    return event.interfaceIndex !== null && targetId !== null ? [targetId] : []
  })
  const names = await interfaceNames(ledger, [...new Set(named)], transaction)
  const now = app.now().toISOString()
  await insertRecords(
    app,
    deviceEvent,
    fresh.map((event, at) => {
      const origin = origins[at]!
      const port = names.get(origin.targetId ?? 0)?.get(event.interfaceIndex ?? 0)
      return rowOf(event, {
        ...origin,
        part: port ?? event.part,
        collectorId: collector.collectorId,
        receivedAt: now,
      })
    }),
    { origin: 'observed', transaction },
  )
  await wishCollections(
    ledger,
    [...changed, ...fresh.flatMap((event, at) => (event.link === null ? [] : (origins[at]!.targetId ?? [])))],
    now,
    transaction,
  )
  return {
    accepted: fresh.map(({ id }) => id),
    duplicate: [...known.keys()],
    refused: [],
  }
}

/** A report may hold an event twice: as it was first seen, and with repeats joined to it. */
function newestOf(events: readonly ReceivedEvent[]): Map<string, ReceivedEvent> {
  const newest = new Map<string, ReceivedEvent>()
  for (const event of events) {
    const before = newest.get(event.id)
    if (!before || before.count <= event.count) newest.set(event.id, event)
  }
  return newest
}

async function knownEvents(
  ledger: Ledger,
  ids: readonly string[],
  transaction: Transaction,
): Promise<Map<string, Known>> {
  const rows = (await ledger.models.deviceEvent.findAll({
    attributes: ['id', 'eventId', 'count', 'lastAt', 'targetId'],
    where: { eventId: { [Op.in]: [...ids] } },
    raw: true,
    transaction,
  })) as unknown as Known[]
  return new Map(rows.map((row) => [row.eventId, row]))
}

async function raiseCount(
  ledger: Ledger,
  row: Known,
  event: ReceivedEvent,
  transaction: Transaction,
): Promise<void> {
  await ledger.models.deviceEvent.update(
    {
      count: event.count,
      lastAt: latest(row.lastAt, normal(event.lastAt)),
      details: JSON.stringify(event.details),
    },
    { where: { id: row.id, count: { [Op.lt]: event.count } }, transaction },
  )
}

const latest = (a: string, b: string) => (a > b ? a : b)

/** The ledger's instants have three digits of fractions; collectors may write none. */
const normal = (instant: string) => new Date(instant).toISOString()

function rowOf(event: ReceivedEvent, more: Record<string, unknown>): Record<string, unknown> {
  const { id, title, interfaceIndex: _index, link: _link, ...fields } = event
  return {
    ...fields,
    eventId: id,
    name: title.zh,
    nameEn: title.en,
    level: levels.indexOf(event.severity),
    ...more,
  }
}
