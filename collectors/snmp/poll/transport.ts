import { randomInt } from 'node:crypto'
import dgram, { type RemoteInfo, type Socket } from 'node:dgram'
import { messageIdOf } from '../usm/message.ts'
import type { UsmConversation } from '../usm/conversation.ts'
import { ReplyReader } from './ber.ts'

/** A request on its way. */
export interface Exchange {
  readonly address: string
  readonly family: 4 | 6
  readonly port: number
  readonly message: Buffer
  /** Milliseconds until `onSilence`. */
  timeoutMs: number
  /** Another address that the device is known to answer from; null for none. */
  alias: string | null
  /** Of v3, where the request's id is also its message's. */
  readonly secured: UsmConversation | null
  onReply(reader: ReplyReader, octets: number): void
  /** Nothing came in time, or nothing can. */
  onSilence(): void
  /** A v3 agent reported instead of answering. */
  onReport(report: 'synchronised' | 'refused', octets: number): void
  /** A datagram with this request's id came from elsewhere; taking it is the caller's decision. */
  onStranger(address: string): boolean
}

interface Waiting {
  exchange: Exchange
  expiresAt: number
}

export interface TransportCounts {
  /** Datagrams that are no SNMP reply. */
  garbage: number
  /** Replies to nothing that is asked: late, repeated, with a wrong request id or from another address. */
  unasked: number
}

export interface Transport {
  nextRequestId(): number
  /** Sends; the reply or the silence comes back through the exchange. */
  send(requestId: number, exchange: Exchange): void
  /** Forgets a request: its reply will be unasked. */
  forget(requestId: number): void
  readonly counts: TransportCounts
  close(): void
}

const sweepMs = 20
/** As much as the system gives: the replies of many devices arrive together. */
const receiveBufferOctets = 8 * 2 ** 20

/**
 * A few sockets for all devices. A reply belongs to a request by its request id (31 random bits to begin with) and by
 * address and port; whatever else arrives is counted and dropped.
 */
export function openTransport(now: () => number = () => performance.now()): Transport {
  const waiting = new Map<number, Waiting>()
  const reader = new ReplyReader()
  const counts: TransportCounts = { garbage: 0, unasked: 0 }
  const sockets: Record<4 | 6, Socket | null> = { 4: null, 6: null }
  let requestId = randomInt(1, 2 ** 31 - 1)
  let sweeper: NodeJS.Timeout | null = null
  let closed = false

  function socketOf(family: 4 | 6): Socket {
    const open = sockets[family]
    if (open !== null) return open
    const socket = dgram.createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      // Addresses only come here: the resolver's detour through the next tick would cost as much as the sending.
      lookup: (host, _options, done) => done(null, host, family),
    })
    socket.on('message', receive)
    // What the network says of one device must not end the others; that device falls silent.
    socket.on('error', () => {})
    socket.bind(0, () => {
      try {
        socket.setRecvBufferSize(receiveBufferOctets)
      } catch {
        // Less than that is what this system allows.
      }
    })
    sockets[family] = socket
    return socket
  }

  function receive(message: Buffer, remote: RemoteInfo): void {
    const inClear = reader.open(message)
    const id = inClear ? reader.requestId : messageIdOf(message)
    if (id === null) {
      counts.garbage++
      return
    }
    const one = waiting.get(id)
    const belongs =
      one !== undefined &&
      (one.exchange.secured === null) === inClear &&
      one.exchange.port === remote.port &&
      (one.exchange.address === remote.address ||
        one.exchange.alias === remote.address ||
        one.exchange.onStranger(remote.address))
    if (!belongs) {
      counts.unasked++
      return
    }
    if (one.exchange.secured === null) {
      waiting.delete(id)
      one.exchange.onReply(reader, message.length)
    } else unseal(one.exchange, one.exchange.secured, id, message)
  }

  function unseal(exchange: Exchange, secured: UsmConversation, id: number, message: Buffer): void {
    const opened = secured.open(message)
    const isReply = opened.kind === 'response' && reader.openPdu(opened.pdu) && reader.requestId === id
    if (opened.kind === 'nothing' || (opened.kind === 'response' && !isReply)) {
      counts.garbage++
      return
    }
    waiting.delete(id)
    if (opened.kind === 'response') exchange.onReply(reader, message.length)
    else exchange.onReport(opened.kind, message.length)
  }

  function sweep(): void {
    const time = now()
    for (const [id, one] of waiting)
      if (one.expiresAt <= time) {
        waiting.delete(id)
        one.exchange.onSilence()
      }
    if (waiting.size > 0 || sweeper === null) return
    clearInterval(sweeper)
    sweeper = null
  }

  return {
    counts,
    nextRequestId() {
      do requestId = requestId >= 2 ** 31 - 1 ? 1 : requestId + 1
      while (waiting.has(requestId))
      return requestId
    },
    send(id, exchange) {
      if (closed) return
      waiting.set(id, { exchange, expiresAt: now() + exchange.timeoutMs })
      sweeper ??= setInterval(sweep, sweepMs)
      // An error here (no route, no such address) is one of this device: it counts as silence when its time is up.
      socketOf(exchange.family).send(exchange.message, exchange.port, exchange.address, () => {})
    },
    forget: (id) => void waiting.delete(id),
    close() {
      closed = true
      if (sweeper !== null) clearInterval(sweeper)
      waiting.clear()
      sockets[4]?.close()
      sockets[6]?.close()
    },
  }
}
