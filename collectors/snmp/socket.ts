import dgram, { type RemoteInfo, type Socket, type SocketType } from 'node:dgram'
import { EventEmitter } from 'node:events'

/** What the sockets of one session met besides answers. */
export interface SocketReport {
  onSent: (octets: number) => void
  /** A datagram came from the peer, or from another address that may be the peer's. */
  onHeard: (octets: number, address: string) => void
  /** Datagrams that the library could not digest. */
  onGarbage: (detail: string) => void
  /** The network said that nothing can arrive: ECONNREFUSED, EHOSTUNREACH … */
  onNetworkError: (error: NodeJS.ErrnoException) => void
}

export interface Peer {
  address: string
  port: number
  /**
   * A connected socket takes datagrams from the peer's address only and learns of ICMP errors. An open one also takes
   * an answer that a device sends from another of its addresses; the random request id then ties it to the request.
   */
  connected: boolean
}

/**
 * A stand-in for the `dgram` module, for net-snmp's `dgramModule`: its own sockets neither check where a reply comes
 * from nor survive every reply that is not SNMP.
 */
export function checkedDgram(
  peer: Peer,
  report: SocketReport,
): { createSocket(type: SocketType): EventEmitter } {
  return { createSocket: (type: SocketType) => new CheckedSocket(type, peer, report) }
}

class CheckedSocket extends EventEmitter {
  readonly #socket: Socket
  readonly #connected: boolean
  readonly #report: SocketReport
  #ready: boolean
  #waiting: (() => void)[] = []
  #closed = false

  constructor(type: SocketType, peer: Peer, report: SocketReport) {
    super()
    this.#connected = peer.connected
    this.#report = report
    this.#ready = !peer.connected
    this.#socket = dgram.createSocket(type)
    this.#socket.on('message', (message: Buffer, remote: RemoteInfo) => {
      if (remote.port !== peer.port) return
      if (!isWhole(message))
        return report.onGarbage(`${message.length} octets that are no whole SNMP message`)
      report.onHeard(message.length, remote.address)
      try {
        this.emit('message', message, remote)
      } catch (error) {
        report.onGarbage(error instanceof Error ? error.message : String(error))
      }
    })
    this.#socket.on('error', (error: NodeJS.ErrnoException) => report.onNetworkError(error))
    this.#socket.on('close', () => this.emit('close'))
    if (peer.connected)
      this.#socket.connect(peer.port, peer.address, () => {
        this.#ready = true
        for (const send of this.#waiting.splice(0)) send()
      })
  }

  /** The signature in which net-snmp calls `dgram.Socket.send`. */
  send(
    message: Buffer,
    offset: number,
    length: number,
    port: number,
    address: string,
    done: (error: Error | null, bytes: number) => void,
  ): void {
    const send = () => {
      if (this.#closed) return
      this.#report.onSent(length)
      if (this.#connected) this.#socket.send(message, offset, length, done)
      else this.#socket.send(message, offset, length, port, address, done)
    }
    if (this.#ready) send()
    else this.#waiting.push(send)
  }

  ref(): void {
    this.#socket.ref()
  }

  unref(): void {
    this.#socket.unref()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#socket.close()
  }
}

/**
 * Whether a datagram holds all of the SEQUENCE that it begins (X.690, 8.1.3). The library's reader takes a message that
 * was cut short for one with fewer variables, which would make rows vanish without a word.
 */
function isWhole(message: Buffer): boolean {
  const [tag, first] = message
  if (tag !== 0x30 || first === undefined) return false
  if (first < 0x80) return message.length >= 2 + first
  const lengthOctets = first & 0x7f
  if (lengthOctets === 0 || lengthOctets > 4 || message.length < 2 + lengthOctets) return false
  return message.length >= 2 + lengthOctets + message.readUIntBE(2, lengthOctets)
}
