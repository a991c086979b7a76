import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/*
 * A farm of simulated devices: one C process that answers SNMP for thousands of loopback addresses from recordings made
 * here, so that every column of ifTable and ifXTable is there and its counters move.
 */

export interface Farm {
  process: ChildProcess
  stop(): void
}

/** Where device `n` (from 0) of a farm answers. */
export function addressOf(device: number): string {
  return `127.1.${Math.floor(device / 250)}.${(device % 250) + 1}`
}

/** An address that nobody answers at. */
export function deadAddressOf(device: number): string {
  return `127.3.${Math.floor(device / 250)}.${(device % 250) + 1}`
}

/** The farm's source: `SNMPFARM` or beside the project; null when it is not there. */
export function farmSource(): string | null {
  const path = process.env['SNMPFARM'] ?? resolve(import.meta.dirname, '../../../../shared/tools/snmpfarm.c')
  return existsSync(path) ? path : null
}

/** Compiles the farm and starts it with devices whose ports are `ports[n % ports.length]`. */
export async function startFarm(
  folder: string,
  source: string,
  port: number,
  devices: number,
  ports: readonly number[],
): Promise<Farm> {
  mkdirSync(folder, { recursive: true })
  const program = join(folder, 'snmpfarm')
  const made = spawnSync('cc', ['-O2', '-o', program, source], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`cc: ${made.stderr ?? made.error}`)
  const recordings = ports.map((count, position) => {
    const path = join(folder, `device-${position}.snmprec`)
    writeFileSync(path, recordingOf(count))
    return path
  })
  const child = spawn(program, [String(port), 'public', String(devices), ...recordings], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  await new Promise<void>((ready, fail) => {
    child.once('exit', (code) => fail(new Error(`the farm ended with ${code}`)))
    child.stderr.once('data', () => ready())
  })
  return { process: child, stop: () => void child.kill('SIGTERM') }
}

/** ifTable has 22 columns, ifXTable 19 (RFC 2863). */
export const columnsPerPort = 41

/**
 * One device in the format `oid|tag|value`, tags as in BER; three ports of five are up. Only sysUpTime is TimeTicks here:
 * the farm lets every value of that type grow, and ifLastChange stands still on a port that stays as it is.
 */
function recordingOf(ports: number): string {
  const lines = [
    '1.3.6.1.2.1.1.1.0|4|Bench switch',
    '1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.8072.3.2.10',
    '1.3.6.1.2.1.1.3.0|67|123456',
    '1.3.6.1.2.1.1.5.0|4|bench',
    `1.3.6.1.2.1.2.1.0|2|${ports}`,
    '1.3.6.1.2.1.31.1.5.0|2|100',
  ]
  for (let index = 1; index <= ports; index++) {
    const isUp = index % 5 < 3
    const counter = (column: number) => (isUp ? index * 1_000_003 + column * 10_007 : 0)
    const basic: [number, number, string | number][] = [
      [1, 2, index],
      [2, 4, `GigabitEthernet0/0/${index}`],
      [3, 2, 6],
      [4, 2, 1500],
      [5, 66, 1_000_000_000],
      [6, 4, `00bench${index}`.slice(0, 6)],
      [7, 2, 1],
      [8, 2, isUp ? 1 : 2],
      [9, 2, 100 + index],
      ...[10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20].map((column): [number, number, number] => [
        column,
        65,
        counter(column),
      ]),
      [21, 66, 0],
      [22, 6, '0.0'],
    ]
    const extended: [number, number, string | number][] = [
      [1, 4, `GE0/0/${index}`],
      ...[2, 3, 4, 5].map((column): [number, number, number] => [column, 65, counter(column)]),
      ...[6, 7, 8, 9, 10, 11, 12, 13].map((column): [number, number, number] => [
        column,
        70,
        counter(column) * 5000,
      ]),
      [14, 2, 1],
      [15, 66, 1000],
      [16, 2, 2],
      [17, 2, 1],
      [18, 4, `to room ${index}`],
      [19, 2, 0],
    ]
    for (const [column, tag, value] of basic)
      lines.push(`1.3.6.1.2.1.2.2.1.${column}.${index}|${tag}|${value}`)
    for (const [column, tag, value] of extended)
      lines.push(`1.3.6.1.2.1.31.1.1.1.${column}.${index}|${tag}|${value}`)
  }
  return `${lines.join('\n')}\n`
}
