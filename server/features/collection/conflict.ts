import { UniqueConstraintError } from 'sequelize'

const mostAttempts = 5

/**
 * Runs a transaction again when another one inserted the same row first: the second time it finds that row. (Deadlocks
 * are repeated by the ledger itself.)
 */
export async function withConflictsRetried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === mostAttempts || !(error instanceof UniqueConstraintError)) throw error
    }
  }
}
