import type { App } from '../../app.ts'
import { application } from '../../contract/entities/application.ts'
import { carrier } from '../../contract/entities/carrier.ts'
import { finding } from '../../contract/entities/finding.ts'
import { line } from '../../contract/entities/line.ts'
import { networkZone } from '../../contract/entities/network-zone.ts'
import { target } from '../../contract/entities/target.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { cityMap } from './city-map.ts'
import { collectorActivity } from './collector-activity.ts'
import { readFigures } from './figures.ts'
import { readSevereEvents } from './severe-events.ts'
import { devicesByYear, slicesByCode, slicesByState } from './slices.ts'

/** Applications count as the survey counts them: those in operation. */
const operating = { status: 'operating' }

export function overviewHandlers(app: App): HandlersOf<'overview'> {
  return {
    async get() {
      const [
        figures,
        byYear,
        linesByCarrier,
        linesByNetwork,
        applicationsByNetwork,
        applicationsByMigration,
        findingsByKind,
        targetsByStatus,
        severeEvents,
        collectors,
      ] = await Promise.all([
        readFigures(app),
        devicesByYear(app),
        slicesByCode(app, line, 'carrierId', 'carrierCode', carrier, {}),
        slicesByCode(app, line, 'networkZoneId', 'networkZoneCode', networkZone, {}),
        slicesByCode(app, application, 'networkZoneId', 'networkZoneCode', networkZone, operating),
        slicesByState(app, application, 'migrationStatus', operating),
        slicesByState(app, finding, 'kind', { status: 'open' }),
        slicesByState(app, target, 'status', {}),
        readSevereEvents(app),
        collectorActivity(app),
      ])
      return {
        figures,
        devicesByYear: byYear,
        linesByCarrier,
        linesByNetwork,
        applicationsByNetwork,
        applicationsByMigration,
        findingsByKind,
        targetsByStatus,
        severeEvents,
        collectors,
      }
    },
    map: () => cityMap(app),
  }
}
