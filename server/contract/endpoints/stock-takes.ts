import { z } from 'zod'
import { endpoint, FileBody, IdParams } from '../endpoint.ts'
import { rowSchema } from '../entity.ts'
import { stockTake } from '../entities/stock-take.ts'
import { stockTakeAssignment } from '../entities/stock-take-assignment.ts'
import { stockTakeItem } from '../entities/stock-take-item.ts'
import { stockTakeRoom } from '../entities/stock-take-room.ts'
import { stockTakeScan } from '../entities/stock-take-scan.ts'
import { SentScan, StockTakePack, StockTakeProgress, StockTakeResult, TakenScan } from '../stock-take.ts'
import { ledgerEndpoints, recordEndpoints } from './ledger.ts'

const row = rowSchema(stockTake)
const manage = {
  audience: 'person',
  permission: 'stock-take.manage',
  method: 'post',
  params: IdParams,
  returns: row,
} as const
const read = { audience: 'person', permission: 'ledger.read', method: 'get', params: IdParams } as const
const count = { audience: 'person', permission: 'stock-take.count', method: 'post' } as const
const Reason = z.strictObject({ reason: z.string().trim().max(1000).optional() })
/** Who signs shows again who he is. */
const Signature = z.strictObject({ password: z.string().min(1).max(200) })
const InRoom = z.object({
  id: z.coerce.number().int().positive(),
  roomId: z.coerce.number().int().positive(),
})

export const stockTakeEndpoints = {
  ...ledgerEndpoints(stockTake),
  start: endpoint({
    ...manage,
    path: '/stock-takes/:id/start',
    summary: { zh: '开始盘点（固定应盘清单）', en: 'Start: the list of what is expected is fixed' },
  }),
  cancel: endpoint({
    ...manage,
    path: '/stock-takes/:id/cancel',
    summary: { zh: '取消盘点', en: 'Cancel a stock-take' },
    body: Reason,
  }),
  /** Refused with `decisionRefused` while anything is open. */
  close: endpoint({
    ...manage,
    path: '/stock-takes/:id/close',
    summary: { zh: '结束盘点', en: 'Close: what was not found is a deficit' },
  }),
  reopen: endpoint({
    ...manage,
    path: '/stock-takes/:id/reopen',
    summary: { zh: '退回继续盘点', en: 'Send back to be counted further' },
    body: Reason,
  }),
  /** By whoever leads it. */
  sign: endpoint({
    ...manage,
    path: '/stock-takes/:id/sign',
    summary: { zh: '签字确认结果', en: 'Sign the result' },
    body: Signature,
  }),
  /** By another person than the one who signed. */
  approve: endpoint({
    ...manage,
    path: '/stock-takes/:id/approve',
    summary: { zh: '批准结果', en: 'Approve the result' },
    body: Signature,
  }),
  progress: endpoint({
    ...read,
    path: '/stock-takes/:id/progress',
    summary: { zh: '盘点进度', en: 'Progress of a stock-take' },
    returns: StockTakeProgress,
  }),
  result: endpoint({
    ...read,
    path: '/stock-takes/:id/result',
    summary: { zh: '盘点结果（纪要数据）', en: 'Result of a stock-take, as its minutes say it' },
    returns: StockTakeResult,
  }),
  /** People who may count, for the plan. */
  people: endpoint({
    method: 'get',
    path: '/stock-takes/people',
    summary: { zh: '可参加盘点的人员', en: 'People who may count' },
    audience: 'person',
    permission: 'ledger.read',
    returns: z.object({ items: z.array(z.object({ id: z.int(), name: z.string(), mayLead: z.boolean() })) }),
  }),
  /** Stock-takes that are running, with their rooms: what a phone may take along. */
  open: endpoint({
    method: 'get',
    path: '/stock-takes/open',
    summary: { zh: '正在进行的盘点与机房', en: 'Running stock-takes with their rooms' },
    audience: 'person',
    permission: 'stock-take.count',
    returns: z.object({
      items: z.array(
        z.object({
          id: z.int(),
          name: z.string(),
          dueOn: z.string(),
          rooms: z.array(
            z.object({
              roomId: z.int(),
              code: z.string(),
              name: z.string(),
              state: z.string(),
              itemCount: z.int(),
              countedCount: z.int(),
              isMine: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  }),
  /** Hands a room's list out to the caller's phone; the room then waits for what he brings back. */
  take: endpoint({
    ...count,
    path: '/stock-takes/:id/rooms/:roomId/take',
    params: InRoom,
    summary: { zh: '领取机房清单', en: 'Take the list of a room along' },
    returns: StockTakePack,
  }),
  handIn: endpoint({
    ...count,
    path: '/stock-takes/:id/rooms/:roomId/hand-in',
    params: InRoom,
    summary: { zh: '交回机房（全部记录已同步）', en: 'Hand a room in: everything recorded has arrived' },
    returns: rowSchema(stockTakeAssignment),
  }),
  /** Each scan counts once, however often it is sent. */
  send: endpoint({
    ...count,
    path: '/stock-takes/:id/scans',
    params: IdParams,
    summary: { zh: '同步盘点记录', en: 'Send what was recorded' },
    body: z.strictObject({ scans: z.array(SentScan).min(1).max(100) }),
    returns: z.object({ taken: z.array(TakenScan) }),
    bodyLimitMib: 64,
  }),
}

export const stockTakeRoomEndpoints = recordEndpoints(stockTakeRoom)
export const stockTakeAssignmentEndpoints = recordEndpoints(stockTakeAssignment)

export const stockTakeItemEndpoints = {
  ...recordEndpoints(stockTakeItem),
  /** Settles a conflict: the chosen scan counts, what else was recorded until now does not. */
  resolve: endpoint({
    method: 'post',
    path: '/stock-take-items/:id/resolve',
    summary: { zh: '裁定记录冲突', en: 'Settle a conflict' },
    audience: 'person',
    permission: 'stock-take.manage',
    params: IdParams,
    body: z.strictObject({
      scanId: z.int().positive(),
      reason: z.string().trim().max(1000).optional(),
    }),
    returns: rowSchema(stockTakeItem),
  }),
}

export const stockTakeScanEndpoints = {
  ...recordEndpoints(stockTakeScan),
  photo: endpoint({
    ...read,
    path: '/stock-take-scans/:id/photo',
    summary: { zh: '盘点照片', en: 'Photo of a scan' },
    returns: FileBody,
    produces: 'file',
  }),
}
