import type { App } from '../../app.ts'
import { metricUnits } from '../../contract/endpoints/metrics.ts'
import { target } from '../../contract/entities/target.ts'
import { AppError } from '../../contract/error.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { readRecord } from '../ledger/actions.ts'

export function metricHandlers(app: App): HandlersOf<'metric'> {
  return {
    async series({ query }) {
      const { targetId, metric, part, points: most } = query
      await readRecord(app, target, targetId)
      const { from, to, seconds } = timeOf(query)
      const stepSeconds = Math.max(1, Math.ceil(seconds / most))
      requireReady(app)
      const { points, p95 } = await app.metrics.series({ targetId, metric, part, from, to, stepSeconds })
      return { targetId, metric, part, unit: metricUnits[metric], stepSeconds, points, p95 }
    },
    async courses({ query }) {
      const { targetId, group, points: most } = query
      await readRecord(app, target, targetId)
      const { from, to, seconds } = timeOf(query)
      const stepSeconds = Math.max(1, Math.ceil(seconds / most))
      requireReady(app)
      return { stepSeconds, items: await app.metrics.courses({ targetId, group, from, to, stepSeconds }) }
    },
    async latest({ query }) {
      await readRecord(app, target, query.targetId)
      requireReady(app)
      return { items: await app.metrics.latest(query.targetId) }
    },
  }
}

/** @throws AppError validationFailed when it ends before it begins */
function timeOf(query: { from: string; to: string }): { from: Date; to: Date; seconds: number } {
  const from = new Date(query.from)
  const to = new Date(query.to)
  const seconds = (to.getTime() - from.getTime()) / 1000
  if (seconds <= 0)
    throw new AppError('validationFailed', {}, [
      { path: 'to', message: { zh: '结束时间须晚于开始时间。', en: 'The end must be after the start.' } },
    ])
  return { from, to, seconds }
}

/** @throws AppError metricsUnavailable */
function requireReady(app: App): void {
  if (!app.metrics.isReady()) throw new AppError('metricsUnavailable')
}
