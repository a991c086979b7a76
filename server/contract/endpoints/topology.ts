import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { deviceKinds } from '../entities/device.ts'
import { linkConflicts, linkProtocols, topologyLink } from '../entities/topology-link.ts'
import { valuesOf } from '../state.ts'
import { recordEndpoints } from './ledger.ts'

/** One device, or what stands for one: an end that answers or is announced but is not in the ledger. */
export const TopologyNode = z.object({
  /** `device:7`, `target:12`, `unknown:` and what it calls itself. */
  key: z.string(),
  name: z.string(),
  deviceId: z.int().nullable(),
  /** The target at which an unregistered device answers. */
  targetId: z.int().nullable(),
  /** Null where nothing says it. */
  kind: z.enum(valuesOf(deviceKinds)).nullable(),
  /** A node without a room of its own stands in the room that it is seen from. */
  roomId: z.int().nullable(),
})
export type TopologyNode = z.infer<typeof TopologyNode>

export const TopologyGraphLink = z.object({
  id: z.int(),
  /** Keys of the nodes. */
  a: z.string(),
  aPort: z.string().nullable(),
  b: z.string(),
  bPort: z.string().nullable(),
  protocol: z.enum(valuesOf(linkProtocols)),
  conflict: z.enum(valuesOf(linkConflicts)),
  /** `LLDP, CDP, FDB`; null for an end that does not see the other. */
  aSeenBy: z.string().nullable(),
  bSeenBy: z.string().nullable(),
})
export type TopologyGraphLink = z.infer<typeof TopologyGraphLink>

export const TopologyRoom = z.object({
  id: z.int(),
  code: z.string(),
  name: z.string(),
  regionId: z.int().nullable(),
  regionName: z.string().nullable(),
  regionNameEn: z.string().nullable(),
  deviceCount: z.int(),
  /** Links inside the room, and those of them that have a conflict. */
  linkCount: z.int(),
  conflictCount: z.int(),
})
export type TopologyRoom = z.infer<typeof TopologyRoom>

export const Topology = z
  .object({
    nodes: z.array(TopologyNode),
    links: z.array(TopologyGraphLink),
    /** The rooms that the nodes stand in, in the order of their codes. */
    rooms: z.array(TopologyRoom),
  })
  .meta({ id: 'Topology' })
export type Topology = z.infer<typeof Topology>

export const CityTopology = z
  .object({
    rooms: z.array(TopologyRoom),
    /** Links between two rooms, counted. */
    links: z.array(z.object({ aRoomId: z.int(), bRoomId: z.int(), count: z.int(), conflictCount: z.int() })),
  })
  .meta({ id: 'CityTopology' })
export type CityTopology = z.infer<typeof CityTopology>

const read = { method: 'get', audience: 'person', permission: 'ledger.read' } as const

export const topologyLinkEndpoints = recordEndpoints(topologyLink)

export const topologyEndpoints = {
  get: endpoint({
    ...read,
    path: '/topology',
    summary: {
      zh: '拓扑：一个机房（含对端）或全市的设备与链路',
      en: 'Topology: devices and links of a room (with their far ends) or of the city',
    },
    query: z.strictObject({ room: z.coerce.number().int().positive().optional() }),
    returns: Topology,
  }),
  rooms: endpoint({
    ...read,
    path: '/topology/rooms',
    summary: { zh: '全市拓扑：机房之间的链路', en: 'Topology of the city: links between rooms' },
    returns: CityTopology,
  }),
}
