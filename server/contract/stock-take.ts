import { z } from 'zod'
import { deviceKinds } from './entities/device.ts'
import { itemConditions, stockTakeItemStates } from './entities/stock-take-item.ts'
import { scanVerdicts, scanWays } from './entities/stock-take-scan.ts'
import { valuesOf } from './state.ts'

const Id = z.int().positive()

/** What is counted: devices in these rooms, of these organisations and kinds; an empty list means all. */
export const StockTakeScope = z.strictObject({
  roomIds: z.array(Id).max(2000).default([]),
  organisationIds: z.array(Id).max(2000).default([]),
  kinds: z.array(z.enum(valuesOf(deviceKinds))).default([]),
})
export type StockTakeScope = z.infer<typeof StockTakeScope>

/** Who counts; no rooms means all of them. */
export const StockTakeCrew = z
  .array(z.strictObject({ userId: Id, roomIds: z.array(Id).max(2000).default([]) }))
  .max(100)
export type StockTakeCrew = z.infer<typeof StockTakeCrew>

/** A thing of the list that a phone carries. */
export const PackItem = z.object({
  assetTag: z.string(),
  name: z.string(),
  kind: z.enum(valuesOf(deviceKinds)).nullable(),
  model: z.string().nullable(),
  serialNumber: z.string().nullable(),
  roomId: z.int().nullable(),
  rackId: z.int().nullable(),
  positionU: z.int().nullable(),
  heightU: z.int().nullable(),
})
export type PackItem = z.infer<typeof PackItem>

/** What somebody has recorded in the room already. */
export const PackScan = z.object({
  clientId: z.string(),
  assetTag: z.string(),
  verdict: z.enum(valuesOf(scanVerdicts)),
  condition: z.enum(valuesOf(itemConditions)).nullable(),
  userId: z.int(),
  userName: z.string().nullable(),
  scannedAt: z.string(),
})
export type PackScan = z.infer<typeof PackScan>

/** All that a phone needs to count a room where no network reaches. */
export const StockTakePack = z.object({
  stockTake: z.object({ id: z.int(), name: z.string(), dueOn: z.string(), leadName: z.string().nullable() }),
  room: z.object({ id: z.int(), code: z.string(), name: z.string() }),
  /** In the ledger, with their place in the room. */
  racks: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      heightU: z.int(),
      rowNumber: z.int().nullable(),
      positionNumber: z.int().nullable(),
    }),
  ),
  items: z.array(PackItem),
  /** Everything else that the ledger knows, so that what is misplaced is told with its room. */
  elsewhere: z.array(PackItem.pick({ assetTag: true, name: true, serialNumber: true, roomId: true })),
  rooms: z.array(z.object({ id: z.int(), code: z.string(), name: z.string() })),
  scans: z.array(PackScan),
  takenAt: z.iso.datetime(),
})
export type StockTakePack = z.infer<typeof StockTakePack>

/** The longest side of a photo is scaled to 1280 pixels on the phone, which makes some 200 kB. */
const Photo = z
  .string()
  .max(2_000_000)
  .regex(/^data:image\/(jpeg|png|webp);base64,[A-Za-z0-9+/]+=*$/)

/** A scan as a phone sends it. */
export const SentScan = z.strictObject({
  /** Made up on the phone: sending it again changes nothing. */
  clientId: z.uuid(),
  roomId: Id,
  assetTag: z.string().trim().min(1).max(60),
  /** Not there, where it was expected. */
  isAbsent: z.boolean().default(false),
  way: z.enum(valuesOf(scanWays)),
  scannedAt: z.iso.datetime(),
  rackId: Id.nullable().default(null),
  positionU: z.int().min(1).max(60).nullable().default(null),
  condition: z.enum(valuesOf(itemConditions)).nullable().default(null),
  labelUnreadable: z.boolean().default(false),
  kind: z.enum(valuesOf(deviceKinds)).nullable().default(null),
  serialNumber: z.string().trim().max(100).nullable().default(null),
  note: z.string().trim().max(1000).nullable().default(null),
  photo: Photo.nullable().default(null),
})
export type SentScan = z.infer<typeof SentScan>

/** What the server made of a scan. */
export const TakenScan = z.object({
  clientId: z.string(),
  verdict: z.enum(valuesOf(scanVerdicts)),
  itemId: z.int(),
  itemState: z.enum(valuesOf(stockTakeItemStates)),
})
export type TakenScan = z.infer<typeof TakenScan>

const counts = {
  expected: z.int(),
  found: z.int(),
  moved: z.int(),
  surplus: z.int(),
  missing: z.int(),
  open: z.int(),
  conflict: z.int(),
  unreadable: z.int(),
  damaged: z.int(),
}
export const ResultCounts = z.object(counts)

/** How a stock-take stands, for its page. */
export const StockTakeProgress = z.object({
  counts: ResultCounts,
  rooms: z.array(
    z.object({
      id: z.int(),
      roomId: z.int(),
      code: z.string(),
      name: z.string(),
      state: z.string(),
      ...counts,
      /** People in it, with how far each is. */
      people: z.array(z.object({ userId: z.int(), name: z.string(), state: z.string() })),
    }),
  ),
  people: z.array(
    z.object({
      userId: z.int(),
      name: z.string(),
      rooms: z.int(),
      handedIn: z.int(),
      scans: z.int(),
      lastAt: z.string().nullable(),
    }),
  ),
  /** Why it cannot be closed yet, each with where to go. */
  obstacles: z.array(
    z.object({ message: z.object({ zh: z.string(), en: z.string() }), link: z.string().nullable() }),
  ),
})
export type StockTakeProgress = z.infer<typeof StockTakeProgress>

const ResultItem = z.object({
  id: z.int(),
  assetTag: z.string(),
  name: z.string(),
  kind: z.string().nullable(),
  model: z.string().nullable(),
  serialNumber: z.string().nullable(),
  state: z.enum(valuesOf(stockTakeItemStates)),
  roomId: z.int().nullable(),
  roomName: z.string().nullable(),
  foundRoomId: z.int().nullable(),
  foundRoomName: z.string().nullable(),
  organisationName: z.string().nullable(),
  condition: z.enum(valuesOf(itemConditions)).nullable(),
  labelUnreadable: z.boolean(),
  isExpected: z.boolean(),
  note: z.string().nullable(),
  deviceId: z.int().nullable(),
  countedByName: z.string().nullable(),
  countedAt: z.string().nullable(),
  resolvedByName: z.string().nullable(),
  resolution: z.string().nullable(),
})

/** Everything that the minutes of a stock-take say (盘点纪要). */
export const StockTakeResult = z.object({
  stockTake: z.object({
    id: z.int(),
    name: z.string(),
    state: z.string(),
    dueOn: z.string(),
    leadName: z.string().nullable(),
    startedAt: z.string().nullable(),
    closedAt: z.string().nullable(),
    closedByName: z.string().nullable(),
    signedAt: z.string().nullable(),
    signedByName: z.string().nullable(),
    approvedAt: z.string().nullable(),
    approvedByName: z.string().nullable(),
    appliedAt: z.string().nullable(),
    appliedByName: z.string().nullable(),
    resultHash: z.string().nullable(),
    /** Whether the items still give the hash that was signed; null while nothing is signed. */
    hashHolds: z.boolean().nullable(),
    notes: z.string().nullable(),
  }),
  counts: ResultCounts,
  rooms: StockTakeProgress.shape.rooms,
  people: StockTakeProgress.shape.people,
  items: z.array(ResultItem),
})
export type StockTakeResult = z.infer<typeof StockTakeResult>
