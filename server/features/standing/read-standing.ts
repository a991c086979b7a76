import type { App } from '../../app.ts'
import { select } from '../../db/select.ts'
import type { Standing } from '../../domain/mismatch.ts'

/** What a score is of: the whole city (id 0), a room, an organisation. */
export type Scope = 'city' | 'room' | 'organisation'

export interface ScopedStanding extends Standing {
  scope: Scope
  scopeId: number
}

const columnOf = { city: '0', room: '`roomId`', organisation: '`organisationId`' } as const

/** How every place stands now; places without records and without findings are left out. */
export async function readStandings(app: App): Promise<ScopedStanding[]> {
  const found: ScopedStanding[] = []
  for (const scope of ['city', 'room', 'organisation'] as const) {
    const places = new Map<number, ScopedStanding>()
    const at = (scopeId: number) => {
      const known = places.get(scopeId)
      if (known) return known
      const fresh = { scope, scopeId, records: 0, high: 0, medium: 0, low: 0 }
      places.set(scopeId, fresh)
      return fresh
    }
    // What is retired or terminated is in nobody's way.
    for (const [table, gone] of [
      ['device', 'retired'],
      ['line', 'terminated'],
    ] as const) {
      const rows = await counted(
        app,
        `SELECT ${columnOf[scope]} AS \`id\`, '' AS \`severity\`, COUNT(*) AS \`count\` FROM \`${table}\` WHERE \`status\` <> '${gone}'`,
      )
      for (const { id, count } of rows) at(id).records += count
    }
    const open = await counted(
      app,
      `SELECT ${columnOf[scope]} AS \`id\`, \`severity\`, COUNT(*) AS \`count\` FROM \`finding\` WHERE \`status\` = 'open'`,
    )
    for (const { id, severity, count } of open) at(id)[severity] += count
    found.push(...places.values())
  }
  return found
}

/** Rows of a grouped count; those of no room or organisation are left out. */
async function counted(
  { ledger }: App,
  sql: string,
): Promise<{ id: number; severity: 'high' | 'medium' | 'low'; count: number }[]> {
  const rows = await select(ledger, `${sql} GROUP BY 1, 2`, [])
  return rows
    .filter((row) => row['id'] !== null)
    .map((row) => ({
      id: Number(row['id']),
      severity: row['severity'] as 'high',
      count: Number(row['count']),
    }))
}
