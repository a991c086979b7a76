import { createHash } from 'node:crypto'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Assignment, SealedCredential } from '../../contract/endpoints/collection.ts'
import { AppError } from '../../contract/error.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { sealForCollector } from '../credentials/seal-for-collector.ts'
import { openSecrets } from '../credentials/secrets.ts'

type CredentialRow = Omit<SealedCredential, 'sealedSecrets'> & {
  sealedSecrets: string | null
  networkZoneId: number | null
  position: number | null
}
type TargetRow = Omit<Assignment['targets'][number], 'credentialIds' | 'pollSeconds'> & {
  pollSeconds: number | null
  credentialId: number | null
  workingCredentialId: number | null
}

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
    attributes: [
      'id',
      'address',
      'port',
      'intervalSeconds',
      'pollSeconds',
      'credentialId',
      'workingCredentialId',
    ],
    where: { networkZoneId: actor.networkZoneId, enabled: true },
    order: ['id'],
    raw: true,
  })) as unknown as TargetRow[]
  const automatic = await automaticCredentials(app, actor.networkZoneId)
  const assigned = targets.map((target) => assignedTarget(target, automatic))
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
    where: { id: { [Op.in]: [...new Set(assigned.flatMap((target) => target.credentialIds))] } },
    order: ['id'],
    raw: true,
  })) as unknown as Omit<CredentialRow, 'networkZoneId' | 'position'>[]
  // Of what is stored, not of what is sent: sealing gives another box each time.
  const revision = createHash('sha256')
    .update(
      JSON.stringify([
        publicKey,
        targets.map(({ workingCredentialId: _, ...target }) => target),
        automatic,
        credentials,
      ]),
    )
    .digest('base64url')
  if (revision === known) return { revision, unchanged: true, targets: [], credentials: [] }
  return {
    revision,
    unchanged: false,
    targets: assigned,
    credentials: credentials.map(({ sealedSecrets, ...credential }) => ({
      ...credential,
      sealedSecrets: sealForCollector(openSecrets(app, sealedSecrets), publicKey),
    })),
  }
}

/**
 * Ids of the credentials that targets without one of their own try: those of the zone and those of every zone, v3 first,
 * then as people ordered them.
 */
export async function automaticCredentials(app: App, networkZoneId: number): Promise<number[]> {
  const rows = (await app.ledger.models.credential.findAll({
    attributes: ['id', 'protocol', 'position', 'sealedSecrets'],
    where: { networkZoneId: { [Op.or]: [networkZoneId, null] } },
    order: ['id'],
    raw: true,
  })) as unknown as Pick<CredentialRow, 'id' | 'protocol' | 'position' | 'sealedSecrets'>[]
  return rows
    .filter(({ protocol, sealedSecrets }) => protocol === 'snmp-v3' || sealedSecrets !== null)
    .sort((a, b) => strength[b.protocol] - strength[a.protocol] || place(a) - place(b) || a.id - b.id)
    .map(({ id }) => id)
}

const strength: Record<SealedCredential['protocol'], number> = { 'snmp-v3': 2, 'snmp-v2c': 1, 'snmp-v1': 0 }
const place = ({ position }: { position: number | null }) => position ?? Infinity

function assignedTarget(
  { credentialId, workingCredentialId, pollSeconds, ...rest }: TargetRow,
  automatic: readonly number[],
): Assignment['targets'][number] {
  const target = { ...rest, ...polled(pollSeconds) }
  if (credentialId !== null) return { ...target, credentialIds: [credentialId] }
  const first = automatic.filter((id) => id === workingCredentialId)
  return { ...target, credentialIds: [...first, ...automatic.filter((id) => id !== workingCredentialId)] }
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
