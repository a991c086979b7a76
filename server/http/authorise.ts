import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'koa'
import type { App } from '../app.ts'
import type { EndpointRow } from '../contract/endpoint.ts'
import { AppError } from '../contract/error.ts'
import { permissions, roleCan } from '../contract/permission.ts'
import { findSession, sessionCookie } from '../features/accounts/session.ts'
import { findCollectorByToken } from '../features/collectors/token.ts'
import type { Actor } from './handler.ts'

/**
 * Who calls: the person behind the session cookie, the collector behind the bearer token, or anyone.
 * @throws AppError unauthenticated, collectorUnauthenticated, csrfRejected
 */
export async function identify(app: App, row: EndpointRow, context: Context): Promise<Actor> {
  switch (row.audience) {
    case 'anyone':
      return { kind: 'anyone' }
    case 'collector': {
      const token = /^Bearer (\S+)$/.exec(context.get('Authorization'))?.[1]
      const collector = token ? await findCollectorByToken(app, token) : null
      if (!collector) throw new AppError('collectorUnauthenticated')
      return collector
    }
    case 'person': {
      const token = context.cookies.get(sessionCookie)
      const session = token ? await findSession(app, token) : null
      if (!session) throw new AppError('unauthenticated')
      if (row.method !== 'get' && !sameText(context.get('X-CSRF-Token'), session.csrfToken))
        throw new AppError('csrfRejected')
      return session.person
    }
  }
}

/** @throws AppError forbidden, naming what the role lacks */
export function requireAllowed(row: EndpointRow, actor: Actor): void {
  if (actor.kind !== 'person' || row.permission === null) return
  if (roleCan(actor.role, row.permission)) return
  const { zh, en } = permissions[row.permission]
  throw new AppError('forbidden', { permission: row.permission, permissionZh: zh, permissionEn: en })
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
