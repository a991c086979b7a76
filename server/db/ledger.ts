import type { Sequelize, Transaction } from 'sequelize'
import { associate } from './associations.ts'
import { connect } from './connect.ts'
import { defineModels } from './models.ts'
import type { Models, SupportModels } from './models.ts'

/** The ledger's database, opened: models of the entities, of the support tables, and transactions. */
export interface Ledger {
  sequelize: Sequelize
  models: Models
  support: SupportModels
  /** Runs `work` in one transaction; an error inside rolls everything back and is thrown on. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** @param address see {@link connect} */
export function openLedger(address: string): Ledger {
  const sequelize = connect(address)
  const { models, support } = defineModels(sequelize)
  associate(models)
  return {
    sequelize,
    models,
    support,
    transaction: (work) => sequelize.transaction(work),
    close: () => sequelize.close(),
  }
}
