import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { SnmpAnswers } from '../../../collectors/snmp/session.ts'
import { compareOids } from '../../../collectors/snmp/oid.ts'
import type { Varbind, VarbindType } from '../../../collectors/snmp/varbind.ts'

const root = process.env['RECORDINGS_DIR'] ?? join(import.meta.dirname, '../../../../shared/recordings')

/** Where walks of real devices are, or null when this machine has none; says so aloud once. */
export const recordingsFolder: string | null = existsSync(join(root, 'snmp')) ? join(root, 'snmp') : null
if (recordingsFolder === null)
  console.warn(
    `\n*** No recordings of real devices at ${root} (RECORDINGS_DIR): tests that replay them are skipped. ***\n`,
  )

const types: Record<string, VarbindType> = {
  '2': 'integer',
  '4': 'octets',
  '5': 'null',
  '6': 'oid',
  '64': 'ip',
  '65': 'counter32',
  '66': 'gauge32',
  '67': 'timeticks',
  '70': 'counter64',
}

/** Recordings by the beginning of their name, packed up to so many bytes. */
export function recordingNames(prefix = '', largestBytes = Infinity): string[] {
  const folder = recordingsFolder
  if (folder === null) return []
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.snmprec.gz'))
    .filter((name) => statSync(join(folder, name)).size <= largestBytes)
    .map((name) => name.replace('.snmprec.gz', ''))
}

/** The varbinds of a walk in OID order; rows that do not parse are left out, as snmpsim leaves them out. */
export function readRecording(name: string): Varbind[] {
  if (recordingsFolder === null) throw new Error('no recordings')
  return parseRecording(gunzipSync(readFileSync(join(recordingsFolder, `${name}.snmprec.gz`))))
}

/*
 * Some walks hold a million rows of subscribers or routes, which no test looks at: of such a private or routing table
 * only the beginning is taken.
 */
const stemLength = 24
const longestRun = 10_000

export function parseRecording(bytes: Buffer): Varbind[] {
  const rows = new Map<string, { key: string; varbind: Varbind }>()
  // Latin-1 keeps each octet one character, so that GBK text survives.
  let stem = 'none yet'
  let run = 0
  for (const line of bytes.toString('latin1').split('\n')) {
    if (line.startsWith('1.3.6.1.4.1.') || line.startsWith('1.3.6.1.2.1.4.2')) {
      run = line.startsWith(stem) ? run + 1 : 0
      if (run === 0) stem = line.slice(0, stemLength)
    } else run = 0
    const first = line.indexOf('|')
    const isScalar = line.startsWith('.0', first - 2)
    if (run > longestRun && !isScalar) continue
    const second = line.indexOf('|', first + 1)
    if (first < 0 || second < 0) continue
    const oid = line.slice(line.startsWith('.') ? 1 : 0, first)
    const tag = line.slice(first + 1, second)
    const isHex = tag.endsWith('x')
    const type = types[isHex ? tag.slice(0, -1) : tag]
    const key = sortKey(oid)
    if (type === undefined || key === null || rows.has(oid)) continue
    const end = line.endsWith('\r') ? line.length - 1 : line.length
    rows.set(oid, { key, varbind: { oid, type, value: valueOf(type, line.slice(second + 1, end), isHex) } })
  }
  const sorted = [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return sorted.map((row) => row.varbind)
}

/** A text that compares as the OID does: two characters for each sub-identifier. Null when it is none. */
function sortKey(oid: string): string | null {
  let key = ''
  for (const part of oid.split('.')) {
    const number = Number(part)
    if (part === '' || !(number >= 0 && number < 2 ** 32)) return null
    key += String.fromCharCode(Math.floor(number / 65_536), number % 65_536)
  }
  return key
}

function valueOf(type: VarbindType, text: string, isHex: boolean): Varbind['value'] {
  if (type === 'octets') return Buffer.from(isHex ? text.replaceAll(' ', '') : text, isHex ? 'hex' : 'latin1')
  if (type === 'null') return null
  if (type === 'oid') return text.replace(/^\./, '')
  if (type === 'ip') return isHex ? [...Buffer.from(text, 'hex')].join('.') : text
  return Number(text)
}

/** A session that answers from a walk in memory, as a faultless agent would. */
export function recordingSession(varbinds: Varbind[]): SnmpAnswers & { requests: number } {
  const exact = new Map(varbinds.map((varbind) => [varbind.oid, varbind]))
  const firstBehind = (oid: string) => {
    let low = 0
    let high = varbinds.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compareOids(varbinds[middle]!.oid, oid) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }
  const session = {
    requests: 0,
    hasBulk: true,
    lastReplyOctets: 0,
    get(oids: string[]): Promise<Varbind[]> {
      session.requests++
      return Promise.resolve(
        oids.map((oid) => exact.get(oid) ?? { oid, type: 'noSuchInstance' as const, value: null }),
      )
    },
    getBulk(oids: string[], repetitions: number): Promise<Varbind[][]> {
      session.requests++
      return Promise.resolve(
        oids.map((oid) => {
          const start = firstBehind(oid)
          const rows = varbinds.slice(start, start + repetitions)
          return rows.length < repetitions
            ? [...rows, { oid: rows.at(-1)?.oid ?? oid, type: 'endOfMibView' as const, value: null }]
            : rows
        }),
      )
    },
  }
  return session
}
