import { DataTypes } from 'sequelize'
import type { Column } from './columns.ts'

const id: Column = { type: DataTypes.INTEGER, allowNull: false, primaryKey: true, autoIncrement: true }
const instant = { type: DataTypes.STRING(24), allowNull: false }
const maybeInstant = { type: DataTypes.STRING(24), allowNull: true }
const count = { type: DataTypes.INTEGER, allowNull: false }
const bigCount = { type: DataTypes.BIGINT, allowNull: false }

/** Tables that are not entities of the ledger: sessions, jobs, the samples' outbox and the like. */
export const supportTables = {
  /** Facts about the installation: the city's name, whether it holds demonstration data. */
  setting: {
    columns: {
      key: { type: DataTypes.STRING(60), allowNull: false, primaryKey: true },
      value: { type: DataTypes.TEXT, allowNull: false },
    },
    indexes: [],
  },
  session: {
    columns: {
      tokenHash: { type: DataTypes.STRING(64), allowNull: false, primaryKey: true },
      userId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        references: { table: 'user', onDelete: 'CASCADE' },
      },
      csrfToken: { type: DataTypes.STRING(64), allowNull: false },
      createdAt: instant,
      expiresAt: instant,
    },
    indexes: ['expiresAt'],
  },
  /** Failed sign-ins by login and by address, for throttling. */
  sign_in_attempt: {
    columns: {
      key: { type: DataTypes.STRING(120), allowNull: false, primaryKey: true },
      failures: count,
      lastAt: instant,
    },
    indexes: [],
  },
  /** The whole of what the last answering collection of a target said. */
  observation: {
    columns: {
      targetId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        primaryKey: true,
        references: { table: 'target', onDelete: 'CASCADE' },
      },
      deviceId: {
        type: DataTypes.INTEGER,
        allowNull: true,
        references: { table: 'device', onDelete: 'SET NULL' },
      },
      collectionId: { type: DataTypes.STRING(36), allowNull: false },
      at: instant,
      /** `Facts` as JSON. */
      facts: { type: DataTypes.TEXT('long'), allowNull: false },
      problems: { type: DataTypes.TEXT('long'), allowNull: false },
    },
    indexes: ['deviceId'],
  },
  /** What each target's last answer says of its links; written only when it changes. */
  topology_sighting: {
    columns: {
      targetId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        primaryKey: true,
        references: { table: 'target', onDelete: 'CASCADE' },
      },
      /** SHA-256 of the body. */
      digest: { type: DataTypes.STRING(64), allowNull: false },
      changedAt: instant,
      /** `Sighting` of domain/topology as JSON. */
      body: { type: DataTypes.TEXT('long'), allowNull: false },
    },
    indexes: ['changedAt'],
  },
  /** Samples of stored collections on their way to the metric store; written in the ingest's own transaction. */
  sample_outbox: {
    columns: {
      id,
      collectionId: { type: DataTypes.STRING(36), allowNull: false, unique: true },
      targetId: { type: DataTypes.INTEGER, allowNull: false },
      /** What `SampleBatch` has beside the ids, as JSON: samples, port speeds, interval. */
      samples: { type: DataTypes.TEXT('long'), allowNull: false },
    },
    indexes: [],
  },
  /** Collections that people asked for. */
  job: {
    columns: {
      id,
      targetId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        references: { table: 'target', onDelete: 'CASCADE' },
      },
      state: { type: DataTypes.STRING(20), allowNull: false },
      stage: { type: DataTypes.STRING(40), allowNull: true },
      done: count,
      total: count,
      variables: count,
      requestedById: { type: DataTypes.INTEGER, allowNull: true },
      requestedAt: instant,
      takenById: { type: DataTypes.INTEGER, allowNull: true },
      takenAt: maybeInstant,
      finishedAt: maybeInstant,
      collectionId: { type: DataTypes.STRING(36), allowNull: true },
      collectionStatus: { type: DataTypes.STRING(20), allowNull: true },
      problems: { type: DataTypes.TEXT('long'), allowNull: true },
    },
    indexes: ['state', 'targetId'],
  },
  /** By what a target's device may be recognised when it reports something: addresses, engine id, name. */
  sender_identity: {
    columns: {
      id,
      targetId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        references: { table: 'target', onDelete: 'CASCADE' },
      },
      /** `address`, `engine`, `name`. */
      kind: { type: DataTypes.STRING(20), allowNull: false },
      value: { type: DataTypes.STRING(255), allowNull: false },
    },
    indexes: ['targetId', 'value'],
  },
  /** Targets that should be collected soon because their device reported a change. */
  collection_wish: {
    columns: {
      targetId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        primaryKey: true,
        references: { table: 'target', onDelete: 'CASCADE' },
      },
      wishedAt: instant,
    },
    indexes: [],
  },
  /** The end of the change log's chain: one row. See domain/change-log/chain.ts. */
  change_log_head: {
    columns: {
      id: { type: DataTypes.INTEGER, allowNull: false, primaryKey: true },
      /** Number and hash of the last entry. */
      sequence: bigCount,
      hash: { type: DataTypes.STRING(64), allowNull: false },
      /** The last entry that was there before the chain began and was chained afterwards; 0 when there was none. */
      anchorSequence: bigCount,
      anchorHash: { type: DataTypes.STRING(64), allowNull: false },
      anchoredAt: instant,
    },
    indexes: [],
  },
  /** Long work under way, told from what broke off by its last beat; see features/tasks/. */
  task: {
    columns: {
      /** What is worked on: `changeSet:12`. */
      key: { type: DataTypes.STRING(60), allowNull: false, primaryKey: true },
      stage: { type: DataTypes.STRING(40), allowNull: false },
      done: count,
      total: count,
      startedAt: instant,
      beatAt: instant,
      /** 1 when somebody wants it to stop. */
      cancelRequested: count,
    },
    indexes: ['beatAt'],
  },
  /** Photos taken during stock-takes, scaled down on the phone. */
  stock_take_photo: {
    columns: {
      scanId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        primaryKey: true,
        references: { table: 'stock_take_scan', onDelete: 'CASCADE' },
      },
      type: { type: DataTypes.STRING(40), allowNull: false },
      /** The image, base64. */
      body: { type: DataTypes.TEXT('long'), allowNull: false },
    },
    indexes: [],
  },
  /** Open differences by day and place, for the mismatch score over time. */
  mismatch_snapshot: {
    columns: {
      /** `2026-11-24 room 4`. */
      place: { type: DataTypes.STRING(60), allowNull: false, primaryKey: true },
      day: { type: DataTypes.STRING(10), allowNull: false },
      scope: { type: DataTypes.STRING(20), allowNull: false },
      /** Of the room or organisation; 0 for the city. */
      scopeId: count,
      records: count,
      high: count,
      medium: count,
      low: count,
    },
    indexes: ['day'],
  },
  finding_comment: {
    columns: {
      id,
      findingId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        references: { table: 'finding', onDelete: 'CASCADE' },
      },
      userId: {
        type: DataTypes.INTEGER,
        allowNull: true,
        references: { table: 'user', onDelete: 'RESTRICT' },
      },
      text: { type: DataTypes.TEXT, allowNull: false },
      at: instant,
    },
    indexes: ['findingId'],
  },
} as const satisfies Record<string, { columns: Record<string, Column>; indexes: readonly string[] }>

export type SupportTable = keyof typeof supportTables
