import type { Transaction } from 'sequelize'
import type { Entity } from '../../contract/entity.ts'
import { selectIn } from '../../db/bulk.ts'
import { tableOf } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import { restrictingReferences } from './checks.ts'
import { quote } from './shape.ts'

/*
 * What the database would refuse, asked for many records of one entity at once.
 */

type Values = Record<string, unknown>

interface Item {
  /** 0 for a record that is not there yet. */
  id: number
  values: Values
}

type Goes = (entity: string, id: number) => boolean

/** Which of these records others refer to in a way that forbids their removal; `goes` says which others go as well. */
export async function holdersOf(
  ledger: Ledger,
  entity: Entity,
  ids: readonly number[],
  goes: Goes,
  transaction?: Transaction,
): Promise<Set<number>> {
  const held = new Set<number>()
  if (ids.length === 0) return held
  for (const { name, table, key } of restrictingReferences(entity)) {
    const rows = await selectIn(
      ledger,
      `SELECT ${quote(key)} AS \`held\`, \`id\` FROM ${quote(table)} WHERE ${quote(key)} IN ()`,
      ids,
      transaction,
    )
    for (const row of rows) if (!goes(name, row['id'] as number)) held.add(row['held'] as number)
  }
  return held
}

/** Unique fields whose values other records have, by record. */
export async function takenBy(
  ledger: Ledger,
  entity: Entity,
  items: readonly Item[],
  goes: Goes,
  transaction?: Transaction,
): Promise<Map<number, string[]>> {
  const taken = new Map<number, string[]>()
  for (const [key, field] of Object.entries(entity.fields)) {
    if (!field.unique) continue
    const wanted = items.filter(({ values }) => values[key] !== null && values[key] !== undefined)
    const rows = await selectIn(
      ledger,
      `SELECT \`id\`, ${quote(key)} AS \`value\` FROM ${quote(tableOf(entity.name))} WHERE ${quote(key)} IN ()`,
      wanted.map(({ values }) => values[key] as string),
      transaction,
    )
    const owner = new Map(rows.map((row) => [row['value'], row['id'] as number]))
    for (const { id, values } of wanted) {
      const other = owner.get(values[key])
      if (other !== undefined && other !== id && !goes(entity.name, other))
        taken.set(id, [...(taken.get(id) ?? []), key])
    }
  }
  return taken
}

/** Reference fields whose records are not there, by record; `comes` says which will be. */
export async function missingTargets(
  ledger: Ledger,
  entity: Entity,
  items: readonly Item[],
  comes: Goes,
  transaction?: Transaction,
): Promise<Map<number, string[]>> {
  const missing = new Map<number, string[]>()
  for (const [key, field] of Object.entries(entity.fields)) {
    if (field.type !== 'reference') continue
    const wanted = items.filter(({ values }) => typeof values[key] === 'number')
    const targets = [...new Set(wanted.map(({ values }) => values[key] as number))]
    const rows = await selectIn(
      ledger,
      `SELECT \`id\` FROM ${quote(tableOf(field.to))} WHERE \`id\` IN ()`,
      targets,
      transaction,
    )
    const there = new Set(rows.map((row) => row['id']))
    for (const { id, values } of wanted) {
      const target = values[key] as number
      if (!there.has(target) && !comes(field.to, target)) missing.set(id, [...(missing.get(id) ?? []), key])
    }
  }
  return missing
}
