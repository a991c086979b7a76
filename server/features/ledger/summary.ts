import type { Entity } from '../../contract/entity.ts'
import { AppError } from '../../contract/error.ts'
import type { Field } from '../../contract/field.ts'
import type { FilterQuery, Summary } from '../../contract/list-query.ts'
import { filterableFields } from '../../contract/list-query.ts'
import { tableOf } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import { roundTo } from '../../domain/decimals.ts'
import { whereOf, whereSql } from './condition-sql.ts'
import type { Where } from './condition-sql.ts'
import { select } from '../../db/select.ts'
import type { Expression } from './shape.ts'
import { fieldOf, hasName, joinSql, joinTo, pointsTo, quote, self, valueOf } from './shape.ts'

/** Most values of one facet; the rarest are left out beyond it. */
const mostFacetValues = 500

type Facet = Summary['facets'][string]

const names = (list: string | undefined) => (list ?? '').split(',').filter(Boolean)

/**
 * Count, sums and facets of the records that a list's filters select.
 * @throws AppError unknownFilter, invalidFilterValue
 */
export async function summariseRecords<E extends Entity>(
  { ledger }: { ledger: Ledger },
  entity: E,
  query: FilterQuery<E> & { facets?: string; sums?: string },
): Promise<Summary> {
  const asked: { facets?: string; sums?: string } = query
  const sumKeys = allowed(names(asked.sums), summable(entity))
  const facetKeys = allowed(
    names(asked.facets),
    filterableFields(entity).map(([key]) => key),
  )
  const where = whereOf(entity, query)
  const { count, sums } = await countAndSums(ledger, entity, where, sumKeys)
  const facets: Record<string, Facet> = {}
  for (const key of facetKeys) facets[key] = await facet(ledger, entity, where, key)
  return { count, sums, facets }
}

function allowed(asked: string[], known: string[]): string[] {
  for (const name of asked)
    if (!known.includes(name)) throw new AppError('unknownFilter', { name, allowed: known })
  return asked
}

function summable(entity: Entity): string[] {
  return Object.entries(entity.fields)
    .filter(
      ([, field]) => field.type === 'number' || (field.type === 'via' && field.of === 'number' && !field.to),
    )
    .map(([key]) => key)
}

function from(entity: Entity, expressions: Pick<Expression, 'joins'>[]): string {
  return `FROM ${quote(tableOf(entity.name))} AS ${self} ${joinSql(expressions)}`
}

async function countAndSums(ledger: Ledger, entity: Entity, where: Where, sumKeys: string[]) {
  const summed = sumKeys.map((key) => valueOf(entity, key))
  const columns = summed.map(({ sql }, i) => `, SUM(${sql}) AS \`sum${i}\``).join('')
  const [row] = await select(
    ledger,
    `SELECT COUNT(*) AS \`count\`${columns} ${from(entity, [...where.joined, ...summed])} ${whereSql(where)}`,
    where.bind,
  )
  const sums: Record<string, number | null> = {}
  sumKeys.forEach((key, i) => {
    const sum = row![`sum${i}`]
    sums[key] = sum === null ? null : roundTo(Number(sum), decimalsOf(entity.fields[key]))
  })
  return { count: Number(row!['count']), sums }
}

/** Sums of binary fractions drift in the last places; a sum has the decimals that its values have. */
function decimalsOf(field: Field | undefined): number {
  return field?.type === 'number' ? (field.decimals ?? 6) : 6
}

async function facet(ledger: Ledger, entity: Entity, where: Where, key: string): Promise<Facet> {
  const field = fieldOf(entity, key)!
  const value = valueOf(entity, key)
  const to = pointsTo(field)
  const named = to && hasName(to) ? { ...joinTo(entity, key), to } : null
  const label = named ? `${quote(named.alias)}.${quote(named.to.nameField)}` : 'NULL'
  const labelEn = named?.to.bilingual ? `${quote(named.alias)}.\`nameEn\`` : 'NULL'
  const rows = await select(
    ledger,
    `SELECT ${value.sql} AS \`value\`, MIN(${label}) AS \`label\`, MIN(${labelEn}) AS \`labelEn\`, COUNT(*) AS \`count\` ${from(entity, [...where.joined, value, ...(named ? [named] : [])])} ${whereSql(where)} GROUP BY ${value.sql} ORDER BY \`count\` DESC, \`value\` LIMIT ${mostFacetValues}`,
    where.bind,
  )
  return rows.map((row) => presentValue(field, row))
}

function presentValue(field: Field, row: Record<string, unknown>): Facet[number] {
  const count = Number(row['count'])
  const value = row['value'] as string | number | null
  if (value === null) return { value: null, label: null, labelEn: null, count }
  if (field.type === 'boolean') {
    const isTrue = Boolean(value)
    return { value: isTrue, label: isTrue ? '是' : '否', labelEn: isTrue ? 'Yes' : 'No', count }
  }
  const states = field.type === 'state' || field.type === 'via' ? field.states : undefined
  const state = states?.[String(value)]
  if (state) return { value, label: state.label.zh, labelEn: state.label.en, count }
  const label = (row['label'] as string | null) ?? String(value)
  return { value, label, labelEn: (row['labelEn'] as string | null) ?? label, count }
}

/** How many records have a date in each year, oldest first; those without one last, as year null. */
export async function countByYear<E extends Entity>(
  { ledger }: { ledger: Ledger },
  entity: E,
  query: FilterQuery<E>,
  dateKey: keyof E['fields'] & string,
): Promise<{ year: string | null; count: number }[]> {
  const where = whereOf(entity, query)
  const date = valueOf(entity, dateKey)
  const rows = await select(
    ledger,
    `SELECT SUBSTR(${date.sql}, 1, 4) AS \`year\`, COUNT(*) AS \`count\` ${from(entity, [...where.joined, date])} ${whereSql(where)} GROUP BY SUBSTR(${date.sql}, 1, 4) ORDER BY \`year\``,
    where.bind,
  )
  const counts = rows.map((row) => ({ year: row['year'] as string | null, count: Number(row['count']) }))
  return [...counts.filter(({ year }) => year !== null), ...counts.filter(({ year }) => year === null)]
}
