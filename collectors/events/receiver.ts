import type { ReceivedEvent, ReceiverReport } from '../../server/contract/events.ts'
import type { SnmpCredential } from '../snmp/credential.ts'
import { usualLimits, type FloodLimits } from './flood-guard.ts'
import { Intake, type Kind } from './intake.ts'
import { usualJoining, type JoinerOptions } from './joiner.ts'
import { loadKnowledge } from './knowledge.ts'
import { tcpPort, udpPort, type Port } from './ports.ts'
import { describeNotification } from './snmp/describe.ts'
import { openEngine } from './snmp/engine.ts'
import { handleDatagram } from './snmp/handle-datagram.ts'
import { KeyRing } from './snmp/key-ring.ts'
import { Security } from './snmp/security.ts'
import { systemDrops } from './system-drops.ts'
import { describeLine } from './syslog/describe.ts'
import { longestFrame } from './syslog/framing.ts'

type V3 = Extract<SnmpCredential, { version: '3' }>

export interface ReceiverOptions {
  /** Address to listen on. */
  host: string
  /** UDP; 0 is off. */
  trapPort: number
  /** UDP and TCP; 0 is off. */
  syslogPort: number
  /** Communities that traps may carry; null allows any. */
  communities: string[] | null
  /** Where the SNMP engine's id and boots are kept. */
  folder: string
  limits?: FloodLimits
  joining?: JoinerOptions
}

/** A port that was opened, or could not be. */
export interface PortNews {
  kind: Kind
  transport: 'udp' | 'tcp'
  port: number
  fault: string | null
}

export interface Receiver {
  /** The v3 users that traps and informs may come from. */
  useUsers(users: V3[]): void
  /** Events to hand on now. */
  drain(): ReceivedEvent[]
  report(): ReceiverReport[]
  /** Closes the ports; the events that are left. */
  close(): Promise<ReceivedEvent[]>
}

/** Opens the ports on which devices report by themselves. Nothing that arrives makes it throw. */
export function openReceiver(options: ReceiverOptions, onPort: (news: PortNews) => void): Receiver {
  const { host } = options
  const knowledge = loadKnowledge()
  const keys = new KeyRing()
  const engine = openEngine(options.folder, Date.now)
  const security = new Security(engine, keys, () => Math.floor(Date.now() / 1000))
  const communities = options.communities === null ? null : new Set(options.communities)
  const intake = new Intake({
    limits: options.limits ?? usualLimits,
    joining: options.joining ?? usualJoining,
    now: Date.now,
  })
  const news =
    (kind: Kind, transport: 'udp' | 'tcp', port: number) =>
    ({ fault }: { fault: string | null }) =>
      onPort({ kind, transport, port, fault })

  const traps = (port: number): Port[] => [
    udpPort(
      {
        host,
        port,
        onMessage: (bytes, arrival, reply) =>
          intake.take('trap', arrival, () => {
            const handled = handleDatagram(bytes, security, communities)
            if (handled.reply !== null) reply(handled.reply)
            return handled.notification === null
              ? { drop: handled.drop }
              : describeNotification(handled.notification, arrival, knowledge)
          }),
      },
      news('trap', 'udp', port),
    ),
  ]
  const syslog = (port: number): Port[] => [
    udpPort(
      {
        host,
        port,
        onMessage: (bytes, arrival) =>
          intake.take('syslog', arrival, () => {
            const truncated = bytes.length > longestFrame
            const frame = { bytes: bytes.subarray(0, longestFrame), truncated }
            return describeLine(frame, arrival, new Date(), knowledge) ?? { drop: 'malformed' }
          }),
      },
      news('syslog', 'udp', port),
    ),
    tcpPort(
      {
        host,
        port,
        onFrame: (frame, arrival) =>
          intake.take(
            'syslog',
            arrival,
            () => describeLine(frame, arrival, new Date(), knowledge) ?? { drop: 'malformed' },
          ),
        onTurnedAway: (address) => intake.drop('syslog', 'too-many-connections', address),
      },
      news('syslog', 'tcp', port),
    ),
  ]
  const ports: Record<Kind, Port[]> = {
    trap: options.trapPort === 0 ? [] : traps(options.trapPort),
    syslog: options.syslogPort === 0 ? [] : syslog(options.syslogPort),
  }
  const report = (kind: Kind, port: number): ReceiverReport => {
    const states = ports[kind].map((one) => one.status())
    const bad = states.find(({ status }) => status !== 'listening')
    const state = port === 0 ? { status: 'off' as const, fault: null } : (bad ?? states[0]!)
    return intake.report({ kind, port, ...state }, state.status === 'listening' ? systemDrops(port) : 0)
  }
  return {
    useUsers: (users) => keys.use(users),
    drain: () => intake.drain(),
    report: () => [report('trap', options.trapPort), report('syslog', options.syslogPort)],
    async close() {
      await Promise.all(Object.values(ports).flatMap((kind) => kind.map((port) => port.close())))
      return intake.finish()
    },
  }
}
