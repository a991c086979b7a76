import type { App } from './app.ts'
import { application } from './contract/entities/application.ts'
import { applicationDependency } from './contract/entities/application-dependency.ts'
import { applicationHost } from './contract/entities/application-host.ts'
import { carrier } from './contract/entities/carrier.ts'
import { changeLogEntry } from './contract/entities/change-log-entry.ts'
import { collectionGap } from './contract/entities/collection-gap.ts'
import { collectionRun } from './contract/entities/collection-run.ts'
import { deviceEvent } from './contract/entities/device-event.ts'
import { eventReceiver } from './contract/entities/event-receiver.ts'
import { evidence } from './contract/entities/evidence.ts'
import { indicator } from './contract/entities/indicator.ts'
import { line } from './contract/entities/line.ts'
import { networkZone } from './contract/entities/network-zone.ts'
import { organisation } from './contract/entities/organisation.ts'
import { place } from './contract/entities/place.ts'
import { programmeItem } from './contract/entities/programme-item.ts'
import { rack } from './contract/entities/rack.ts'
import { region } from './contract/entities/region.ts'
import { room } from './contract/entities/room.ts'
import { site } from './contract/entities/site.ts'
import { sessionHandlers } from './features/accounts/session-routes.ts'
import { roleHandlers, userHandlers } from './features/accounts/user-routes.ts'
import { changeSetHandlers } from './features/change-sets/routes.ts'
import { collectorLinkHandlers } from './features/collection/routes.ts'
import { collectorHandlers } from './features/collectors/routes.ts'
import { credentialHandlers } from './features/credentials/routes.ts'
import { deviceHandlers } from './features/devices/routes.ts'
import {
  discoveryFindHandlers,
  discoveryHandlers,
  discoveryLinkHandlers,
  discoveryRunHandlers,
} from './features/discovery/routes.ts'
import { eventLinkHandlers } from './features/events/routes.ts'
import { findingHandlers } from './features/findings/routes.ts'
import { jobHandlers } from './features/jobs/routes.ts'
import { ledgerHandlers, recordHandlers } from './features/ledger/routes.ts'
import { metricHandlers } from './features/metrics/routes.ts'
import { overviewHandlers } from './features/overview/routes.ts'
import { pollHandlers, pollLinkHandlers } from './features/polls/routes.ts'
import { searchHandlers } from './features/search/routes.ts'
import {
  stockTakeAssignmentHandlers,
  stockTakeHandlers,
  stockTakeItemHandlers,
  stockTakeRoomHandlers,
  stockTakeScanHandlers,
} from './features/stock-takes/routes.ts'
import { standingHandlers } from './features/standing/routes.ts'
import { systemHandlers } from './features/system/routes.ts'
import { topologyHandlers, topologyLinkHandlers } from './features/topology/routes.ts'
import { targetHandlers } from './features/targets/routes.ts'
import type { AllHandlers } from './http/handler.ts'

/** Who answers each endpoint of the contract; a group or a handler left out does not compile. */
export function allHandlers(app: App): AllHandlers {
  return {
    system: systemHandlers(app),
    session: sessionHandlers(app),
    role: roleHandlers(),
    overview: overviewHandlers(app),
    standing: standingHandlers(app),
    search: searchHandlers(app),
    region: ledgerHandlers(app, region),
    organisation: ledgerHandlers(app, organisation),
    site: ledgerHandlers(app, site),
    room: ledgerHandlers(app, room),
    rack: ledgerHandlers(app, rack),
    device: deviceHandlers(app),
    carrier: ledgerHandlers(app, carrier),
    networkZone: ledgerHandlers(app, networkZone),
    line: ledgerHandlers(app, line),
    application: ledgerHandlers(app, application),
    applicationHost: ledgerHandlers(app, applicationHost),
    applicationDependency: ledgerHandlers(app, applicationDependency),
    place: ledgerHandlers(app, place),
    indicator: ledgerHandlers(app, indicator),
    programmeItem: ledgerHandlers(app, programmeItem),
    user: userHandlers(app),
    credential: credentialHandlers(app),
    collector: collectorHandlers(app),
    target: targetHandlers(app),
    job: jobHandlers(app),
    collectionRun: recordHandlers(app, collectionRun),
    evidence: recordHandlers(app, evidence),
    finding: findingHandlers(app),
    changeLogEntry: recordHandlers(app, changeLogEntry),
    changeSet: changeSetHandlers(app),
    deviceEvent: recordHandlers(app, deviceEvent),
    eventReceiver: recordHandlers(app, eventReceiver),
    discovery: discoveryHandlers(app),
    discoveryRun: discoveryRunHandlers(app),
    discoveryFind: discoveryFindHandlers(app),
    metric: metricHandlers(app),
    collectionGap: recordHandlers(app, collectionGap),
    poll: pollHandlers(app),
    collectorLink: collectorLinkHandlers(app),
    pollLink: pollLinkHandlers(app),
    eventLink: eventLinkHandlers(app),
    discoveryLink: discoveryLinkHandlers(app),
    topologyLink: topologyLinkHandlers(app),
    topology: topologyHandlers(app),
    stockTake: stockTakeHandlers(app),
    stockTakeRoom: stockTakeRoomHandlers(app),
    stockTakeAssignment: stockTakeAssignmentHandlers(app),
    stockTakeItem: stockTakeItemHandlers(app),
    stockTakeScan: stockTakeScanHandlers(app),
  }
}
