import { DataTypes } from 'sequelize'
import type { DataType } from 'sequelize'
import type { Entity } from '../contract/entity.ts'
import type { Field } from '../contract/field.ts'

/** What a column of the database looks like, apart from any one engine. */
export interface Column {
  type: DataType
  allowNull: boolean
  unique?: boolean
  primaryKey?: boolean
  autoIncrement?: boolean
  references?: { table: string; onDelete: 'RESTRICT' | 'CASCADE' | 'SET NULL' }
}

/** `applicationHost` lives in `application_host`. */
export function tableOf(entityName: string): string {
  return entityName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/**
 * Columns that the ledger keeps beside what the contract shows: `searchText` holds the searched fields with their
 * pinyin, `nameKey` the name as it sorts (Chinese by pinyin).
 */
export const hiddenColumns: Record<string, Record<string, Column>> = {
  discoveryRun: {
    /** Where to go on: see `Kept` in features/discovery/run-row.ts. */
    progress: { type: DataTypes.TEXT('long'), allowNull: true },
    /** Until when the run belongs to its collector without another word from it. */
    leaseUntil: { type: DataTypes.STRING(24), allowNull: true },
  },
  discoveryFind: {
    /** Run, address and port: what is reported twice is one find. */
    place: { type: DataTypes.STRING(80), allowNull: false, unique: true },
  },
  finding: {
    /** What the finding is about, so that finding it again is recognised: kind, subject and field. */
    fingerprint: { type: DataTypes.STRING(200), allowNull: false, unique: true },
    /** Hash of declared and observed values; a rejected finding stays rejected as long as it does not change. */
    evidenceHash: { type: DataTypes.STRING(64), allowNull: false },
  },
  stockTakeRoom: {
    /** Stock-take and room: a room is in it once. */
    place: { type: DataTypes.STRING(40), allowNull: false, unique: true },
  },
  stockTakeAssignment: {
    /** Stock-take, room and person. */
    place: { type: DataTypes.STRING(60), allowNull: false, unique: true },
  },
  stockTakeItem: {
    /** Stock-take and asset tag: what two people meet at once is one thing. */
    place: { type: DataTypes.STRING(80), allowNull: false, unique: true },
  },
  topologyLink: {
    /** Hash of both nodes and ports: the same cable is recognised. */
    fingerprint: { type: DataTypes.STRING(64), allowNull: false, unique: true },
    /** Keys of the ends in the graph: `device:7`, `target:12`, `unknown:` and what the end calls itself. */
    aNode: { type: DataTypes.STRING(300), allowNull: false },
    bNode: { type: DataTypes.STRING(300), allowNull: false },
  },
  collector: {
    publicKey: { type: DataTypes.STRING(200), allowNull: true },
    tokenHash: { type: DataTypes.STRING(64), allowNull: true, unique: true },
  },
  user: { passwordHash: { type: DataTypes.STRING(255), allowNull: true } },
  credential: {
    /** Encrypted with the installation's key; see db/secret-box.ts. */
    sealedSecrets: { type: DataTypes.TEXT, allowNull: true },
  },
}

function typeOf(field: Field): DataType {
  switch (field.type) {
    case 'text':
      return (field.maxLength ?? 200) <= 1000 ? DataTypes.STRING(field.maxLength ?? 200) : DataTypes.TEXT
    case 'number':
      return field.decimals === 0 ? DataTypes.BIGINT : DataTypes.DOUBLE
    case 'boolean':
      return DataTypes.BOOLEAN
    case 'date':
      return DataTypes.DATEONLY
    case 'instant':
      // ISO 8601 text in UTC: equal on every engine, sorts as time, and no driver turns it into a local Date.
      return DataTypes.STRING(24)
    case 'state':
      return DataTypes.STRING(40)
    case 'reference':
      return DataTypes.INTEGER
    case 'json':
      return DataTypes.TEXT('long')
    case 'via':
      throw new Error('A via field has no column')
  }
}

/** Records that tell of another record and of nothing else. */
const goesWith: Record<string, string> = {
  eventReceiver: 'collector',
  collectionGap: 'collector',
  evidence: 'target',
}

/** What records that the system makes come from. */
const origins: readonly string[] = ['target', 'discovery', 'discoveryRun', 'stockTake', 'stockTakeItem']

/**
 * Records that the system makes go with what they came from where they need it; ledger records are never removed
 * by a side effect.
 */
function onDelete(entity: Entity, field: Field): 'RESTRICT' | 'CASCADE' | 'SET NULL' {
  const isRecord = entity.fields['origin'] === undefined
  if (isRecord && field.required && field.type === 'reference' && origins.includes(field.to)) return 'CASCADE'
  if (field.type === 'reference' && goesWith[entity.name] === field.to) return 'CASCADE'
  if (isRecord && !field.required && field.type === 'reference' && field.to !== 'user') return 'SET NULL'
  // What the system noted down and no person can take back must not hold a record that a person wants to remove.
  if (field.readOnly && !field.required) return 'SET NULL'
  return 'RESTRICT'
}

/** All columns of an entity's table, in order. */
export function columnsOf(entity: Entity): Record<string, Column> {
  const columns: Record<string, Column> = {
    id: { type: DataTypes.INTEGER, allowNull: false, primaryKey: true, autoIncrement: true },
    version: { type: DataTypes.INTEGER, allowNull: false },
    createdAt: { type: DataTypes.STRING(24), allowNull: false },
    updatedAt: { type: DataTypes.STRING(24), allowNull: false },
  }
  for (const [key, field] of Object.entries(entity.fields)) {
    if (field.type === 'via') continue
    columns[key] = {
      type: typeOf(field),
      allowNull: !field.required,
      ...(field.unique ? { unique: true } : {}),
      ...(field.type === 'reference'
        ? { references: { table: tableOf(field.to), onDelete: onDelete(entity, field) } }
        : {}),
    }
  }
  columns['searchText'] = { type: DataTypes.TEXT, allowNull: true }
  columns['nameKey'] = { type: DataTypes.STRING(255), allowNull: true }
  return { ...columns, ...hiddenColumns[entity.name] }
}

/** Columns that get an index of their own, beside unique ones and references. */
export function indexedColumns(entity: Entity): string[] {
  const declared = Object.entries(entity.fields).filter(
    ([, field]) => field.indexed && !field.unique && field.type !== 'via',
  )
  return [...declared.map(([key]) => key), 'nameKey']
}
