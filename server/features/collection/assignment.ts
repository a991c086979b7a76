import { createHash } from 'node:crypto'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Assignment, SealedCredential } from '../../contract/endpoints/collection.ts'
import { AppError } from '../../contract/error.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { sealForCollector } from '../credentials/seal-for-collector.ts'
import { openSecrets } from '../credentials/secrets.ts'

type CredentialRow = Omit<SealedCredential, 'sealedSecrets'> & { sealedSecrets: string | null }

/** Traffic is charged and judged by the minute's mean. */
const usualPollSeconds = 60

/** @param pollSeconds of the target; null: as usual, 0: never */
function polled(pollSeconds: number | null): { pollSeconds?: number } {
  const seconds = pollSeconds ?? usualPollSeconds
  return seconds === 0 ? {} : { pollSeconds: seconds }
}

/**
 * What a collector is to visit: the enabled targets of its network zone, with their credentials sealed for its key.
 * @param known the revision that the collector has
 * @throws AppError validationFailed before the first heartbeat, which brings the key
 */
export async function assignmentOf(
  app: App,
  actor: CollectorActor,
  known: string | undefined,
): Promise<Assignment> {
  const publicKey = await publicKeyOf(app, actor)
  const targets = (await app.ledger.models.target.findAll({
    attributes: ['id', 'address', 'port', 'intervalSeconds', 'pollSeconds', 'credentialId'],
    where: { networkZoneId: actor.networkZoneId, enabled: true },
    order: ['id'],
    raw: true,
  })) as unknown as (Omit<Assignment['targets'][number], 'pollSeconds'> & { pollSeconds: number | null })[]
  const credentials = (await app.ledger.models.credential.findAll({
    attributes: [
      'id',
      'protocol',
      'userName',
      'authProtocol',
      'privProtocol',
      'contextName',
      'sealedSecrets',
    ],
    where: { id: { [Op.in]: [...new Set(targets.map((target) => target.credentialId))] } },
    order: ['id'],
    raw: true,
  })) as unknown as CredentialRow[]
  // Of what is stored, not of what is sent: sealing gives another box each time.
  const revision = createHash('sha256')
    .update(JSON.stringify([publicKey, targets, credentials]))
    .digest('base64url')
  if (revision === known) return { revision, unchanged: true, targets: [], credentials: [] }
  return {
    revision,
    unchanged: false,
    targets: targets.map(({ pollSeconds, ...target }) => ({ ...target, ...polled(pollSeconds) })),
    credentials: credentials.map(({ sealedSecrets, ...credential }) => ({
      ...credential,
      sealedSecrets: sealForCollector(openSecrets(app, sealedSecrets), publicKey),
    })),
  }
}

/** The key that secrets for a collector are sealed with. @throws AppError validationFailed before the first heartbeat */
export async function publicKeyOf(app: App, actor: CollectorActor): Promise<string> {
  const row = (await app.ledger.models.collector.findByPk(actor.collectorId, {
    attributes: ['publicKey'],
    raw: true,
  })) as unknown as { publicKey: string | null } | null
  if (row?.publicKey) return row.publicKey
  throw new AppError('validationFailed', {}, [
    {
      path: 'publicKey',
      message: {
        zh: '请先发送心跳，登记采集器的公钥。',
        en: 'Send a heartbeat first: it brings the public key.',
      },
    },
  ])
}
