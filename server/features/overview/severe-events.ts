import type { App } from '../../app.ts'
import type { Overview } from '../../contract/endpoints/overview.ts'
import { deviceEvent, severeEvents } from '../../contract/entities/device-event.ts'
import { encodeValues } from '../../contract/list-query.ts'
import { slicesByState } from './slices.ts'

const day = 86_400_000

/** Severe events of the last 24 hours, by severity, with the filters of the lists that hold them. */
export async function readSevereEvents(app: Pick<App, 'ledger' | 'now'>): Promise<Overview['severeEvents']> {
  const since = { 'lastAt.gte': new Date(app.now().getTime() - day).toISOString() }
  const filters = { ...since, severity: encodeValues(severeEvents) }
  const slices = await slicesByState(app, deviceEvent, 'severity', filters)
  return {
    count: slices.reduce((sum, slice) => sum + slice.count, 0),
    filters,
    bySeverity: slices,
  }
}
