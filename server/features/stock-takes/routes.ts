import type { App } from '../../app.ts'
import { stockTake } from '../../contract/entities/stock-take.ts'
import { stockTakeAssignment } from '../../contract/entities/stock-take-assignment.ts'
import { stockTakeItem } from '../../contract/entities/stock-take-item.ts'
import { stockTakeRoom } from '../../contract/entities/stock-take-room.ts'
import { stockTakeScan } from '../../contract/entities/stock-take-scan.ts'
import { roleCan } from '../../contract/permission.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { recordHandlers } from '../ledger/routes.ts'
import { approveStockTake, closeStockTake, reopenStockTake, signStockTake } from './finish.ts'
import { peopleWhoMay } from './people.ts'
import { readPhoto } from './photo.ts'
import { cancelStockTake, changePlan, planStockTake, removeStockTake, startStockTake } from './plan.ts'
import { readProgress, stockTakeResult } from './progress.ts'
import { recordScans } from './record-scans.ts'
import { resolveConflict } from './resolve.ts'
import { handRoomIn, openStockTakes, takeRoom } from './rooms-on-phones.ts'

export function stockTakeHandlers(app: App): HandlersOf<'stockTake'> {
  return {
    ...recordHandlers(app, stockTake),
    create: ({ body, actor }) => planStockTake(app, body, actor.userId),
    update: ({ params, body, actor, ifMatch }) =>
      changePlan(app, params.id, body, { userId: actor.userId, expectedVersion: ifMatch }),
    remove: ({ params, actor, ifMatch }) =>
      removeStockTake(app, params.id, { userId: actor.userId, expectedVersion: ifMatch }),
    start: ({ params, actor }) => startStockTake(app, params.id, actor.userId),
    cancel: ({ params, body, actor }) => cancelStockTake(app, params.id, actor.userId, body.reason),
    close: ({ params, actor }) => closeStockTake(app, params.id, actor.userId),
    reopen: ({ params, body, actor }) => reopenStockTake(app, params.id, actor.userId, body.reason),
    sign: ({ params, body, actor }) => signStockTake(app, params.id, actor, body),
    approve: ({ params, body, actor }) => approveStockTake(app, params.id, actor, body),
    progress: ({ params }) => readProgress(app, params.id),
    result: ({ params }) => stockTakeResult(app, params.id),
    people: async () => ({
      items: (await peopleWhoMay(app, 'stock-take.count')).map(({ id, name, role }) => ({
        id,
        name,
        mayLead: roleCan(role, 'stock-take.manage'),
      })),
    }),
    open: ({ actor }) => openStockTakes(app, actor.userId),
    take: ({ params, actor }) => takeRoom(app, params.id, params.roomId, actor),
    handIn: ({ params, actor }) => handRoomIn(app, params.id, params.roomId, actor),
    send: async ({ params, body, actor }) => ({
      taken: await recordScans(app, params.id, body.scans, actor),
    }),
  }
}

export const stockTakeRoomHandlers = (app: App) => recordHandlers(app, stockTakeRoom)
export const stockTakeAssignmentHandlers = (app: App) => recordHandlers(app, stockTakeAssignment)

export function stockTakeItemHandlers(app: App): HandlersOf<'stockTakeItem'> {
  return {
    ...recordHandlers(app, stockTakeItem),
    resolve: ({ params, body, actor }) => resolveConflict(app, params.id, body, actor.userId),
  }
}

export function stockTakeScanHandlers(app: App): HandlersOf<'stockTakeScan'> {
  return {
    ...recordHandlers(app, stockTakeScan),
    photo: ({ params }) => readPhoto(app, params.id),
  }
}
