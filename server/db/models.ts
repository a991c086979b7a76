import type { Model, ModelStatic, Sequelize } from 'sequelize'
import type { EntityName } from '../contract/entities/index.ts'
import { entities } from '../contract/entities/index.ts'
import { columnsOf, tableOf } from './columns.ts'
import type { Column } from './columns.ts'
import type { SupportTable } from './support-tables.ts'
import { supportTables } from './support-tables.ts'

export type LedgerModel = ModelStatic<Model<Record<string, unknown>, Record<string, unknown>>>
export type Models = Record<EntityName, LedgerModel>
export type SupportModels = Record<SupportTable, LedgerModel>

function attributes(columns: Record<string, Column>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(columns).map(([key, { references: _, ...column }]) => [key, column]),
  )
}

/** The Sequelize models of all entities, from their declarations; who refers to whom is said in associations.ts. */
export function defineModels(sequelize: Sequelize): { models: Models; support: SupportModels } {
  const models = {} as Models
  for (const entity of Object.values(entities)) {
    models[entity.name as EntityName] = sequelize.define(
      entity.name,
      attributes(columnsOf(entity)) as never,
      { tableName: tableOf(entity.name) },
    ) as LedgerModel
  }
  const support = {} as SupportModels
  for (const [name, table] of Object.entries(supportTables)) {
    support[name as SupportTable] = sequelize.define(`_${name}`, attributes(table.columns) as never, {
      tableName: name,
    }) as LedgerModel
  }
  return { models, support }
}
