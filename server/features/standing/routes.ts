import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { PlaceStanding } from '../../contract/endpoints/standing.ts'
import { bestVisits, mismatchScore, settledByVisit } from '../../domain/mismatch.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { readSnapshots } from './keep-snapshots.ts'
import { readStandings } from './read-standing.ts'
import type { ScopedStanding } from './read-standing.ts'

export function standingHandlers(app: App): HandlersOf<'standing'> {
  return {
    async get() {
      const now = await readStandings(app)
      const { city: days, last } = await readSnapshots(app)
      const names = { room: await namesOf(app, 'room'), organisation: await namesOf(app, 'organisation') }
      const city = now.find(({ scope }) => scope === 'city') ?? nothing
      const placesOf = (scope: 'room' | 'organisation') =>
        now
          .filter((one) => one.scope === scope && openOf(one) > 0)
          .map((one) => present(one, names[scope], last))
          .sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || openOf(b) - openOf(a) || a.id - b.id)
      const today = { ...city, day: app.now().toISOString().slice(0, 10) }
      return {
        city: scored(city),
        rooms: placesOf('room'),
        organisations: placesOf('organisation'),
        days: [...days, today].map((one) => ({ day: one.day, ...scored(one) })),
        next: await next(app, openOf(city), names.room),
      }
    },
  }
}

const nothing: ScopedStanding = { scope: 'city', scopeId: 0, records: 0, high: 0, medium: 0, low: 0 }

type Counts = Pick<ScopedStanding, 'records' | 'high' | 'medium' | 'low'>
const openOf = ({ high, medium, low }: Counts) => high + medium + low

function scored({ records, high, medium, low }: Counts) {
  const counts = { records, high, medium, low }
  return { ...counts, score: mismatchScore(counts) }
}

type Names = Map<number, { name: string; nameEn: string | null }>

function present(one: ScopedStanding, names: Names, last: readonly ScopedStanding[]): PlaceStanding {
  const before = last.find(({ scope, scopeId }) => scope === one.scope && scopeId === one.scopeId)
  return {
    id: one.scopeId,
    name: names.get(one.scopeId)?.name ?? `#${one.scopeId}`,
    nameEn: names.get(one.scopeId)?.nameEn ?? null,
    ...scored(one),
    before: before ? mismatchScore(before) : null,
  }
}

async function namesOf({ ledger }: App, entity: 'room' | 'organisation'): Promise<Names> {
  const attributes = ['id', 'name', ...(entity === 'organisation' ? ['nameEn'] : [])]
  const rows = (await ledger.models[entity].findAll({ attributes, raw: true })) as unknown as {
    id: number
    name: string
    nameEn?: string | null
  }[]
  return new Map(rows.map(({ id, name, nameEn }) => [id, { name, nameEn: nameEn ?? null }]))
}

/** Which rooms to visit: those of the open findings that a visit can settle. */
async function next({ ledger }: App, open: number, names: Names) {
  const rows = (await ledger.models.finding.findAll({
    attributes: ['roomId'],
    where: { status: 'open', kind: { [Op.in]: [...settledByVisit] } },
    raw: true,
  } as never)) as unknown as { roomId: number | null }[]
  const counts = new Map<number, number>()
  for (const { roomId } of rows) if (roomId !== null) counts.set(roomId, (counts.get(roomId) ?? 0) + 1)
  const visits = bestVisits(counts).map((visit) => ({ ...visit, name: names.get(visit.roomId)?.name ?? '' }))
  return { open, settleable: rows.length, visits }
}
