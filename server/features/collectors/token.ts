import { createHash, randomBytes } from 'node:crypto'
import type { App } from '../../app.ts'
import type { CollectorActor } from '../../http/handler.ts'

/** Marks the text as a collector's token wherever it turns up, in a log or a repository. */
const prefix = 'cbc_'

/** A new token: shown once, kept only as its hash. 256 random bits need no slow hash. */
export function newToken(): { token: string; tokenHash: string } {
  const token = prefix + randomBytes(32).toString('base64url')
  return { token, tokenHash: hashOf(token) }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The enabled collector that a bearer token belongs to; null when there is none. */
export async function findCollectorByToken(app: App, token: string): Promise<CollectorActor | null> {
  if (!token.startsWith(prefix)) return null
  const row = (await app.ledger.models.collector.findOne({
    attributes: ['id', 'name', 'networkZoneId', 'enabled'],
    where: { tokenHash: hashOf(token) },
    raw: true,
  })) as unknown as { id: number; name: string; networkZoneId: number; enabled: number | boolean } | null
  if (!row || !row.enabled) return null
  return { kind: 'collector', collectorId: row.id, name: row.name, networkZoneId: row.networkZoneId }
}
