import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { pause } from './usage.ts'

/*
 * The other side: Debian's prometheus-snmp-exporter with a module that walks ifTable and ifXTable and gives every column
 * as a metric, scraped over HTTP as Prometheus does it. Nothing is stored.
 */

export interface Exporter {
  process: ChildProcess
  /** Scrapes all targets; resolves with the number of samples in the answers. */
  scrape(targets: readonly string[]): Promise<number>
  stop(): void
}

const program = 'prometheus-snmp-exporter'
const atOnce = 64

export function hasExporter(): boolean {
  return spawnSync(program, ['--version']).status === 0
}

const columns: [table: string, column: number, name: string, type: string][] = [
  ...(
    [
      [1, 'ifIndex', 'gauge'],
      [2, 'ifDescr', 'DisplayString'],
      [3, 'ifType', 'gauge'],
      [4, 'ifMtu', 'gauge'],
      [5, 'ifSpeed', 'gauge'],
      [6, 'ifPhysAddress', 'PhysAddress48'],
      [7, 'ifAdminStatus', 'gauge'],
      [8, 'ifOperStatus', 'gauge'],
      [9, 'ifLastChange', 'gauge'],
      [10, 'ifInOctets', 'counter'],
      [11, 'ifInUcastPkts', 'counter'],
      [12, 'ifInNUcastPkts', 'counter'],
      [13, 'ifInDiscards', 'counter'],
      [14, 'ifInErrors', 'counter'],
      [15, 'ifInUnknownProtos', 'counter'],
      [16, 'ifOutOctets', 'counter'],
      [17, 'ifOutUcastPkts', 'counter'],
      [18, 'ifOutNUcastPkts', 'counter'],
      [19, 'ifOutDiscards', 'counter'],
      [20, 'ifOutErrors', 'counter'],
      [21, 'ifOutQLen', 'gauge'],
    ] as const
  ).map(([column, name, type]): (typeof columns)[number] => ['1.3.6.1.2.1.2.2.1', column, name, type]),
  ...(
    [
      [1, 'ifName', 'DisplayString'],
      [2, 'ifInMulticastPkts', 'counter'],
      [3, 'ifInBroadcastPkts', 'counter'],
      [4, 'ifOutMulticastPkts', 'counter'],
      [5, 'ifOutBroadcastPkts', 'counter'],
      [6, 'ifHCInOctets', 'counter'],
      [7, 'ifHCInUcastPkts', 'counter'],
      [8, 'ifHCInMulticastPkts', 'counter'],
      [9, 'ifHCInBroadcastPkts', 'counter'],
      [10, 'ifHCOutOctets', 'counter'],
      [11, 'ifHCOutUcastPkts', 'counter'],
      [12, 'ifHCOutMulticastPkts', 'counter'],
      [13, 'ifHCOutBroadcastPkts', 'counter'],
      [14, 'ifLinkUpDownTrapEnable', 'gauge'],
      [15, 'ifHighSpeed', 'gauge'],
      [16, 'ifPromiscuousMode', 'gauge'],
      [17, 'ifConnectorPresent', 'gauge'],
      [18, 'ifAlias', 'DisplayString'],
      [19, 'ifCounterDiscontinuityTime', 'gauge'],
    ] as const
  ).map(([column, name, type]): (typeof columns)[number] => ['1.3.6.1.2.1.31.1.1.1', column, name, type]),
]

/** The module; 50 repetitions instead of the usual 25, which halves the exporter's requests. */
function configuration(): string {
  const metrics = columns.map(([table, column, name, type]) =>
    [
      `  - name: ${name}`,
      `    oid: ${table}.${column}`,
      `    type: ${type}`,
      `    help: ${name}`,
      `    indexes:`,
      `    - labelname: ifIndex`,
      `      type: gauge`,
    ].join('\n'),
  )
  return [
    'tables:',
    '  walk:',
    '  - 1.3.6.1.2.1.2.2.1',
    '  - 1.3.6.1.2.1.31.1.1.1',
    '  metrics:',
    ...metrics,
    '  version: 2',
    '  max_repetitions: 50',
    '  timeout: 5s',
    '  auth:',
    '    community: public',
    '',
  ].join('\n')
}

export async function startExporter(folder: string, port: number): Promise<Exporter> {
  const file = join(folder, 'snmp.yml')
  writeFileSync(file, configuration())
  const child = spawn(
    program,
    [`--config.file=${file}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  process.once('exit', () => child.kill('SIGKILL'))
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const get = (path: string) => fetchSamples(agent, port, path)
  for (let attempt = 0; ; attempt++)
    try {
      await get('/')
      break
    } catch (error) {
      if (attempt === 50) throw error
      await pause(100)
    }
  return {
    process: child,
    async scrape(targets) {
      let next = 0
      let samples = 0
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          while (next < targets.length) {
            const own = await get(`/snmp?module=tables&target=${encodeURIComponent(targets[next++]!)}`)
            samples += own
          }
        }),
      )
      return samples
    },
    stop: () => void child.kill('SIGTERM'),
  }
}

/** Lines of an answer that are no comments; counted as they arrive, so that the client costs next to nothing. */
function fetchSamples(agent: Agent, port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({ agent, host: '127.0.0.1', port, path }, (response) => {
      let lines = 0
      let comments = 0
      response.on('data', (part: Buffer) => {
        for (let at = part.indexOf(10); at !== -1; at = part.indexOf(10, at + 1)) {
          lines++
          if (part[at + 1] === 35) comments++
        }
      })
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(Math.max(0, lines - comments))
          : reject(new Error(`${path}: HTTP ${response.statusCode}`)),
      )
      response.on('error', reject)
    })
    call.on('error', reject)
    call.end()
  })
}
