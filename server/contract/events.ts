import { z } from 'zod'
import { eventCategories, eventSeverities, eventSources } from './entities/device-event.ts'
import { receiverKinds, receiverStates } from './entities/event-receiver.ts'
import { valuesOf } from './state.ts'

/*
 * What a collector's receivers bring: events that devices report by themselves, and the counters of the receivers.
 */

const textOrNull = z.string().nullable()

/** One variable of a notification, readable; octets that are no text stand as hexadecimal. */
export const EventVariable = z.object({
  oid: z.string().max(400),
  /** The object's name, where it is known: `ifIndex.7`. */
  name: z.string().max(200).nullable(),
  type: z.string().max(20),
  value: z.string().max(2000),
})
export type EventVariable = z.infer<typeof EventVariable>

/** What an expert wants to see besides the title. */
export const EventDetails = z.object({
  /** `SNMPv1`, `SNMPv2c`, `SNMPv3`, `RFC 3164`, `RFC 5424`, `text`. */
  protocol: z.string().max(20),
  transport: z.enum(['udp', 'tcp']),
  senderPort: z.int(),
  /** Of a v3 notification: the user, the level (`authPriv`) and the engine that sent it, in hexadecimal. */
  userName: z.string().max(64).nullable(),
  securityLevel: z.string().max(20).nullable(),
  engineId: z.string().max(64).nullable(),
  /** The agent that a v1 trap or snmpTrapAddress names, where another address forwarded it. */
  agentAddress: z.string().max(64).nullable(),
  facility: z.int().nullable(),
  appName: z.string().max(128).nullable(),
  processId: z.string().max(128).nullable(),
  variables: z.array(EventVariable).max(100),
  /** Further wordings of repeats that were joined, at most five. */
  samples: z.array(z.string().max(2000)).max(5),
  /** How a text that was not UTF-8 was read. */
  decodedAs: z.enum(['utf-8', 'gb18030', 'replaced']).nullable(),
  /** The line was longer than is kept. */
  truncated: z.boolean(),
})
export type EventDetails = z.infer<typeof EventDetails>

export const ReceivedEvent = z
  .object({
    /** UUID; handed in again with a higher count when repeats were joined to it. */
    id: z.uuid(),
    source: z.enum(valuesOf(eventSources)),
    severity: z.enum(valuesOf(eventSeverities)),
    category: z.enum(valuesOf(eventCategories)),
    title: z.object({ zh: z.string().min(1).max(300), en: z.string().min(1).max(300) }),
    code: z.string().max(200).nullable(),
    /** Which part of the device it is about, as the event names it. */
    part: z.string().max(200).nullable(),
    /** ifIndex, where the event gives one; the server knows the interface's name. */
    interfaceIndex: z.int().nullable(),
    /** A link that went up or down: its target is collected at once. */
    link: z.enum(['up', 'down']).nullable(),
    senderAddress: z.string().max(64),
    hostname: z.string().max(255).nullable(),
    firstAt: z.iso.datetime(),
    lastAt: z.iso.datetime(),
    deviceAt: z.iso.datetime().nullable(),
    count: z.int().min(1),
    sampled: z.boolean(),
    text: z.string().max(8000).nullable(),
    details: EventDetails,
  })
  .meta({ id: 'ReceivedEvent' })
export type ReceivedEvent = z.infer<typeof ReceivedEvent>

/** Why a datagram or line became no event. */
export const dropReasons = {
  malformed: { zh: '格式错误', en: 'malformed' },
  'not-a-notification': { zh: '不是 Trap/Inform', en: 'not a notification' },
  'unknown-community': { zh: '团体字不在允许列表', en: 'community not allowed' },
  'unknown-user': { zh: 'v3 用户未知', en: 'unknown v3 user' },
  'wrong-digest': { zh: 'v3 认证失败', en: 'v3 authentication failed' },
  'cannot-decrypt': { zh: 'v3 解密失败', en: 'v3 decryption failed' },
  'low-security': { zh: 'v3 安全级别不足', en: 'v3 security level too low' },
  'not-in-time-window': { zh: 'v3 不在时间窗内', en: 'outside the v3 time window' },
  'sender-rate': { zh: '单个发送方过快', en: 'one sender too fast' },
  'total-rate': { zh: '总量过快', en: 'too much in all' },
  /** Thrown away by the operating system before the receiver saw it; not among what was received. */
  'receive-buffer': { zh: '系统接收缓冲区满', en: 'receive buffer of the system full' },
  /** Events, not datagrams: the collector's disk took less than the receiver brought. */
  'disk-behind': { zh: '采集器磁盘写入跟不上', en: "the collector's disk fell behind" },
  'too-many-connections': { zh: 'TCP 连接过多', en: 'too many TCP connections' },
} as const
export type DropReason = keyof typeof dropReasons
const reasonNames = Object.keys(dropReasons) as [DropReason, ...DropReason[]]

export const SenderDrops = z.object({
  address: z.string().max(64),
  received: z.int().min(0),
  dropped: z.int().min(0),
  lastAt: z.iso.datetime(),
})

/** The part of a receiver's counters that is no column. */
export const ReceiverCounters = z.object({
  droppedByReason: z.partialRecord(z.enum(reasonNames), z.int().min(0)),
  /** The senders that most was dropped of, at most ten. */
  senders: z.array(SenderDrops).max(10),
})
export type ReceiverCounters = z.infer<typeof ReceiverCounters>

export const ReceiverReport = z
  .object({
    kind: z.enum(valuesOf(receiverKinds)),
    port: z.int(),
    status: z.enum(valuesOf(receiverStates)),
    fault: textOrNull,
    received: z.int().min(0),
    accepted: z.int().min(0),
    joined: z.int().min(0),
    sampled: z.int().min(0),
    dropped: z.int().min(0),
    details: ReceiverCounters,
    lastAt: z.iso.datetime().nullable(),
    startedAt: z.iso.datetime(),
  })
  .meta({ id: 'ReceiverReport' })
export type ReceiverReport = z.infer<typeof ReceiverReport>
