import { z } from 'zod'
import { endpoint, IdParams, Nothing } from '../endpoint.ts'
import { createSchema, updateSchema } from '../entity.ts'
import { user } from '../entities/user.ts'
import { recordEndpoints, writeEndpoints } from './ledger.ts'
import { Password } from './session.ts'

export const userEndpoints = {
  ...recordEndpoints(user),
  ...writeEndpoints(user, { create: createSchema(user, { password: Password }), update: updateSchema(user) }),
  setPassword: endpoint({
    method: 'post',
    path: '/users/:id/password',
    summary: { zh: '为用户设置密码', en: "Set a user's password" },
    audience: 'person',
    permission: 'account.manage',
    params: IdParams,
    body: z.strictObject({ password: Password }),
    returns: Nothing,
    status: 204,
  }),
}
