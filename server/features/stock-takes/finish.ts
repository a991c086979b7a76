import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import { stockTake } from '../../contract/entities/stock-take.ts'
import { AppError } from '../../contract/error.ts'
import type { Person } from '../../http/handler.ts'
import { verifyPassword } from '../accounts/password.ts'
import { claimTry, forgiveTry } from '../accounts/throttle.ts'
import { refuse } from '../findings/refusal.ts'
import { updateRecord } from '../ledger/actions.ts'
import { refreshCounts } from './counts.ts'
import { hashOf, readItems, readProgress } from './progress.ts'
import type { StockTake } from './rows.ts'
import { lockStockTake, requireState } from './rows.ts'

/** Closes a stock-take: what nobody found is a deficit. @throws AppError decisionRefused, naming all that is open */
export async function closeStockTake(app: App, id: number, userId: number): Promise<StockTake> {
  return step(app, id, async (row, transaction) => {
    requireState(row, ['running'], '只有进行中的盘点可以结束。', 'Only a running stock-take can be closed.')
    const { obstacles } = await readProgress(app, id, transaction)
    if (obstacles.length > 0) {
      const all = (language: 'zh' | 'en') => obstacles.map(({ message }) => message[language]).join(' ')
      throw refuse(`还不能结束盘点。${all('zh')}`, `The stock-take cannot be closed yet. ${all('en')}`)
    }
    await app.ledger.models.stockTakeItem.update(
      { state: 'missing' },
      { where: { stockTakeId: id, state: 'open' }, transaction },
    )
    await refreshCounts(app, id, transaction)
    return change(
      app,
      id,
      { state: 'closed', closedAt: app.now().toISOString(), closedById: userId, reason: null },
      userId,
      transaction,
    )
  })
}

/** Sends a closed or signed stock-take back: what nobody had recorded is open again, and signatures fall. */
export async function reopenStockTake(
  app: App,
  id: number,
  userId: number,
  reason: string | undefined,
): Promise<StockTake> {
  return step(app, id, async (row, transaction) => {
    requireState(
      row,
      ['closed', 'signed'],
      '只有已结束或已签字的盘点可以退回。',
      'Only a closed or signed stock-take can be sent back.',
    )
    await app.ledger.models.stockTakeItem.update(
      { state: 'open' },
      { where: { stockTakeId: id, state: 'missing', countedAt: null }, transaction },
    )
    await refreshCounts(app, id, transaction)
    const fallen = { closedAt: null, closedById: null, signedAt: null, signedById: null, resultHash: null }
    return change(
      app,
      id,
      { state: 'running', ...fallen, reason: reason ?? null },
      userId,
      transaction,
      reason,
    )
  })
}

/** Whoever leads it signs the result with his password. @throws AppError decisionRefused, validationFailed */
export async function signStockTake(
  app: App,
  id: number,
  person: Person,
  signature: Signature,
): Promise<StockTake> {
  await requirePassword(app, person, signature)
  return step(app, id, async (row, transaction) => {
    requireState(row, ['closed'], '请先结束盘点，再签字。', 'Close the stock-take before signing it.')
    if (row.leadId !== person.userId)
      throw refuse(
        `结果须由负责人 ${row.leadName ?? ''} 签字。`,
        `${row.leadName ?? 'Whoever leads it'} must sign: the result is signed by who led the stock-take.`,
      )
    const resultHash = hashOf(row, await readItems(app, id, transaction))
    const signed = {
      state: 'signed',
      signedAt: app.now().toISOString(),
      signedById: person.userId,
      resultHash,
    }
    return change(app, id, signed, person.userId, transaction)
  })
}

/** A second person approves what was signed. @throws AppError decisionRefused, validationFailed */
export async function approveStockTake(
  app: App,
  id: number,
  person: Person,
  signature: Signature,
): Promise<StockTake> {
  await requirePassword(app, person, signature)
  return step(app, id, async (row, transaction) => {
    requireState(row, ['signed'], '签字之后才能批准。', 'It must be signed before it can be approved.')
    if (row.signedById === person.userId || row.leadId === person.userId)
      throw refuse(
        '签字人不能批准自己的结果，请由另一人批准。',
        'Who signed cannot approve as well. Another person must approve.',
      )
    if (hashOf(row, await readItems(app, id, transaction)) !== row.resultHash)
      throw refuse(
        '签字之后结果有变动，签字已失效；请退回盘点并重新签字。',
        'The result has changed since it was signed. Send it back and have it signed again.',
      )
    const approved = { state: 'approved', approvedAt: app.now().toISOString(), approvedById: person.userId }
    return change(app, id, approved, person.userId, transaction)
  })
}

interface Signature {
  password: string
}

function step(
  app: App,
  id: number,
  work: (row: StockTake, transaction: Transaction) => Promise<StockTake>,
): Promise<StockTake> {
  return app.ledger.transaction(async (transaction) =>
    work(await lockStockTake(app, id, transaction), transaction),
  )
}

function change(
  app: App,
  id: number,
  fields: Record<string, unknown>,
  userId: number,
  transaction: Transaction,
  reason?: string,
): Promise<StockTake> {
  const why = { by: { userId }, expectedVersion: null, reason, transaction }
  return updateRecord(app, stockTake, id, fields as never, why)
}

/** A signature is given with the password, throttled as signing in is. */
async function requirePassword(app: App, person: Person, { password }: Signature): Promise<void> {
  const address = `signature:${person.userId}`
  await claimTry(app, person.login, address)
  const user = (await app.ledger.models.user.findByPk(person.userId, {
    attributes: ['passwordHash'],
    raw: true,
  })) as unknown as { passwordHash: string | null } | null
  if (!user || !(await verifyPassword(password, user.passwordHash))) {
    const message = { zh: '密码不正确，没有签字。', en: 'The password is wrong; nothing was signed.' }
    throw new AppError('validationFailed', {}, [{ path: 'password', message }])
  }
  await forgiveTry(app, person.login, address)
}
