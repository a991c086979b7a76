import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { reconcileDataQuality } from './data-quality.ts'
import { reconcileSome, resolveOrphans } from './reconcile-ledger.ts'

const intervalMilliseconds = 5_000
/** Transactions may commit in another order than their log entries are numbered: the last few are looked at again. */
const looksBack = 50

/**
 * Takes up what people change: at start and whenever something in the ledger has changed, its values are checked against
 * each other, and the targets whose device, line or declaration changed against what was last seen. So a carrier filled
 * in, or a serial number corrected by hand, settles its finding within seconds. Several servers may do so at once:
 * checking again changes nothing.
 */
export function startLedgerWatch(app: App): { stop(): Promise<void> } {
  let checkedUpTo: number | null = null
  let running: Promise<void> = Promise.resolve()
  const check = async () => {
    try {
      const newest = Number((await app.ledger.models.changeLogEntry.max('id')) ?? 0)
      if (newest === checkedUpTo) return
      await reconcileDataQuality(app)
      if (checkedUpTo !== null) {
        await reconcileSome(app, await targetsTouched(app, checkedUpTo - looksBack))
        await resolveOrphans(app)
      }
      checkedUpTo = newest
    } catch (error) {
      app.log.warn({ err: error }, 'checking the ledger failed; trying again')
    }
  }
  let isBusy = false
  const tick = () => {
    if (isBusy) return
    isBusy = true
    running = check().finally(() => (isBusy = false))
  }
  tick()
  const timer = setInterval(tick, intervalMilliseconds)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

/** Targets that later entries of the change log bear on. */
async function targetsTouched({ ledger }: App, after: number): Promise<number[]> {
  const entries = (await ledger.models.changeLogEntry.findAll({
    attributes: ['entity', 'recordId'],
    where: { id: { [Op.gt]: after }, entity: { [Op.in]: ['device', 'line', 'target'] } },
    raw: true,
  } as never)) as unknown as { entity: string; recordId: number }[]
  if (entries.length === 0) return []
  const idsOf = (entity: string) =>
    entries.filter((entry) => entry.entity === entity).map((entry) => entry.recordId)
  const lines = (await ledger.models.line.findAll({
    attributes: ['deviceId'],
    where: { id: { [Op.in]: idsOf('line') }, deviceId: { [Op.not]: null } },
    raw: true,
  } as never)) as unknown as { deviceId: number }[]
  const deviceIds = [...idsOf('device'), ...lines.map((line) => line.deviceId)]
  const targets = (await ledger.models.target.findAll({
    attributes: ['id'],
    where: { [Op.or]: [{ id: { [Op.in]: idsOf('target') } }, { deviceId: { [Op.in]: deviceIds } }] },
    raw: true,
  } as never)) as unknown as { id: number }[]
  return targets.map((target) => target.id)
}
