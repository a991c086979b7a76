import { randomBytes } from 'node:crypto'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Role } from '../../contract/permission.ts'
import type { Language } from '../../contract/text.ts'
import { select } from '../../db/select.ts'
import type { Person } from '../../http/handler.ts'
import { tokenHash } from '../../http/secret-box.ts'

export const sessionCookie = 'citybase_session'

/** A working day with some overtime; after that one signs in again. */
const sessionHours = 12

export interface StoredSession {
  person: Person
  language: Language
  csrfToken: string
}

interface SessionRow {
  csrfToken: string
  expiresAt: string
  userId: number
  login: string
  name: string
  role: Role
  language: Language
  status: string
}

/** The session behind a cookie, or null when there is none, it has ended, or its user was disabled. */
export async function findSession(app: App, token: string): Promise<StoredSession | null> {
  const [row] = (await select(
    app.ledger,
    'SELECT s.csrfToken, s.expiresAt, u.id AS userId, u.login, u.name, u.role, u.language, u.status ' +
      'FROM session s JOIN user u ON u.id = s.userId WHERE s.tokenHash = $1',
    [tokenHash(token)],
  )) as unknown as SessionRow[]
  if (!row || row.status !== 'active' || row.expiresAt <= app.now().toISOString()) return null
  const { userId, login, name, role, language, csrfToken } = row
  return { person: { kind: 'person', userId, login, name, role }, language, csrfToken }
}

export async function createSession(
  app: App,
  userId: number,
): Promise<{ token: string; csrfToken: string; expires: Date }> {
  const now = app.now()
  const expires = new Date(now.getTime() + sessionHours * 3_600_000)
  const token = randomBytes(32).toString('base64url')
  const csrfToken = randomBytes(32).toString('base64url')
  await app.ledger.support.session.destroy({ where: { expiresAt: { [Op.lte]: now.toISOString() } } })
  await app.ledger.support.session.create({
    tokenHash: tokenHash(token),
    userId,
    csrfToken,
    createdAt: now.toISOString(),
    expiresAt: expires.toISOString(),
  })
  return { token, csrfToken, expires }
}

export async function endSession(app: App, token: string): Promise<void> {
  await app.ledger.support.session.destroy({ where: { tokenHash: tokenHash(token) } })
}

/** Ends every session of a user, as after a change of password or when the account is disabled. */
export async function endSessionsOf(
  app: App,
  userId: number,
  exceptToken: string | null = null,
): Promise<void> {
  const except = exceptToken === null ? {} : { tokenHash: { [Op.ne]: tokenHash(exceptToken) } }
  await app.ledger.support.session.destroy({ where: { userId, ...except } })
}
