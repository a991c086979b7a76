import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { ScryptOptions } from 'node:crypto'
import type { App } from '../../app.ts'
import { user } from '../../contract/entities/user.ts'
import { updateRecord } from '../ledger/actions.ts'

/** OWASP Password Storage Cheat Sheet, scrypt: N=2^16, r=8, p=2 (64 MiB). */
const cost = { N: 2 ** 16, r: 8, p: 2 }
const saltBytes = 16
const hashBytes = 32

function derive(password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, hashBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

/** `scrypt$N$r$p$salt$hash`, so that the cost can rise later without losing old passwords. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), hash.toString('base64')].join('$')
}

/** Takes as long for a login that does not exist (`stored` null), so that timing tells nothing. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt, hash] = (stored ?? '').split('$')
  if (!salt || !hash) {
    await derive(password, Buffer.alloc(saltBytes), cost)
    return false
  }
  const expected = Buffer.from(hash, 'base64')
  const actual = await derive(password, Buffer.from(salt, 'base64'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  return timingSafeEqual(expected, actual)
}

/** Sets a user's password. The change log says that it was changed and by whom, never to what. */
export async function replacePassword(
  app: App,
  userId: number,
  password: string,
  byUserId: number,
): Promise<void> {
  const hidden = { passwordHash: await hashPassword(password) }
  await updateRecord(app, user, userId, hidden as never, {
    by: { userId: byUserId },
    expectedVersion: null,
    reason: '更换密码 / Password changed',
  })
}
