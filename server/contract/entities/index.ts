import { application } from './application.ts'
import { applicationDependency } from './application-dependency.ts'
import { applicationHost } from './application-host.ts'
import { carrier } from './carrier.ts'
import { changeLogEntry } from './change-log-entry.ts'
import { changeSet } from './change-set.ts'
import { collectionGap } from './collection-gap.ts'
import { collectionRun } from './collection-run.ts'
import { collector } from './collector.ts'
import { credential } from './credential.ts'
import { device } from './device.ts'
import { deviceEvent } from './device-event.ts'
import { eventReceiver } from './event-receiver.ts'
import { discovery } from './discovery.ts'
import { discoveryFind } from './discovery-find.ts'
import { discoveryRun } from './discovery-run.ts'
import { evidence } from './evidence.ts'
import { finding } from './finding.ts'
import { indicator } from './indicator.ts'
import { line } from './line.ts'
import { networkZone } from './network-zone.ts'
import { organisation } from './organisation.ts'
import { place } from './place.ts'
import { programmeItem } from './programme-item.ts'
import { rack } from './rack.ts'
import { region } from './region.ts'
import { room } from './room.ts'
import { site } from './site.ts'
import { stockTake } from './stock-take.ts'
import { stockTakeAssignment } from './stock-take-assignment.ts'
import { stockTakeItem } from './stock-take-item.ts'
import { stockTakeRoom } from './stock-take-room.ts'
import { stockTakeScan } from './stock-take-scan.ts'
import { target } from './target.ts'
import { topologyLink } from './topology-link.ts'
import { user } from './user.ts'

/** Every entity; a new one is added here, and its endpoints, lists and documents follow. */
export const entities = {
  region,
  organisation,
  site,
  room,
  rack,
  device,
  carrier,
  networkZone,
  line,
  application,
  applicationHost,
  applicationDependency,
  place,
  indicator,
  programmeItem,
  user,
  credential,
  collector,
  target,
  collectionRun,
  collectionGap,
  evidence,
  finding,
  changeLogEntry,
  changeSet,
  deviceEvent,
  eventReceiver,
  discovery,
  discoveryRun,
  discoveryFind,
  topologyLink,
  stockTake,
  stockTakeRoom,
  stockTakeAssignment,
  stockTakeItem,
  stockTakeScan,
} as const

export type Entities = typeof entities
export type EntityName = keyof Entities
