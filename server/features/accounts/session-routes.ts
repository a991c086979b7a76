import type { App } from '../../app.ts'
import { AppError } from '../../contract/error.ts'
import type { Session } from '../../contract/endpoints/session.ts'
import { permissionsOfRole } from '../../contract/permission.ts'
import type { Role } from '../../contract/permission.ts'
import type { Language } from '../../contract/text.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { replacePassword, verifyPassword } from './password.ts'
import { createSession, endSession, endSessionsOf, findSession, sessionCookie } from './session.ts'
import { claimTry, forgiveTry } from './throttle.ts'

interface UserRow {
  id: number
  login: string
  name: string
  role: Role
  language: Language
  status: string
  passwordHash: string | null
}

async function findUser(app: App, where: { login: string } | { id: number }): Promise<UserRow | null> {
  return (await app.ledger.models.user.findOne({ where, raw: true })) as unknown as UserRow | null
}

function presentSession(user: Omit<UserRow, 'status' | 'passwordHash'>, csrfToken: string): Session {
  const { id, login, name, role, language } = user
  return { user: { id, login, name, role, language }, permissions: [...permissionsOfRole[role]], csrfToken }
}

export function sessionHandlers(app: App): HandlersOf<'session'> {
  return {
    async signIn({ body, clientAddress, cookies }) {
      await claimTry(app, body.login, clientAddress)
      const user = await findUser(app, { login: body.login.toLowerCase() })
      const isRight = await verifyPassword(body.password, user?.passwordHash ?? null)
      if (!user || !isRight || user.status !== 'active') {
        throw new AppError('wrongPassword')
      }
      await forgiveTry(app, body.login, clientAddress)
      const { token, csrfToken, expires } = await createSession(app, user.id)
      await app.ledger.models.user.update(
        { lastSignInAt: app.now().toISOString() },
        { where: { id: user.id } },
      )
      cookies.set(sessionCookie, token, expires)
      return presentSession(user, csrfToken)
    },

    async get({ cookies }) {
      const session = await findSession(app, cookies.get(sessionCookie) ?? '')
      if (!session) throw new AppError('unauthenticated')
      return presentSession(
        { ...session.person, id: session.person.userId, language: session.language },
        session.csrfToken,
      )
    },

    async signOut({ cookies }) {
      await endSession(app, cookies.get(sessionCookie) ?? '')
      cookies.set(sessionCookie, null)
    },

    async changePassword({ actor, body, clientAddress, cookies }) {
      await claimTry(app, actor.login, clientAddress)
      const user = await findUser(app, { id: actor.userId })
      if (!user || !(await verifyPassword(body.current, user.passwordHash))) {
        const message = { zh: '当前密码不正确。', en: 'The current password is wrong.' }
        throw new AppError('validationFailed', {}, [{ path: 'current', message }])
      }
      await forgiveTry(app, actor.login, clientAddress)
      await replacePassword(app, user.id, body.next, user.id)
      await endSessionsOf(app, user.id, cookies.get(sessionCookie) ?? null)
    },

    async setLanguage({ actor, body }) {
      await app.ledger.models.user.update({ language: body.language }, { where: { id: actor.userId } })
    },
  }
}
