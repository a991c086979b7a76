import type { Lead } from '../../contract/discovery.ts'
import type { RowOf } from '../../contract/entity.ts'
import type { discovery } from '../../contract/entities/discovery.ts'
import type { discoveryRun } from '../../contract/entities/discovery-run.ts'

export type Discovery = RowOf<typeof discovery>
export type DiscoveryRun = RowOf<typeof discoveryRun>

/** Where a run can go on, as its hidden column keeps it. */
export interface Kept {
  position: number
  pending: Lead[]
  crawled: number
  /** Packets that collectors before the present one sent. */
  packetsBefore: number
}

export const keptFrom = (json: string | null): Kept =>
  json === null ? { position: 0, pending: [], crawled: 0, packetsBefore: 0 } : (JSON.parse(json) as Kept)

/** States in which a run goes on by itself. */
export const underWay = ['waiting', 'running'] as const
