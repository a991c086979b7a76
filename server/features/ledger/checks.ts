import type { Transaction } from 'sequelize'
import type { Entity } from '../../contract/entity.ts'
import { entities } from '../../contract/entities/index.ts'
import type { Issue } from '../../contract/error.ts'
import { AppError } from '../../contract/error.ts'
import { canGo } from '../../contract/state.ts'
import { columnsOf, tableOf } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import { supportTables } from '../../db/support-tables.ts'
import { select } from '../../db/select.ts'
import { entityNamed, quote } from './shape.ts'

type Values = Record<string, unknown>

/** @throws AppError transitionNotAllowed when a state may not follow the one that the record is in. */
export function checkTransitions(entity: Entity, current: Values, changed: Values): void {
  for (const [key, to] of Object.entries(changed)) {
    const field = entity.fields[key]
    const from = current[key]
    if (field?.type !== 'state' || typeof from !== 'string' || typeof to !== 'string') continue
    if (canGo(field.states, from, to)) continue
    const [fromLabel, toLabel] = [field.states[from]!.label, field.states[to]!.label]
    const details = {
      field: key,
      from,
      to,
      fromZh: fromLabel.zh,
      fromEn: fromLabel.en,
      toZh: toLabel.zh,
      toEn: toLabel.en,
    }
    throw new AppError('transitionNotAllowed', details, [
      { path: key, message: new AppError('transitionNotAllowed', details).text() },
    ])
  }
}

export function missingReference(entity: Entity, key: string): Issue {
  const field = entity.fields[key]
  const to = field?.type === 'reference' ? entityNamed(field.to) : entity
  return {
    path: key,
    message: {
      zh: `所选的${to.label.zh}不存在，可能已被删除。`,
      en: `That ${to.label.en.toLowerCase()} does not exist. It may have been deleted.`,
    },
  }
}

/** Issues for references that point to nothing, beside their fields. */
export async function referenceIssues(
  ledger: Ledger,
  entity: Entity,
  values: Values,
  transaction: Transaction,
): Promise<Issue[]> {
  const issues: Issue[] = []
  for (const [key, value] of Object.entries(values)) {
    const field = entity.fields[key]
    if (field?.type !== 'reference' || typeof value !== 'number') continue
    const found = await select(
      ledger,
      `SELECT 1 FROM ${quote(tableOf(field.to))} WHERE \`id\` = $1`,
      [value],
      transaction,
    )
    if (found.length === 0) issues.push(missingReference(entity, key))
  }
  return issues
}

export function duplicate(entity: Entity, keys: readonly string[]): AppError {
  const labels = keys.map((key) => entity.fields[key]?.label ?? { zh: key, en: key })
  const details = {
    fields: keys,
    fieldsZh: labels.map((label) => label.zh),
    fieldsEn: labels.map((label) => label.en),
  }
  return new AppError(
    'duplicateValue',
    details,
    keys.map((path) => ({
      path,
      message: {
        zh: '已有记录使用了这个值，请更换。',
        en: 'Another record already has this value. Choose another.',
      },
    })),
  )
}

/** @throws AppError duplicateValue */
export async function checkUnique(
  ledger: Ledger,
  entity: Entity,
  values: Values,
  id: number | null,
  transaction: Transaction,
): Promise<void> {
  const taken: string[] = []
  for (const [key, value] of Object.entries(values)) {
    if (!entity.fields[key]?.unique || value === null || value === undefined) continue
    const others = await select(
      ledger,
      `SELECT \`id\` FROM ${quote(tableOf(entity.name))} WHERE ${quote(key)} = $1 AND \`id\` <> $2`,
      [value as string, id ?? 0],
      transaction,
    )
    if (others.length > 0) taken.push(key)
  }
  if (taken.length > 0) throw duplicate(entity, taken)
}

/** Labels of support tables whose rows keep a record from being removed. */
const supportLabels: Record<string, { zh: string; en: string }> = {
  finding_comment: { zh: '意见', en: 'Comments' },
}

/** Everywhere that a record of this entity may be referred to in a way that forbids its removal. */
export function* restrictingReferences(entity: Entity) {
  const table = tableOf(entity.name)
  const holders = [
    ...Object.values(entities as Record<string, Entity>).map((each) => ({
      name: each.name,
      table: tableOf(each.name),
      columns: columnsOf(each),
      label: each.plural,
    })),
    ...Object.entries(supportTables).map(([name, { columns }]) => ({
      name,
      table: name,
      columns: columns as ReturnType<typeof columnsOf>,
      label: supportLabels[name] ?? { zh: name, en: name },
    })),
  ]
  for (const holder of holders) {
    for (const [key, column] of Object.entries(holder.columns)) {
      if (column.references?.table === table && column.references.onDelete === 'RESTRICT') {
        yield { ...holder, key }
      }
    }
  }
}

/** @throws AppError stillReferenced, for the first kind of record that points to it. */
export async function checkUnreferenced(
  ledger: Ledger,
  entity: Entity,
  id: number,
  transaction: Transaction,
): Promise<void> {
  for (const { name, table, key, label } of restrictingReferences(entity)) {
    const [found] = await select(
      ledger,
      `SELECT COUNT(*) AS \`count\` FROM ${quote(table)} WHERE ${quote(key)} = $1`,
      [id],
      transaction,
    )
    const count = Number(found?.['count'] ?? 0)
    if (count > 0) {
      throw new AppError('stillReferenced', {
        entity: name,
        field: key,
        count,
        entityZh: label.zh,
        entityEn: label.en,
      })
    }
  }
}
