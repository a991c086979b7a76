import type { App } from '../../app.ts'
import { AppError } from '../../contract/error.ts'

/** Wrong tries that are free, and how the wait grows behind them: 2, 4, 8 … seconds up to a quarter of an hour. */
const freeTries = 5
const longestWaitSeconds = 900

function waitSeconds(failures: number): number {
  return failures < freeTries ? 0 : Math.min(longestWaitSeconds, 2 ** (failures - freeTries + 1))
}

function keysOf(login: string, clientAddress: string): string[] {
  return [`login:${login.toLowerCase().slice(0, 64)}`, `address:${clientAddress}`]
}

/** Kept in the database, so that it holds for all servers behind one address. @throws AppError tooManyAttempts */
export async function requireCalm(app: App, login: string, clientAddress: string): Promise<void> {
  const rows = (await app.ledger.support.sign_in_attempt.findAll({
    where: { key: keysOf(login, clientAddress) },
    raw: true,
  })) as unknown as { failures: number; lastAt: string }[]
  for (const { failures, lastAt } of rows) {
    const free = new Date(lastAt).getTime() + waitSeconds(failures) * 1000
    const seconds = Math.ceil((free - app.now().getTime()) / 1000)
    if (seconds > 0) throw new AppError('tooManyAttempts', { seconds })
  }
}

export async function countFailure(app: App, login: string, clientAddress: string): Promise<void> {
  const model = app.ledger.support.sign_in_attempt
  const lastAt = app.now().toISOString()
  await app.ledger.transaction(async (transaction) => {
    for (const key of keysOf(login, clientAddress)) {
      const [changed] = await model.update(
        { failures: app.ledger.sequelize.literal('failures + 1'), lastAt } as never,
        { where: { key }, transaction },
      )
      if (changed === 0) await model.create({ key, failures: 1, lastAt }, { transaction })
    }
  })
}

export async function forgetFailures(app: App, login: string, clientAddress: string): Promise<void> {
  await app.ledger.support.sign_in_attempt.destroy({ where: { key: keysOf(login, clientAddress) } })
}
