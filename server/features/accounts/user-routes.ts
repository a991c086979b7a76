import type { App } from '../../app.ts'
import { user } from '../../contract/entities/user.ts'
import { AppError } from '../../contract/error.ts'
import { permissionsOfRole } from '../../contract/permission.ts'
import type { Role } from '../../contract/permission.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { createRecord, readRecord, removeRecord, updateRecord } from '../ledger/actions.ts'
import { recordHandlers } from '../ledger/routes.ts'
import { hashPassword, replacePassword } from './password.ts'
import { endSessionsOf } from './session.ts'

/** One who may manage accounts must not lock the last door behind oneself. */
function requireNotOneself(userId: number, actorId: number, path: string): void {
  if (userId !== actorId) return
  const message = {
    zh: '不能停用、降级或删除自己的账号，请由其他管理员操作。',
    en: 'You cannot disable, demote or remove your own account. Ask another administrator.',
  }
  throw new AppError('validationFailed', {}, [{ path, message }])
}

export function userHandlers(app: App): HandlersOf<'user'> {
  return {
    ...recordHandlers(app, user),

    async create({ body: { password, ...fields }, actor }) {
      const passwordHash = await hashPassword(password)
      return createRecord(
        app,
        user,
        { ...fields, login: fields.login.toLowerCase(), passwordHash },
        { userId: actor.userId },
      )
    },

    async update({ params, body, actor, ifMatch }) {
      if (body.status === 'disabled') requireNotOneself(params.id, actor.userId, 'status')
      if (body.role !== undefined && body.role !== actor.role)
        requireNotOneself(params.id, actor.userId, 'role')
      const row = await updateRecord(app, user, params.id, body, {
        by: { userId: actor.userId },
        expectedVersion: ifMatch,
      })
      if (row.status !== 'active') await endSessionsOf(app, params.id)
      return row
    },

    async remove({ params, actor, ifMatch }) {
      requireNotOneself(params.id, actor.userId, 'id')
      await removeRecord(app, user, params.id, { by: { userId: actor.userId }, expectedVersion: ifMatch })
    },

    async setPassword({ params, body, actor }) {
      await readRecord(app, user, params.id)
      await replacePassword(app, params.id, body.password, actor.userId)
      await endSessionsOf(app, params.id)
    },
  }
}

export function roleHandlers(): HandlersOf<'role'> {
  return {
    async list() {
      return {
        items: (Object.keys(permissionsOfRole) as Role[]).map((role) => ({
          role,
          permissions: [...permissionsOfRole[role]],
        })),
      }
    },
  }
}
