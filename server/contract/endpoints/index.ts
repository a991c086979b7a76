import { application } from '../entities/application.ts'
import { applicationDependency } from '../entities/application-dependency.ts'
import { applicationHost } from '../entities/application-host.ts'
import { carrier } from '../entities/carrier.ts'
import { changeLogEntry } from '../entities/change-log-entry.ts'
import { indicator } from '../entities/indicator.ts'
import { line } from '../entities/line.ts'
import { networkZone } from '../entities/network-zone.ts'
import { organisation } from '../entities/organisation.ts'
import { place } from '../entities/place.ts'
import { programmeItem } from '../entities/programme-item.ts'
import { rack } from '../entities/rack.ts'
import { region } from '../entities/region.ts'
import { room } from '../entities/room.ts'
import { site } from '../entities/site.ts'
import { userEndpoints } from './accounts.ts'
import { changeSetEndpoints } from './change-sets.ts'
import {
  collectionRunEndpoints,
  collectorEndpoints,
  collectorLinkEndpoints,
  credentialEndpoints,
  evidenceEndpoints,
  jobEndpoints,
  targetEndpoints,
} from './collection.ts'
import { deviceEndpoints } from './devices.ts'
import { deviceEventEndpoints, eventLinkEndpoints, eventReceiverEndpoints } from './events.ts'
import {
  discoveryEndpoints,
  discoveryFindEndpoints,
  discoveryLinkEndpoints,
  discoveryRunEndpoints,
} from './discoveries.ts'
import { findingEndpoints } from './findings.ts'
import { ledgerEndpoints, recordEndpoints } from './ledger.ts'
import { metricEndpoints } from './metrics.ts'
import { overviewEndpoints, searchEndpoints, systemEndpoints } from './overview.ts'
import { collectionGapEndpoints, pollEndpoints, pollLinkEndpoints } from './polls.ts'
import { roleEndpoints, sessionEndpoints } from './session.ts'
import { standingEndpoints } from './standing.ts'
import {
  stockTakeAssignmentEndpoints,
  stockTakeEndpoints,
  stockTakeItemEndpoints,
  stockTakeRoomEndpoints,
  stockTakeScanEndpoints,
} from './stock-takes.ts'
import { topologyEndpoints, topologyLinkEndpoints } from './topology.ts'

/** Every endpoint, by group. A row without a handler in the server does not compile. */
export const endpoints = {
  standing: standingEndpoints,
  system: systemEndpoints,
  session: sessionEndpoints,
  role: roleEndpoints,
  overview: overviewEndpoints,
  search: searchEndpoints,
  region: ledgerEndpoints(region),
  organisation: ledgerEndpoints(organisation),
  site: ledgerEndpoints(site),
  room: ledgerEndpoints(room),
  rack: ledgerEndpoints(rack),
  device: deviceEndpoints,
  carrier: ledgerEndpoints(carrier),
  networkZone: ledgerEndpoints(networkZone),
  line: ledgerEndpoints(line),
  application: ledgerEndpoints(application),
  applicationHost: ledgerEndpoints(applicationHost),
  applicationDependency: ledgerEndpoints(applicationDependency),
  place: ledgerEndpoints(place),
  indicator: ledgerEndpoints(indicator),
  programmeItem: ledgerEndpoints(programmeItem),
  user: userEndpoints,
  credential: credentialEndpoints,
  collector: collectorEndpoints,
  target: targetEndpoints,
  job: jobEndpoints,
  collectionRun: collectionRunEndpoints,
  evidence: evidenceEndpoints,
  finding: findingEndpoints,
  changeLogEntry: recordEndpoints(changeLogEntry),
  changeSet: changeSetEndpoints,
  deviceEvent: deviceEventEndpoints,
  eventReceiver: eventReceiverEndpoints,
  discovery: discoveryEndpoints,
  discoveryRun: discoveryRunEndpoints,
  discoveryFind: discoveryFindEndpoints,
  metric: metricEndpoints,
  collectionGap: collectionGapEndpoints,
  poll: pollEndpoints,
  collectorLink: collectorLinkEndpoints,
  pollLink: pollLinkEndpoints,
  eventLink: eventLinkEndpoints,
  discoveryLink: discoveryLinkEndpoints,
  topologyLink: topologyLinkEndpoints,
  topology: topologyEndpoints,
  stockTake: stockTakeEndpoints,
  stockTakeRoom: stockTakeRoomEndpoints,
  stockTakeAssignment: stockTakeAssignmentEndpoints,
  stockTakeItem: stockTakeItemEndpoints,
  stockTakeScan: stockTakeScanEndpoints,
} as const

export type Endpoints = typeof endpoints
