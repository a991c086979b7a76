import { z } from 'zod'
import { endpoint, Nothing } from '../endpoint.ts'
import { permissions, roles } from '../permission.ts'
import type { Permission, Role } from '../permission.ts'
import { valuesOf } from '../state.ts'

/** Shortest password accepted (NIST SP 800-63B asks for at least 8). */
export const passwordLength = { min: 10, max: 200 }
export const Password = z.string().min(passwordLength.min).max(passwordLength.max)

export const Session = z
  .object({
    user: z.object({
      id: z.int(),
      login: z.string(),
      name: z.string(),
      role: z.enum(valuesOf(roles)),
      language: z.enum(['zh', 'en']),
    }),
    permissions: z.array(z.enum(Object.keys(permissions) as [Permission, ...Permission[]])),
    /** To be sent back as X-CSRF-Token with every request that changes something. */
    csrfToken: z.string(),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>

export const sessionEndpoints = {
  signIn: endpoint({
    method: 'post',
    path: '/session',
    summary: { zh: '登录', en: 'Sign in' },
    audience: 'anyone',
    permission: null,
    body: z.strictObject({
      login: z.string().min(1).max(64),
      password: z.string().min(1).max(passwordLength.max),
    }),
    returns: Session,
  }),
  get: endpoint({
    method: 'get',
    path: '/session',
    summary: { zh: '当前会话', en: 'The current session' },
    audience: 'person',
    permission: null,
    returns: Session,
  }),
  signOut: endpoint({
    method: 'delete',
    path: '/session',
    summary: { zh: '退出登录', en: 'Sign out' },
    audience: 'person',
    permission: null,
    returns: Nothing,
    status: 204,
  }),
  changePassword: endpoint({
    method: 'post',
    path: '/session/password',
    summary: { zh: '修改自己的密码', en: "Change one's own password" },
    audience: 'person',
    permission: null,
    body: z.strictObject({ current: z.string().max(passwordLength.max), next: Password }),
    returns: Nothing,
    status: 204,
  }),
  setLanguage: endpoint({
    method: 'put',
    path: '/session/language',
    summary: { zh: '设置界面语言', en: "Set one's language" },
    audience: 'person',
    permission: null,
    body: z.strictObject({ language: z.enum(['zh', 'en']) }),
    returns: Nothing,
    status: 204,
  }),
}

export const RoleInfo = z.object({
  role: z.enum(Object.keys(roles) as [Role, ...Role[]]),
  permissions: z.array(z.string()),
})

export const roleEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/roles',
    summary: { zh: '角色及其权限', en: 'Roles and what they may do' },
    audience: 'person',
    permission: 'account.manage',
    returns: z.object({ items: z.array(RoleInfo) }),
  }),
}
