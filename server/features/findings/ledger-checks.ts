import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { reconcileDataQuality, reconcileSome } from './reconcile-ledger.ts'

const intervalMilliseconds = 15_000
/** A change bears the time at which it was made, a little before it is committed and seen here. */
const lateMilliseconds = 10_000
/** What data quality looks at; when none of it has changed, nothing is checked. */
const qualityEntities = ['device', 'line', 'carrier', 'rack'] as const

/** Where the last check left off. */
export interface Checked {
  /** Count and latest change of what data quality looks at. */
  ledger: string
  /** Changes up to here have been taken up (ISO 8601). */
  until: string
}

/**
 * Takes up what people changed since the last check: the ledger's quality when any of it changed, and the targets whose
 * device, line or declaration changed. So a value that was corrected by hand settles its finding without waiting for
 * the next visit.
 * @param before null at the first check, which looks at the ledger's quality only
 */
export async function checkChanges(app: App, before: Checked | null): Promise<Checked> {
  const until = new Date(app.now().getTime() - lateMilliseconds).toISOString()
  const ledger = await ledgerSignature(app)
  if (ledger !== before?.ledger) await reconcileDataQuality(app)
  if (before) await reconcileSome(app, await changedTargets(app, before.until))
  return { ledger, until }
}

async function ledgerSignature({ ledger }: App): Promise<string> {
  const parts = await Promise.all(
    qualityEntities.map(async (entity) => {
      const model = ledger.models[entity]
      return [await model.count(), await model.max('updatedAt')]
    }),
  )
  return JSON.stringify(parts)
}

interface Ids {
  id: number
  deviceId: number | null
}

async function changedTargets({ ledger }: App, since: string): Promise<number[]> {
  const changed = { updatedAt: { [Op.gte]: since } }
  const read = async (entity: 'device' | 'line' | 'target', attributes: string[], where: object) =>
    (await ledger.models[entity].findAll({ attributes, where, raw: true } as never)) as unknown as Ids[]
  const [devices, lines] = await Promise.all([
    read('device', ['id'], changed),
    read('line', ['deviceId'], { ...changed, deviceId: { [Op.not]: null } }),
  ])
  const deviceIds = [...devices.map((row) => row.id), ...lines.map((row) => row.deviceId)]
  const targets = await read('target', ['id'], { [Op.or]: [changed, { deviceId: { [Op.in]: deviceIds } }] })
  return targets.map((row) => row.id)
}

/** Keeps checking until stopped; a failure is logged and the same changes are taken up the next time. */
export function startLedgerChecks(app: App): { stop(): Promise<void> } {
  let checked: Checked | null = null
  let isStopping = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const check = async () => {
    try {
      checked = await checkChanges(app, checked)
    } catch (error) {
      app.log.error({ error }, 'The ledger could not be checked; it will be tried again')
    }
    if (!isStopping) timer = setTimeout(start, intervalMilliseconds)
  }
  const start = () => {
    running = check()
  }
  start()
  return {
    async stop() {
      isStopping = true
      clearTimeout(timer)
      await running
    },
  }
}
