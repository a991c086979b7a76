import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { AppError } from '../../contract/error.ts'

/**
 * Wrong tries that are free; behind them the wait grows: 2, 4, 8 … seconds up to a quarter of an hour. An address may be
 * a whole bureau's, so it has more of them than a login.
 */
const freeTries = { login: 5, address: 50 }
const longestWaitSeconds = 900
/** Failures older than this are forgotten. */
const rememberedMilliseconds = 86_400_000

function waitSeconds(key: string, failures: number): number {
  const free = key.startsWith('login:') ? freeTries.login : freeTries.address
  return failures < free ? 0 : Math.min(longestWaitSeconds, 2 ** (failures - free + 1))
}

function keysOf(login: string, clientAddress: string): string[] {
  return [`login:${login.toLowerCase().slice(0, 64)}`, `address:${clientAddress}`]
}

interface Attempts {
  key: string
  failures: number
  lastAt: string
}

/**
 * Counts a try before its password is looked at, so that guesses made at once do not all slip past; a right password
 * takes it back with {@link forgiveTry}. Kept in the database: it holds for all servers behind one address.
 * @throws AppError tooManyAttempts
 */
export async function claimTry(app: App, login: string, clientAddress: string): Promise<void> {
  const model = app.ledger.support.sign_in_attempt
  const now = app.now()
  await app.ledger.transaction(async (transaction) => {
    const forgotten = new Date(now.getTime() - rememberedMilliseconds).toISOString()
    await model.destroy({ where: { lastAt: { [Op.lt]: forgotten } }, transaction })
    const keys = keysOf(login, clientAddress)
    const rows = (await model.findAll({
      where: { key: keys },
      raw: true,
      transaction,
      lock: transaction.LOCK.UPDATE,
    })) as unknown as Attempts[]
    const seconds = Math.max(0, ...rows.map((row) => secondsLeft(row, now)))
    if (seconds > 0) throw new AppError('tooManyAttempts', { seconds })
    for (const key of keys) {
      const failures = (rows.find((row) => row.key === key)?.failures ?? 0) + 1
      await model.upsert({ key, failures, lastAt: now.toISOString() }, { transaction })
    }
  })
}

function secondsLeft({ key, failures, lastAt }: Attempts, now: Date): number {
  return Math.ceil((new Date(lastAt).getTime() + waitSeconds(key, failures) * 1000 - now.getTime()) / 1000)
}

/** The password was right: the login's failures are forgotten, of its address's only this try. */
export async function forgiveTry(app: App, login: string, clientAddress: string): Promise<void> {
  const model = app.ledger.support.sign_in_attempt
  const [byLogin, byAddress] = keysOf(login, clientAddress)
  await model.destroy({ where: { key: byLogin! } })
  await model.update({ failures: app.ledger.sequelize.literal('failures - 1') } as never, {
    where: { key: byAddress! },
  })
}
