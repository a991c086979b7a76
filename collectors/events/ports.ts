import dgram, { type RemoteInfo, type Socket } from 'node:dgram'
import net, { type Server } from 'node:net'
import type { ReceiverReport } from '../../server/contract/events.ts'
import type { Arrival } from './event-draft.ts'
import { FrameReader, type Frame } from './syslog/framing.ts'

type Status = Pick<ReceiverReport, 'status' | 'fault'>

/** An open port, or one that is tried again from time to time. */
export interface Port {
  status(): Status
  close(): Promise<void>
}

const retryMs = 30_000
/** Room for a burst while the receiver is busy; the system may grant less. */
const receiveBufferBytes = 4 * 2 ** 20

interface Opened {
  close(): Promise<void>
}

/** Keeps trying to open a port; a port that is taken or forbidden is a status, never an exception. */
function keepOpen(open: () => Promise<Opened>, onStatus: (status: Status) => void): Port {
  let status: Status = { status: 'cannot-listen', fault: null }
  let opened: Opened | null = null
  let closed = false
  let timer: NodeJS.Timeout | null = null
  const attempt = async (): Promise<void> => {
    const before = status
    try {
      const port = await open()
      if (closed) return await port.close()
      opened = port
      status = { status: 'listening', fault: null }
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      status = { status: 'cannot-listen', fault: (code ?? message).slice(0, 200) }
      if (!closed) timer = setTimeout(() => void (opening = attempt()), retryMs)
    }
    // A port that opens at once is no news.
    if (status.fault !== before.fault) onStatus(status)
  }
  let opening = attempt()
  return {
    status: () => status,
    async close() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      await opening
      await opened?.close()
    },
  }
}

export interface UdpOptions {
  host: string
  port: number
  onMessage: (bytes: Buffer, arrival: Arrival, reply: (bytes: Buffer) => void) => void
}

async function openUdp({ host, port, onMessage }: UdpOptions): Promise<Opened> {
  const socket: Socket = dgram.createSocket({ type: host.includes(':') ? 'udp6' : 'udp4' })
  socket.on('message', (bytes: Buffer, remote: RemoteInfo) =>
    onMessage(bytes, { address: plain(remote.address), port: remote.port, transport: 'udp' }, (answer) =>
      // An answer that cannot be sent is one that was lost: the sender asks again.
      socket.send(answer, remote.port, remote.address, () => undefined),
    ),
  )
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, host, () => resolve())
  })
  socket.removeAllListeners('error')
  // ICMP errors of answers; the socket goes on.
  socket.on('error', () => undefined)
  try {
    socket.setRecvBufferSize(receiveBufferBytes)
  } catch {
    // The system's own size will do.
  }
  return { close: () => new Promise((resolve) => socket.close(() => resolve())) }
}

export interface TcpOptions {
  host: string
  port: number
  onFrame: (frame: Frame, arrival: Arrival) => void
  /** A connection beyond the limit was turned away. */
  onTurnedAway: (address: string) => void
}

const mostConnections = 512
const idleMs = 3_600_000

async function openTcp({ host, port, onFrame, onTurnedAway }: TcpOptions): Promise<Opened> {
  const connections = new Set<net.Socket>()
  const server: Server = net.createServer((connection) => {
    const arrival: Arrival = {
      address: plain(connection.remoteAddress ?? ''),
      port: connection.remotePort ?? 0,
      transport: 'tcp',
    }
    if (connections.size >= mostConnections) {
      onTurnedAway(arrival.address)
      return connection.destroy()
    }
    connections.add(connection)
    const reader = new FrameReader()
    const finish = () => {
      if (connections.delete(connection)) for (const frame of reader.end()) onFrame(frame, arrival)
    }
    connection.setTimeout(idleMs, () => connection.destroy())
    connection.on('data', (chunk: Buffer) => {
      for (const frame of reader.push(chunk)) onFrame(frame, arrival)
    })
    connection.on('end', finish)
    connection.on('close', finish)
    connection.on('error', () => undefined)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  server.removeAllListeners('error')
  server.on('error', () => undefined)
  return {
    close: () =>
      new Promise((resolve) => {
        for (const connection of connections) connection.destroy()
        server.close(() => resolve())
      }),
  }
}

/** An IPv4 address that came over an IPv6 socket, as IPv4. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '')
}

export function udpPort(options: UdpOptions, onStatus: (status: Status) => void): Port {
  return keepOpen(() => anyFamily(options, openUdp), onStatus)
}

export function tcpPort(options: TcpOptions, onStatus: (status: Status) => void): Port {
  return keepOpen(() => anyFamily(options, openTcp), onStatus)
}

/** A machine without IPv6 has no `::`; all of its addresses are then 0.0.0.0. */
async function anyFamily<O extends { host: string }>(
  options: O,
  open: (options: O) => Promise<Opened>,
): Promise<Opened> {
  try {
    return await open(options)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (options.host !== '::' || !['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(code ?? '')) throw error
    return open({ ...options, host: '0.0.0.0' })
  }
}
