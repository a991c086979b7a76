import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { readStandings } from './read-standing.ts'
import type { ScopedStanding } from './read-standing.ts'

export interface Snapshot extends ScopedStanding {
  /** `YYYY-MM-DD`. */
  day: string
}

const everyMs = 3_600_000
const rowsAtOnce = 500

/** Writes down how every place stands today, over what was written earlier today. Several servers may do so at once. */
export async function keepSnapshot(app: App): Promise<void> {
  const day = app.now().toISOString().slice(0, 10)
  const rows = (await readStandings(app)).map((standing) => ({
    ...standing,
    day,
    place: `${day} ${standing.scope} ${standing.scopeId}`,
  }))
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await app.ledger.support.mismatch_snapshot.bulkCreate(rows.slice(start, start + rowsAtOnce), {
      updateOnDuplicate: ['records', 'high', 'medium', 'low'],
    })
}

/** The days before today on which anything was written, oldest first: the city's, and the last one's of every place. */
export async function readSnapshots(app: App): Promise<{ city: Snapshot[]; last: Snapshot[] }> {
  const { mismatch_snapshot: snapshots } = app.ledger.support
  const today = app.now().toISOString().slice(0, 10)
  const city = (await snapshots.findAll({
    where: { scope: 'city', day: { [Op.lt]: today } },
    order: ['day'],
    raw: true,
  })) as unknown as Snapshot[]
  const day = city.at(-1)?.day
  const last = day ? ((await snapshots.findAll({ where: { day }, raw: true })) as unknown as Snapshot[]) : []
  return { city, last }
}

/** Keeps a snapshot of each day: the last of the day stays. */
export function startKeepingSnapshots(app: App): { stop(): Promise<void> } {
  const keep = () =>
    keepSnapshot(app).catch((error: unknown) =>
      app.log.warn({ err: error }, 'the mismatch score could not be written down; trying again'),
    )
  let running: Promise<unknown> = keep()
  const timer = setInterval(() => (running = running.then(keep)), everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
