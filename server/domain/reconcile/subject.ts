import type { DeviceKind, deviceStatuses } from '../../contract/entities/device.ts'
import type { ProblemCode } from '../../contract/problem.ts'
import type { StateOf } from '../../contract/state.ts'
import type { Source } from '../precedence.ts'
import type { RoomRef } from './placement.ts'

/** A device as the ledger declares it. */
export interface DeclaredDevice {
  id: number
  assetTag: string
  name: string
  kind: DeviceKind
  vendor: string | null
  model: string | null
  serialNumber: string | null
  softwareVersion: string | null
  managementAddress: string | null
  roomId: number | null
  organisationId: number
  status: StateOf<typeof deviceStatuses>
}

/** A target and how its visits went. */
export interface TargetState {
  id: number
  name: string
  address: string
  port: number
  enabled: boolean
  /** Visits without an answer since the last answer. */
  failureCount: number
  lastAttemptAt: string | null
  lastAnswerAt: string | null
  /** Problems of the last visit, when it failed. */
  lastProblems: readonly ProblemCode[]
}

/** One unbroken run of a value, as the evidence store keeps it. */
export interface EvidenceRun {
  source: Source
  field: string
  value: string | null
  firstSeenAt: string
  lastSeenAt: string
  /** Null for what a person saw on the spot. */
  targetId: number | null
}

/** A neighbour that the ledger knows. */
export interface KnownNeighbour {
  deviceId: number
  deviceName: string
  roomId: number | null
  localInterface: string | null
}

/** A line whose A end is on a port of the device. */
export interface LineEnd {
  id: number
  code: string
  name: string
  interfaceName: string
  organisationId: number
  roomId: number | null
  status: string
}

/** Everything that is known of one device, or of a target where something answers that nobody declared. */
export interface Subject {
  device: DeclaredDevice | null
  targets: readonly TargetState[]
  /** Current runs of all targets of the device. */
  evidence: readonly EvidenceRun[]
  neighbours: readonly KnownNeighbour[]
  lines: readonly LineEnd[]
  rooms: readonly RoomRef[]
}
