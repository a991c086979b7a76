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
  end: ColumnEnd | null
}

/** Columns that share one GETBULK. More would leave too few rows for each reply. */
const columnsPerRequest = 8

/**
 * Reads columns side by side with GETBULK (RFC 3416, 4.2.3). Every varbind is checked against the one before it in its
 * column, also inside one reply, so the walk ends on any agent. What goes wrong is stated to `visit` with `about` as the
 * table's name; never rejects for what a device does.
 */
export async function walkColumns(visit: Visit, columns: string[], about: string): Promise<WalkedColumn[]> {
  const lanes = columns.map((column): Lane => ({ column, last: column, rows: new Map(), end: null }))
  const groups: Lane[][] = []
  for (let i = 0; i < lanes.length; i += columnsPerRequest) groups.push(lanes.slice(i, i + columnsPerRequest))
  await Promise.all(groups.map((group) => walkGroup(visit, group, about)))
  return lanes.map(({ column, rows, end }) => ({ column, rows, end: end ?? 'broken-off' }))
}

async function walkGroup(visit: Visit, group: Lane[], about: string): Promise<void> {
  let attempt = 0
  /** Lanes of the next request; fewer than are open after an error that one of them may have caused. */
  let width = group.length
  for (;;) {
    const open = group.filter((lane) => lane.end === null)
    if (open.length === 0) return
    const lanes = open.slice(0, Math.max(1, Math.min(width, visit.bulkVariables)))
    const repetitions = Math.max(1, Math.floor(visit.bulkVariables / lanes.length))
    try {
      const reply = await visit.bulk(
        lanes.map((lane) => lane.last),
        repetitions,
      )
      if (advance(visit, lanes, reply, about)) {
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
        // One variable that the agent cannot give fails the whole request: narrow it down to that variable.
        if (visit.bulkVariables > 1 && repetitions > 1) visit.shrink()
        else if (lanes.length > 1) width = Math.ceil(lanes.length / 2)
        else {
          breakOff(visit, lanes, 'error-status', about, error.message)
          width = group.length
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

/** Takes a reply into its lanes. False when it brought nothing at all. */
function advance(visit: Visit, lanes: Lane[], reply: Varbind[][], about: string): boolean {
  let progress = false
  lanes.forEach((lane, position) => {
    for (const varbind of reply[position] ?? []) {
      if (lane.end !== null) break
      progress = true
      lane.end = take(visit, lane, varbind, about)
    }
  })
  return progress
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
  if (isException(varbind)) return null
  lane.rows.set(instanceOf(varbind.oid, lane.column), varbind)
  if (lane.rows.size < visit.rowLimit) return null
  visit.state('row-limit', about, lane.column)
  return 'row-limit'
}
