import { SnmpFailure } from './failure.ts'
import { compareOids, instanceOf, isBelow } from './oid.ts'
import { isException, type Varbind } from './varbind.ts'
import type { Visit } from './visit.ts'

/**
 * How the reading of one column ended: `complete` (its end was seen), `not-increasing` (the agent repeated an OID or went
 * back), `broken-off` (no answer, an error, an empty reply), `row-limit`.
 */
export type ColumnEnd = 'complete' | 'not-increasing' | 'broken-off' | 'row-limit'

export interface WalkedColumn {
  /** OID of the column. */
  column: string
  /** Varbinds by the index part of their OID, in the agent's order. */
  rows: Map<string, Varbind>
  end: ColumnEnd
}

interface Lane {
  column: string
  /** The last OID received in this column; the next must stand behind it. */
  last: string
  rows: Map<string, Varbind>
  /** Names without a value that the agent walked through. */
  gaps: number
  end: ColumnEnd | null
}

/** Columns that share one GETBULK. More would leave too few rows for each reply. */
const columnsPerRequest = 8

/** What fits into one unfragmented datagram on Ethernet, behind the headers of IP and UDP (RFC 894, RFC 768). */
const mostReplyOctets = 1472

/**
 * Reads columns side by side with GETBULK (RFC 3416, 4.2.3). Every varbind is checked against the one before it in its
 * column, also inside one reply, so the walk ends on any agent. What goes wrong is stated to `visit` with `about` as the
 * table's name; never rejects for what a device does.
 */
export async function walkColumns(visit: Visit, columns: string[], about: string): Promise<WalkedColumn[]> {
  const lanes = columns.map((column): Lane => ({ column, last: column, rows: new Map(), gaps: 0, end: null }))
  const groups: Lane[][] = []
  for (let i = 0; i < lanes.length; i += columnsPerRequest) groups.push(lanes.slice(i, i + columnsPerRequest))
  await Promise.all(groups.map((group) => walkGroup(visit, group, about)))
  return lanes.map(({ column, rows, end }) => ({ column, rows, end: end ?? 'broken-off' }))
}

async function walkGroup(visit: Visit, group: Lane[], about: string): Promise<void> {
  let attempt = 0
  /** Lanes of the next request; fewer than are open after an answer that one of them may have spoilt. */
  let width = group.length
  /** The most rows of the next request, for the same reason. */
  let depth = Infinity
  /** The most that a variable of this table took of a datagram. */
  let octetsPerVariable = 0
  for (;;) {
    const open = group.filter((lane) => lane.end === null)
    if (open.length === 0) return
    const fitting = octetsPerVariable === 0 ? Infinity : Math.floor(mostReplyOctets / octetsPerVariable)
    const variables = Math.max(1, Math.min(visit.bulkVariables, fitting))
    const lanes = open.slice(0, Math.max(1, Math.min(width, variables)))
    const repetitions = visit.hasBulk ? Math.max(1, Math.min(depth, Math.floor(variables / lanes.length))) : 1
    try {
      const reply = await visit.bulk(
        lanes.map((lane) => lane.last),
        repetitions,
      )
      octetsPerVariable = Math.max(octetsPerVariable, reply.octetsPerVariable)
      const taken = advance(visit, lanes, reply.columns, about)
      if (taken === 'ambiguous') width = 1
      if (taken !== 'nothing') {
        attempt = 0
        continue
      }
      // Nothing in it: an overloaded agent may answer a smaller request; otherwise its rows are missing, not finished.
      if (attempt++ < visit.retries && visit.shrink()) continue
      breakOff(visit, lanes, 'empty-reply', about, null)
      attempt = 0
    } catch (error) {
      if (!(error instanceof SnmpFailure)) throw error
      if (visit.ended !== null) return breakOff(visit, open, visit.ended.code, about, visit.ended.message)
      if (error.code === 'error-status') {
        if (error.errorStatus === 'tooBig' && visit.shrink()) continue
        // One variable that the agent cannot give fails the whole request: narrow it down to that variable.
        if (repetitions > 1) depth = 1
        else if (lanes.length > 1) width = Math.ceil(lanes.length / 2)
        else {
          breakOff(visit, lanes, 'error-status', about, error.message)
          width = group.length
          depth = Infinity
        }
        continue
      }
      if (attempt++ < visit.retries) {
        visit.shrink()
        continue
      }
      visit.lost(error)
      breakOff(
        visit,
        lanes,
        error.code === 'garbage-received' ? error.code : 'walk-broken-off',
        about,
        error.message,
      )
      attempt = 0
    }
  }
}

function breakOff(
  visit: Visit,
  lanes: Lane[],
  code: 'walk-broken-off' | SnmpFailure['code'],
  about: string,
  detail: string | null,
): void {
  for (const lane of lanes) lane.end = 'broken-off'
  visit.state(code, about, detail)
}

/**
 * Takes a reply into its lanes. Values are told apart by their place only (RFC 3416, 4.2.3), so a reply that leaves some
 * out, or puts a value of one column in the place of another, must not end a column: it is `ambiguous`, its values are
 * taken where their OID agrees, and its columns are asked for one by one. `nothing`: it was empty.
 */
function advance(
  visit: Visit,
  lanes: Lane[],
  reply: Varbind[][],
  about: string,
): 'progress' | 'ambiguous' | 'nothing' {
  if (lanes.every((_, position) => (reply[position] ?? []).length === 0)) return 'nothing'
  const doubtful = lanes.length > 1 && isDoubtful(lanes, reply)
  let ambiguous = false
  lanes.forEach((lane, position) => {
    for (const varbind of reply[position] ?? []) {
      if (lane.end !== null) break
      if (doubtful && !isException(varbind) && !isBelow(varbind.oid, lane.column)) {
        ambiguous = true
        break
      }
      lane.end = take(visit, lane, varbind, about)
    }
  })
  return ambiguous ? 'ambiguous' : 'progress'
}

/** Whether columns differ in length without having ended, or a value stands before the column whose place it has. */
function isDoubtful(lanes: Lane[], reply: Varbind[][]): boolean {
  const running = reply.filter((column) => column.at(-1)?.type !== 'endOfMibView')
  if (running.some((column) => column.length !== running[0]?.length)) return true
  return lanes.some(({ column }, position) =>
    (reply[position] ?? []).some((varbind) => !isException(varbind) && compareOids(varbind.oid, column) <= 0),
  )
}

function take(visit: Visit, lane: Lane, varbind: Varbind, about: string): ColumnEnd | null {
  if (varbind.type === 'endOfMibView') return 'complete'
  const order = compareOids(varbind.oid, lane.last)
  // noSuchObject and noSuchInstance have no place in a walk; where they stand still they say: there is nothing here.
  if (isException(varbind) && order <= 0) return 'complete'
  if (order <= 0) {
    visit.state('walk-not-increasing', about, `${varbind.oid} after ${lane.last}`)
    return 'not-increasing'
  }
  if (!isBelow(varbind.oid, lane.column)) return 'complete'
  lane.last = varbind.oid
  // It has no value and yet moved on: not a row, but it counts, or such an agent could go on for ever.
  if (isException(varbind)) return ++lane.gaps < visit.rowLimit ? null : 'broken-off'
  lane.rows.set(instanceOf(varbind.oid, lane.column), varbind)
  if (lane.rows.size < visit.rowLimit) return null
  visit.state('row-limit', about, lane.column)
  return 'row-limit'
}
