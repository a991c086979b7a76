import { readFileSync } from 'node:fs'

/** Linux' own tables of UDP sockets (proc(5)); the last column counts what their receive buffers had no room for. */
const tables = ['/proc/net/udp', '/proc/net/udp6']

/**
 * Datagrams that the system threw away before this process could read them, for the sockets on a local port. Elsewhere
 * than on Linux it is not known, and 0.
 */
export function systemDrops(port: number): number {
  let drops = 0
  for (const table of tables) drops += dropsIn(read(table), port)
  return drops
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function dropsIn(table: string, port: number): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  let drops = 0
  for (const line of table.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/)
    if (columns[1]?.endsWith(local)) drops += Number(columns.at(-1)) || 0
  }
  return drops
}
