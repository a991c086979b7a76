import { createSocket } from 'node:dgram'
import type { RemoteInfo, Socket } from 'node:dgram'
import { deviceMib } from '../mib/device-mib.ts'
import type { DeviceState } from '../mib/device-state.ts'
import type { Mib, Moment } from '../mib/table.ts'
import { bindError } from '../error.ts'
import { MalformedMessage } from './ber.ts'
import { readRequest } from './message.ts'
import { respond } from './respond.ts'

export interface Traffic {
  requests: number
  replies: number
  malformed: number
}

/** One device's SNMP agent on one socket. */
export class Agent {
  readonly device: DeviceState
  readonly #mib: Mib
  readonly #community: Buffer
  readonly #now: (device: DeviceState) => Moment
  readonly #traffic: Traffic
  #socket: Socket | null = null

  /** @throws Error when the device's description contradicts itself. */
  constructor(device: DeviceState, now: (device: DeviceState) => Moment, traffic: Traffic) {
    this.device = device
    this.#mib = deviceMib(device)
    this.#community = Buffer.from(device.spec.community, 'utf8')
    this.#now = now
    this.#traffic = traffic
  }

  /** @throws SimulationError when the address cannot be bound. */
  async listen(): Promise<void> {
    const { address, port } = this.device.spec
    const socket = createSocket('udp4')
    this.#socket = socket
    socket.on('message', (datagram, from) => this.#answer(socket, datagram, from))
    await new Promise<void>((resolve, reject) => {
      const fail = (error: Error) => reject(bindError(address, port, error))
      socket.once('error', fail)
      socket.bind({ address, port, exclusive: true }, () => {
        socket.off('error', fail)
        // A client that closed its port turns into ECONNREFUSED here; that concerns nobody else.
        socket.on('error', () => {})
        resolve()
      })
    })
  }

  async close(): Promise<void> {
    const socket = this.#socket
    this.#socket = null
    if (socket) await new Promise<void>((resolve) => socket.close(() => resolve()))
  }

  #answer(socket: Socket, datagram: Buffer, from: RemoteInfo): void {
    if (!this.device.answers) return
    let reply: Buffer
    try {
      const request = readRequest(datagram)
      this.#traffic.requests += 1
      // RFC 3584 section 5.2.1: a message with an unknown community is dropped without a word.
      if (!request.community.equals(this.#community)) return
      reply = respond(request, this.#mib, this.#now(this.device))
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error
      this.#traffic.malformed += 1
      return
    }
    this.#traffic.replies += 1
    socket.send(reply, from.port, from.address)
  }
}
