import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { AppError } from '../../contract/error.ts'
import type { Ledger } from '../../db/ledger.ts'
import { requestCollection } from '../jobs/actions.ts'

/**
 * A flapping link reports several times a second. Its target is collected at once, and while it goes on, once in this
 * time: the last state of the link is always collected, because a wish waits until it is granted.
 */
const leastBetweenMs = 15_000
const lookEveryMs = 500

/** Notes targets that should be collected because their device reported a change; a target that waits is noted once. */
export async function wishCollections(
  ledger: Ledger,
  targetIds: readonly number[],
  now: string,
  transaction: Transaction,
): Promise<void> {
  const wishes = [...new Set(targetIds)].sort((a, b) => a - b)
  if (wishes.length === 0) return
  await ledger.support.collection_wish.bulkCreate(
    wishes.map((targetId) => ({ targetId, wishedAt: now })) as never,
    { transaction, returning: false, ignoreDuplicates: true },
  )
}

/**
 * Turns wishes into requested collections, each target at most once in the time above.
 * @returns how many were requested
 */
export async function grantWishes(app: App): Promise<number> {
  const { collection_wish: wishes, job } = app.ledger.support
  const waiting = (await wishes.findAll({ order: ['wishedAt'], limit: 200, raw: true })) as unknown as {
    targetId: number
  }[]
  if (waiting.length === 0) return 0
  const since = new Date(app.now().getTime() - leastBetweenMs).toISOString()
  const recent = (await job.findAll({
    attributes: ['targetId'],
    where: { targetId: { [Op.in]: waiting.map((wish) => wish.targetId) }, requestedAt: { [Op.gt]: since } },
    raw: true,
  })) as unknown as { targetId: number }[]
  const tooSoon = new Set(recent.map((each) => each.targetId))
  let granted = 0
  for (const { targetId } of waiting) {
    if (tooSoon.has(targetId)) continue
    // Whoever removes the wish grants it: of several servers one asks.
    if ((await wishes.destroy({ where: { targetId } })) === 0) continue
    if (await request(app, targetId)) granted++
  }
  return granted
}

/** A target that was disabled or removed meanwhile is not collected; nothing else may be wrong. */
async function request(app: App, targetId: number): Promise<boolean> {
  try {
    await requestCollection(app, targetId, null)
    return true
  } catch (error) {
    if (error instanceof AppError && ['validationFailed', 'notFound'].includes(error.code)) return false
    throw error
  }
}

/** Grants wishes until stopped. */
export function startGrantingWishes(app: App): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    running = grantWishes(app)
      .catch((error: unknown) =>
        app.log.error({ err: error }, 'Collections asked for by events could not be requested'),
      )
      .finally(() => (busy = false))
  }, lookEveryMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
