import { DataTypes } from 'sequelize'
import type { DataType, QueryInterface } from 'sequelize'

/*
 * The words in which migrations are written. A migration never reads the contract: it says what the database looked
 * like on its day, and stays as it is when entities change.
 */

export interface Migration {
  name: string
  up(query: QueryInterface): Promise<void>
  down(query: QueryInterface): Promise<void>
}

interface ColumnSpec {
  type: DataType
  allowNull?: boolean
  unique?: boolean
  primaryKey?: boolean
  autoIncrement?: boolean
  references?: { model: string; key: string }
  onDelete?: string
  onUpdate?: string
}

export const id = (): ColumnSpec => ({
  type: DataTypes.INTEGER,
  allowNull: false,
  primaryKey: true,
  autoIncrement: true,
})
export const string = (length: number): ColumnSpec => ({ type: DataTypes.STRING(length), allowNull: true })
export const text = (): ColumnSpec => ({ type: DataTypes.TEXT, allowNull: true })
export const longText = (): ColumnSpec => ({ type: DataTypes.TEXT('long'), allowNull: true })
export const integer = (): ColumnSpec => ({ type: DataTypes.INTEGER, allowNull: true })
export const bigInteger = (): ColumnSpec => ({ type: DataTypes.BIGINT, allowNull: true })
export const double = (): ColumnSpec => ({ type: DataTypes.DOUBLE, allowNull: true })
export const boolean = (): ColumnSpec => ({ type: DataTypes.BOOLEAN, allowNull: true })
export const dateOnly = (): ColumnSpec => ({ type: DataTypes.DATEONLY, allowNull: true })
export const reference = (model: string, onDelete: 'RESTRICT' | 'CASCADE' | 'SET NULL'): ColumnSpec => ({
  type: DataTypes.INTEGER,
  allowNull: true,
  references: { model, key: 'id' },
  onDelete,
  onUpdate: 'RESTRICT',
})
export const required = (column: ColumnSpec): ColumnSpec => ({ ...column, allowNull: false })
export const unique = (column: ColumnSpec): ColumnSpec => ({ ...column, unique: true })
export const primary = (column: ColumnSpec): ColumnSpec => ({ ...column, allowNull: false, primaryKey: true })

/**
 * A migration that creates one table with its indexes. MySQL commits at every DDL statement, so a migration that broke
 * off in the middle may be half there: each step looks first, and running it again finishes it.
 */
export function createTable(
  name: string,
  table: string,
  columns: Record<string, ColumnSpec>,
  indexes: string[][] = [],
): Migration {
  return {
    name,
    async up(query) {
      const isMysql = query.sequelize.getDialect() === 'mysql'
      const existing = (await query.showAllTables()).map((entry) =>
        typeof entry === 'string' ? entry : (entry as { tableName: string }).tableName,
      )
      if (!existing.includes(table)) {
        await query.createTable(
          table,
          forEngine(columns, isMysql) as never,
          isMysql ? { charset: 'utf8mb4', collate: 'utf8mb4_bin' } : {},
        )
      }
      const present = new Set(
        ((await query.showIndex(table)) as { name: string }[]).map((index) => index.name),
      )
      for (const fields of indexes) {
        const indexName = `${table}_${fields.join('_')}`
        if (!present.has(indexName)) await query.addIndex(table, fields, { name: indexName })
      }
    },
    async down(query) {
      await query.dropTable(table)
    },
  }
}

/**
 * A migration that adds columns to a table, with their indexes. Like `createTable`, each step looks first, so that it may
 * be run again after breaking off.
 */
export function addColumns(
  name: string,
  table: string,
  columns: Record<string, ColumnSpec>,
  indexes: string[][] = [],
): Migration {
  return {
    name,
    async up(query) {
      const isMysql = query.sequelize.getDialect() === 'mysql'
      const present = await query.describeTable(table)
      for (const [key, column] of Object.entries(forEngine(columns, isMysql)))
        if (!(key in present)) await query.addColumn(table, key, column as never)
      const indexed = new Set(
        ((await query.showIndex(table)) as { name: string }[]).map((index) => index.name),
      )
      for (const fields of indexes) {
        const indexName = `${table}_${fields.join('_')}`
        if (!indexed.has(indexName)) await query.addIndex(table, fields, { name: indexName })
      }
    },
    async down(query) {
      const isMysql = query.sequelize.getDialect() === 'mysql'
      const present = await query.describeTable(table)
      const indexed = new Set(
        ((await query.showIndex(table)) as { name: string }[]).map((index) => index.name),
      )
      for (const [key, column] of Object.entries(columns)) {
        if (!(key in present)) continue
        // MySQL's foreign key needs its index, SQLite's column must not have one.
        if (isMysql && column.references) await dropForeignKeys(query, table, key)
        for (const fields of indexes) {
          const indexName = `${table}_${fields.join('_')}`
          if (fields.includes(key) && indexed.delete(indexName)) await query.removeIndex(table, indexName)
        }
        await query.sequelize.query(`ALTER TABLE \`${table}\` DROP COLUMN \`${key}\``)
      }
    },
  }
}

/**
 * A migration that lets a column be empty. SQLite does it in place (ALTER COLUMN, since 3.53): Sequelize would make the
 * table anew, and dropping the old one deletes what cascades from it.
 */
export function relaxColumn(name: string, table: string, key: string, column: ColumnSpec): Migration {
  const change = async (query: QueryInterface, allowNull: boolean) => {
    if (query.sequelize.getDialect() === 'mysql') {
      const type = (column.type as unknown as { key: string }).key
      await query.sequelize.query(
        `ALTER TABLE \`${table}\` MODIFY \`${key}\` ${type} ${allowNull ? 'NULL' : 'NOT NULL'}`,
      )
    } else
      await query.sequelize.query(
        `ALTER TABLE \`${table}\` ALTER COLUMN \`${key}\` ${allowNull ? 'DROP' : 'SET'} NOT NULL`,
      )
  }
  return { name, up: (query) => change(query, true), down: (query) => change(query, false) }
}

async function dropForeignKeys(query: QueryInterface, table: string, key: string): Promise<void> {
  const [rows] = await query.sequelize.query(
    'SELECT CONSTRAINT_NAME AS name FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND COLUMN_NAME = ? AND REFERENCED_TABLE_NAME IS NOT NULL',
    { replacements: [table, key] },
  )
  for (const { name } of rows as { name: string }[])
    await query.sequelize.query(`ALTER TABLE \`${table}\` DROP FOREIGN KEY \`${name}\``)
}

/** SQLite knows one length of text and says so in a warning for any other. */
function forEngine(columns: Record<string, ColumnSpec>, isMysql: boolean): Record<string, ColumnSpec> {
  if (isMysql) return columns
  return Object.fromEntries(
    Object.entries(columns).map(([key, column]) => [
      key,
      column.type instanceof DataTypes.TEXT ? { ...column, type: DataTypes.TEXT } : column,
    ]),
  )
}
