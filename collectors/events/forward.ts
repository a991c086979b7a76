import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { eventLinkEndpoints as link } from '../../server/contract/endpoints/events.ts'
import { ReceivedEvent, type ReceiverReport } from '../../server/contract/events.ts'
import type { Localised } from '../../server/contract/text.ts'
import { deliver } from '../deliver.ts'
import type { Sink } from '../sink.ts'
import type { SnmpCredential } from '../snmp/credential.ts'
import { openSpoolOf, type SpoolKind } from '../spool.ts'
import { withLost } from './counters.ts'
import type { PortNews, ReceiverOptions } from './receiver.ts'
import type { FromThread, ToThread } from './thread-messages.ts'

/** On which ports a collector takes events, and from whom. */
export type EventSettings = Pick<ReceiverOptions, 'host' | 'trapPort' | 'syslogPort' | 'communities'>

export interface ForwardOptions {
  settings: EventSettings
  /** The collector's folder; events wait in one of their own below it. */
  folder: string
  sink: Sink
  signal: AbortSignal
  warn: (text: Localised) => void
}

export interface EventForwarding {
  useCredentials(credentials: Iterable<SnmpCredential>): void
  /** What the receivers said of themselves last. */
  reports(): ReceiverReport[]
  /** Closes the ports; what came in is spooled. */
  stop(): Promise<void>
}

const eventSpool: SpoolKind<ReceivedEvent> = {
  schema: ReceivedEvent,
  idOf: (event) => event.id,
  noun: { zh: '设备事件', en: 'events' },
  perFile: 250,
}

const spoolLimitBytes = 64 * 2 ** 20
/** Events on their way to the disk; what a thread brings beyond is lost, and counted in the receiver's report. */
const mostWaiting = 5000

/** Runs the receiver in its thread, spools what it brings, and hands it to the server. */
export async function startForwarding(options: ForwardOptions): Promise<EventForwarding> {
  const { settings, sink, signal, warn } = options
  const spool = await openSpoolOf(eventSpool, {
    folder: join(options.folder, 'events'),
    limitBytes: spoolLimitBytes,
    warn,
  })
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: { ...settings, folder: options.folder } satisfies ReceiverOptions,
  })
  let reports: ReceiverReport[] = []
  let waiting = 0
  const lost: Record<ReceiverReport['kind'], number> = { trap: 0, syslog: 0 }
  const writing = new Set<Promise<void>>()

  const keep = (event: ReceivedEvent) => {
    if (waiting >= mostWaiting) {
      lost[event.source === 'syslog' ? 'syslog' : 'trap']++
      return
    }
    waiting++
    const written = spool.add(event).finally(() => {
      waiting--
      writing.delete(written)
    })
    writing.add(written)
  }
  const ended = new Promise<void>((resolve) => {
    thread.on('message', (message: FromThread) => {
      if (message.type === 'events') for (const event of message.events) keep(event)
      else if (message.type === 'report') reports = message.receivers
      else if (message.type === 'port') warn(portText(message.news))
    })
    thread.on('error', (error) =>
      warn({ zh: `事件接收器内部出错：${error.message}`, en: `The event receiver failed: ${error.message}` }),
    )
    thread.on('exit', () => resolve())
  })
  const delivering = deliver({
    kind: eventSpool,
    spool,
    send: (events) => sink.call(link.ingest, { body: { events }, compress: true, signal, timeoutMs: 60_000 }),
    signal,
    warn,
  })
  const tell = (message: ToThread) => thread.postMessage(message)
  return {
    useCredentials(credentials) {
      const users = [...credentials].filter((credential) => credential.version === '3')
      tell({ type: 'users', users })
    },
    reports: () => reports.map((report) => withLost(report, lost[report.kind])),
    async stop() {
      tell({ type: 'stop' })
      await ended
      await Promise.all(writing)
      await delivering
      await spool.close()
    },
  }
}

const remedies: Record<string, Localised> = {
  EACCES: {
    zh: '没有权限：1024 以下的端口需要 root 或 CAP_NET_BIND_SERVICE，也可改用其他端口',
    en: 'no permission: ports below 1024 need root or CAP_NET_BIND_SERVICE; another port works too',
  },
  EADDRINUSE: { zh: '端口已被其他程序占用', en: 'another program uses the port' },
  EADDRNOTAVAIL: { zh: '本机没有该地址', en: 'this machine does not have the address' },
}

/** What an operator should know when a port was opened or could not be. */
function portText({ kind, transport, port, fault }: PortNews): Localised {
  const name = `${kind === 'trap' ? 'SNMP trap' : 'syslog'} ${transport.toUpperCase()} ${port}`
  if (fault === null) return { zh: `正在接收 ${name}。`, en: `Receiving ${name}.` }
  const remedy = remedies[fault] ?? { zh: fault, en: fault }
  const variable = kind === 'trap' ? 'CITYBASE_TRAP_PORT' : 'CITYBASE_SYSLOG_PORT'
  return {
    zh: `无法打开 ${name}（${remedy.zh}）。采集照常进行，每 30 秒重试一次；可用 ${variable} 换端口，0 为关闭。`,
    en: `${name} cannot be opened (${remedy.en}). Collecting goes on, and it is tried again every 30 s; ${variable} chooses another port, 0 turns it off.`,
  }
}
