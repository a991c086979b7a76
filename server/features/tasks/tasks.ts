import { Op, UniqueConstraintError } from 'sequelize'
import type { App } from '../../app.ts'
import { AppError } from '../../contract/error.ts'

/*
 * Long work of the server's own: reading a workbook, committing an import, undoing a set of changes. Each has a row that
 * says how far it is and when it last gave a sign of life, so that every server can show it, stop it, and tell what broke
 * off with its process.
 */

export interface Progress {
  stage: string
  done: number
  total: number
}

/** What the work gets: where to say how far it is, and whether somebody wants it to stop. */
export interface Task {
  report(stage: string, done: number, total: number): void
  signal: AbortSignal
}

interface Running extends Progress {
  stop: AbortController
  ended: Promise<void>
}

const beatMilliseconds = 1_000
/** A transaction of SQLite may keep the beats of its own process waiting for most of this. */
const deadAfterSeconds = 60

const runningByApp = new WeakMap<object, Map<string, Running>>()

function runningOf(app: App): Map<string, Running> {
  const known = runningByApp.get(app.ledger)
  if (known) return known
  const made = new Map<string, Running>()
  runningByApp.set(app.ledger, made)
  return made
}

/**
 * Begins work under a key that only one may hold. Resolves when it has begun; the work goes on behind, and states its
 * outcome itself: an error that it throws is logged and nothing else.
 * @returns the end of the work
 * @throws AppError taskUnderWay
 */
export async function startTask(
  app: App,
  key: string,
  work: (task: Task) => Promise<void>,
): Promise<{ ended: Promise<void> }> {
  const at = app.now().toISOString()
  const first: Progress = { stage: 'starting', done: 0, total: 0 }
  await app.ledger.support.task
    .create({ key, ...first, startedAt: at, beatAt: at, cancelRequested: 0 })
    .catch((error: unknown) => {
      throw error instanceof UniqueConstraintError ? new AppError('taskUnderWay') : error
    })
  const running: Running = { ...first, stop: new AbortController(), ended: Promise.resolve() }
  runningOf(app).set(key, running)
  running.ended = carry(app, key, running, work)
  return { ended: running.ended }
}

async function carry(
  app: App,
  key: string,
  running: Running,
  work: (task: Task) => Promise<void>,
): Promise<void> {
  let beating: Promise<void> | null = null
  const timer = setInterval(() => {
    beating ??= beat(app, key, running).finally(() => (beating = null))
  }, beatMilliseconds)
  try {
    await work({
      report: (stage, done, total) => Object.assign(running, { stage, done, total }),
      signal: running.stop.signal,
    })
  } catch (error) {
    app.log.error({ err: error, task: key }, 'long work failed')
  } finally {
    clearInterval(timer)
    await beating
    runningOf(app).delete(key)
    await app.ledger.support.task.destroy({ where: { key } }).catch((error: unknown) => {
      app.log.warn({ err: error, task: key }, 'the end of long work could not be noted')
    })
  }
}

async function beat(app: App, key: string, running: Running): Promise<void> {
  const { stage, done, total } = running
  try {
    const where = { key }
    await app.ledger.support.task.update({ stage, done, total, beatAt: app.now().toISOString() }, { where })
    const row = await app.ledger.support.task.findOne({ attributes: ['cancelRequested'], where, raw: true })
    if ((row as unknown as { cancelRequested: number } | null)?.cancelRequested) running.stop.abort()
  } catch (error) {
    app.log.warn({ err: error, task: key }, 'a sign of life of long work could not be noted')
  }
}

/** How far the work is; null when none is under way. */
export async function progressOf(app: App, key: string): Promise<Progress | null> {
  const here = runningOf(app).get(key)
  if (here) return { stage: here.stage, done: here.done, total: here.total }
  return (await app.ledger.support.task.findOne({
    attributes: ['stage', 'done', 'total'],
    where: { key },
    raw: true,
  })) as unknown as Progress | null
}

/** Asks the work to stop, wherever it runs, and waits for its end where that is here. */
export async function cancelTask(app: App, key: string): Promise<void> {
  const here = runningOf(app).get(key)
  if (!here) {
    await app.ledger.support.task.update({ cancelRequested: 1 }, { where: { key } })
    return
  }
  here.stop.abort()
  await here.ended
}

/** Stops all work of this process; its makers note that it broke off. */
async function stopTasks(app: App): Promise<void> {
  const all = [...runningOf(app).values()]
  for (const { stop } of all) stop.abort()
  await Promise.all(all.map(({ ended }) => ended))
}

/** What to do about work whose process is gone, by the first part of its key. */
export type Recoveries = Record<string, (app: App, id: number) => Promise<void>>

/** Notes work whose process went away as broken off, at start and every while. */
export function startRecoveringTasks(app: App, recoveries: Recoveries): { stop(): Promise<void> } {
  let running: Promise<void> = recoverTasks(app, recoveries)
  const timer = setInterval(() => {
    running = running.then(() => recoverTasks(app, recoveries))
  }, 15_000)
  return {
    async stop() {
      clearInterval(timer)
      await running
      await stopTasks(app)
    },
  }
}

export async function recoverTasks(app: App, recoveries: Recoveries): Promise<void> {
  try {
    const before = new Date(app.now().getTime() - deadAfterSeconds * 1000).toISOString()
    const dead = (await app.ledger.support.task.findAll({
      attributes: ['key', 'beatAt'],
      where: { beatAt: { [Op.lt]: before } },
      raw: true,
    })) as unknown as { key: string; beatAt: string }[]
    for (const { key, beatAt } of dead) {
      if (runningOf(app).has(key)) continue
      // Whoever removes the row is the one who does something about it.
      const removed = await app.ledger.support.task.destroy({ where: { key, beatAt } })
      const [kind, id] = key.split(':')
      if (removed > 0) await recoveries[kind!]?.(app, Number(id))
    }
  } catch (error) {
    app.log.warn({ err: error }, 'looking for long work that broke off failed; trying again')
  }
}
