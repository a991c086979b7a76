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
  /**
   * Runs `work` in one transaction; an error inside rolls everything back and is thrown on. A transaction that the
   * engine gave up to end a deadlock is run again from its beginning, so `work` must not act outside of it.
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /**
   * Does something as the last thing of a transaction that `transaction` opened, just before it commits: what is
   * locked then is locked for a moment only.
   */
  beforeCommit(transaction: Transaction, work: () => Promise<void>): void
  close(): Promise<void>
}

const lastWork = new WeakMap<Transaction, (() => Promise<void>)[]>()

/** @param address see {@link connect} */
export function openLedger(address: string): Ledger {
  const sequelize = connect(address)
  const { models, support } = defineModels(sequelize)
  associate(models)
  return {
    sequelize,
    models,
    support,
    transaction: (work) =>
      againAfterDeadlock(() =>
        sequelize.transaction(async (transaction) => {
          const last: (() => Promise<void>)[] = []
          lastWork.set(transaction, last)
          const result = await work(transaction)
          for (const each of last) await each()
          return result
        }),
      ),
    beforeCommit(transaction, work) {
      const last = lastWork.get(transaction)
      if (!last) throw new Error('Only a transaction of the ledger says when it commits')
      last.push(work)
    },
    close: () => sequelize.close(),
  }
}

const mostAttempts = 4

/** InnoDB rolls the whole transaction of a deadlock's victim back, so only the whole can be repeated. */
async function againAfterDeadlock<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      const { code } = ((error as { parent?: { code?: string } } | null)?.parent ?? {}) as { code?: string }
      if (code !== 'ER_LOCK_DEADLOCK' || attempt === mostAttempts) throw error
    }
  }
}
