import { z } from 'zod'
import { endpoint, Nothing } from '../endpoint.ts'
import { deviceEvent } from '../entities/device-event.ts'
import { eventReceiver } from '../entities/event-receiver.ts'
import { ReceivedEvent, ReceiverReport } from '../events.ts'
import { recordEndpoints } from './ledger.ts'

export const deviceEventEndpoints = recordEndpoints(deviceEvent)
export const eventReceiverEndpoints = recordEndpoints(eventReceiver)

const collectorRow = { audience: 'collector', permission: null } as const

/** What the collectors' event receivers call, with `Authorization: Bearer <token>`. */
export const eventLinkEndpoints = {
  ingest: endpoint({
    ...collectorRow,
    method: 'post',
    path: '/ingest/events',
    summary: { zh: '上传设备事件（可重复提交）', en: 'Hand in events; repeating it changes nothing' },
    body: z.strictObject({
      events: z
        .array(
          /** What is no event is refused by its id; it does not hold up the others. */
          z.union([ReceivedEvent, z.object({ id: z.string().max(100) })]),
        )
        .min(1)
        .max(500),
    }),
    /** Every id is in exactly one list; an event that came before takes over the higher count and is a duplicate. */
    returns: z.object({
      accepted: z.array(z.string()),
      duplicate: z.array(z.string()),
      refused: z.array(z.object({ id: z.string(), reason: z.string() })),
    }),
    bodyLimitMib: 16,
  }),
  report: endpoint({
    ...collectorRow,
    method: 'post',
    path: '/collector/event-receivers',
    summary: { zh: '上报事件接收端口的状态', en: 'Report the state of the event receivers' },
    body: z.strictObject({ receivers: z.array(ReceiverReport).max(10) }),
    returns: Nothing,
    status: 204,
  }),
}
