import { UniqueConstraintError } from 'sequelize'

const mostAttempts = 5

/**
 * Runs a transaction again when another one got in between: it inserted the same row first, or the engine chose ours to
 * end a deadlock (Sequelize has rolled it back by then and says that it can no longer be used).
 */
export async function withConflictsRetried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === mostAttempts || !isConflict(error)) throw error
    }
  }
}

function isConflict(error: unknown): boolean {
  if (error instanceof UniqueConstraintError) return true
  const text = error instanceof Error ? error.message : ''
  return /deadlock|has been called on this transaction|try restarting transaction/i.test(text)
}
