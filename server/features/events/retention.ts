import { Op } from 'sequelize'
import type { App } from '../../app.ts'

/** How long events are kept, and how many at most. */
export interface EventRetention {
  days: number
  rows: number
}

/** Removed in one statement: short locks, so that events keep coming in meanwhile. */
const chunkSize = 1000
const everyMs = 600_000

/**
 * Removes events that are too old, then the oldest ones beyond the number that is kept.
 * @returns how many were removed
 */
export async function trimEvents(app: App, { days, rows }: EventRetention): Promise<number> {
  const { deviceEvent } = app.ledger.models
  const before = new Date(app.now().getTime() - days * 86_400_000).toISOString()
  let removed = 0
  const removeSome = async (where: object, most: number): Promise<number> => {
    const some = (await deviceEvent.findAll({
      attributes: ['id'],
      where,
      order: [['lastAt', 'ASC']],
      limit: Math.min(most, chunkSize),
      raw: true,
    } as never)) as unknown as { id: number }[]
    if (some.length > 0) await deviceEvent.destroy({ where: { id: { [Op.in]: some.map(({ id }) => id) } } })
    removed += some.length
    return some.length
  }
  while ((await removeSome({ lastAt: { [Op.lt]: before } }, chunkSize)) === chunkSize);
  let surplus = (await deviceEvent.count()) - rows
  while (surplus > 0) {
    const gone = await removeSome({}, surplus)
    if (gone === 0) break
    surplus -= gone
  }
  return removed
}

/** Trims now and from time to time until stopped. */
export function startTrimmingEvents(app: App, retention: EventRetention): { stop(): Promise<void> } {
  const trim = () =>
    trimEvents(app, retention).catch((error: unknown) =>
      app.log.error({ err: error }, 'Old events could not be removed'),
    )
  let running: Promise<unknown> = trim()
  const timer = setInterval(() => (running = running.then(trim)), everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
