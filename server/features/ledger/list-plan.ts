import type { Entity } from '../../contract/entity.ts'
import { columnsOf, indexedColumns, tableOf } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import type { Where } from './condition-sql.ts'
import { whereSql } from './condition-sql.ts'
import { select } from '../../db/select.ts'
import type { Expression } from './shape.ts'
import { joinSql, quote, self } from './shape.ts'

/*
 * A page can be found in two ways: walk the index of the sort until enough records match, or collect all that match
 * and sort them. Which is faster depends on how many match, and neither SQLite nor MariaDB knows that of a combination
 * of filters; both then sort tens of thousands of records to show fifty. So the list counts once, roughly, and says.
 */

/** How long a rough count is good enough. */
const keptMilliseconds = 60_000
const mostKept = 1_000
/** Below this, sorting all is as fast as anything. */
const fewRecords = 2_000

interface Kept {
  until: number
  value: Promise<number>
}
const counts = new WeakMap<Ledger, Map<string, Kept>>()

const indexed = new Map<string, Set<string>>()

/** Whether the database keeps an index in the order of this column of the entity's own table. */
function isIndexed(entity: Entity, column: string): boolean {
  let columns = indexed.get(entity.name)
  if (!columns) {
    const keys = Object.entries(columnsOf(entity))
      .filter(([, { unique, primaryKey, references }]) => unique || primaryKey || references)
      .map(([key]) => key)
    indexed.set(entity.name, (columns = new Set([...keys, ...indexedColumns(entity)])))
  }
  return columns.has(column)
}

/**
 * The column whose index to walk, when that is likely to meet a page of matching records sooner than collecting all
 * that match: of n records with m matches, walking reads about `page × n / m`, collecting m. Null to leave it to the
 * engine.
 */
export async function walkedColumn(
  ledger: Ledger,
  entity: Entity,
  where: Where,
  { column }: Expression,
  pageLength: number,
): Promise<string | null> {
  if (column === null || where.parts.length === 0 || !isIndexed(entity, column)) return null
  const table = quote(tableOf(entity.name))
  const all = await remembered(ledger, entity.name, async () => {
    const [row] = await select(ledger, `SELECT MAX(\`id\`) AS \`most\` FROM ${table}`)
    return Number(row?.['most'] ?? 0)
  })
  if (all < fewRecords) return null
  const enough = Math.ceil(Math.sqrt(pageLength * all))
  const sql = `SELECT 1 AS \`one\` FROM ${table} AS ${self} ${joinSql(where.joined)} ${whereSql(where)} LIMIT ${enough}`
  const matching = await remembered(ledger, `${sql} ${JSON.stringify(where.bind)}`, async () => {
    const [row] = await select(ledger, `SELECT COUNT(*) AS \`count\` FROM (${sql}) AS matching`, where.bind)
    return Number(row?.['count'] ?? 0)
  })
  return matching >= enough ? column : null
}

function remembered(ledger: Ledger, key: string, read: () => Promise<number>): Promise<number> {
  let kept = counts.get(ledger)
  if (!kept) counts.set(ledger, (kept = new Map()))
  const now = performance.now()
  const known = kept.get(key)
  if (known && known.until > now) return known.value
  if (kept.size >= mostKept) kept.clear()
  const value = read()
  kept.set(key, { until: now + keptMilliseconds, value })
  value.catch(() => kept.delete(key))
  return value
}
