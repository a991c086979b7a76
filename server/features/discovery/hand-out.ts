import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { SealedCredential } from '../../contract/endpoints/collection.ts'
import type { HandedOutDiscovery } from '../../contract/endpoints/discoveries.ts'
import { discovery } from '../../contract/entities/discovery.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { automaticCredentials, publicKeyOf } from '../collection/assignment.ts'
import { sealForCollector } from '../credentials/seal-for-collector.ts'
import { openSecrets } from '../credentials/secrets.ts'
import { readRecord } from '../ledger/actions.ts'
import { noteState, startDiscovery } from './actions.ts'
import type { Discovery } from './run-row.ts'
import { keptFrom } from './run-row.ts'

/** A collector reports every second or two; one that has said nothing for this long is taken for dead. */
const leaseSeconds = 60

export const leaseFrom = (now: Date): string => new Date(now.getTime() + leaseSeconds * 1000).toISOString()

interface Candidate {
  id: number
  discoveryId: number
  state: string
  startedAt: string | null
  progress: string | null
  packetCount: number
}

/**
 * Lends a collector the oldest run that waits in its network zone, or one whose collector was lost, to go on where that
 * got to. Starts those that are due first. Null when there is nothing to do.
 */
export async function takeDiscovery(app: App, actor: CollectorActor): Promise<HandedOutDiscovery | null> {
  const { models } = app.ledger
  const own = (await models.discovery.findAll({
    attributes: ['id', 'repeatHours', 'lastRunAt'],
    where: { networkZoneId: actor.networkZoneId },
    raw: true,
  })) as unknown as Pick<Discovery, 'id' | 'repeatHours' | 'lastRunAt'>[]
  if (own.length === 0) return null
  for (const each of own) if (isDue(each, app.now())) await startDiscovery(app, each.id, null)
  const now = app.now().toISOString()
  const candidates = (await models.discoveryRun.findAll({
    attributes: ['id', 'discoveryId', 'state', 'startedAt', 'progress', 'packetCount'],
    where: {
      discoveryId: { [Op.in]: own.map(({ id }) => id) },
      [Op.or]: [{ state: 'waiting' }, { state: 'running', leaseUntil: { [Op.lt]: now } }],
    },
    order: ['id'],
    raw: true,
  } as never)) as unknown as Candidate[]
  for (const candidate of candidates)
    if (await lend(app, actor, candidate, now)) return handOut(app, actor, candidate)
  return null
}

function isDue({ repeatHours, lastRunAt }: Pick<Discovery, 'repeatHours' | 'lastRunAt'>, now: Date): boolean {
  if (repeatHours === null) return false
  return lastRunAt === null || Date.parse(lastRunAt) + repeatHours * 3_600_000 <= now.getTime()
}

/** Whoever changes the row has the run: the condition is checked and the row written in one statement. */
async function lend(app: App, actor: CollectorActor, run: Candidate, now: string): Promise<boolean> {
  const kept = keptFrom(run.progress)
  const [written] = await app.ledger.models.discoveryRun.update(
    {
      state: 'running',
      collectorId: actor.collectorId,
      leaseUntil: leaseFrom(app.now()),
      startedAt: run.startedAt ?? now,
      progress: JSON.stringify({ ...kept, packetsBefore: Number(run.packetCount) }),
    },
    {
      where: {
        id: run.id,
        [Op.or]: [{ state: 'waiting' }, { state: 'running', leaseUntil: { [Op.lt]: now } }],
      } as never,
    },
  )
  if (written > 0) await noteState(app, run.discoveryId, 'running')
  return written > 0
}

async function handOut(app: App, actor: CollectorActor, run: Candidate): Promise<HandedOutDiscovery> {
  const planned = await readRecord(app, discovery, run.discoveryId)
  const { position, pending, crawled } = keptFrom(run.progress)
  const protocols = [
    ...(planned.crawlLldp ? (['lldp'] as const) : []),
    ...(planned.crawlCdp ? (['cdp'] as const) : []),
    ...(planned.crawlArp ? (['arp'] as const) : []),
    ...(planned.crawlForwarding ? (['forwarding'] as const) : []),
  ]
  const { ranges, allowList, port, ratePerSecond, crawlDepth } = planned
  return {
    ...{ runId: run.id, ranges, allowList, port, ratePerSecond, crawlDepth, protocols },
    credentials: await credentialsOf(app, actor, planned),
    from: { position, pending, crawled },
  }
}

type CredentialRow = Omit<SealedCredential, 'sealedSecrets'> & { sealedSecrets: string | null }

/** Those of the discovery in its order; where it names none, those that the zone's targets try by themselves. */
async function credentialsOf(
  app: App,
  actor: CollectorActor,
  { credentialIds }: Discovery,
): Promise<SealedCredential[]> {
  const chosen = Array.isArray(credentialIds)
    ? (credentialIds as number[])
    : await automaticCredentials(app, actor.networkZoneId)
  const rows = (await app.ledger.models.credential.findAll({
    attributes: [
      'id',
      'protocol',
      'userName',
      'authProtocol',
      'privProtocol',
      'contextName',
      'sealedSecrets',
    ],
    where: { id: { [Op.in]: chosen } },
    raw: true,
  })) as unknown as CredentialRow[]
  const publicKey = await publicKeyOf(app, actor)
  return rows
    .toSorted((a, b) => chosen.indexOf(a.id) - chosen.indexOf(b.id))
    .map(({ sealedSecrets, ...credential }) => ({
      ...credential,
      sealedSecrets: sealForCollector(openSecrets(app, sealedSecrets), publicKey),
    }))
}
