import type { DeviceFacts, Facts } from '../../../server/contract/collection.ts'
import type { Found } from '../../../server/contract/discovery.ts'
import { discoveryFind } from '../../../server/contract/entities/discovery-find.ts'
import { discoveryRun } from '../../../server/contract/entities/discovery-run.ts'
import type { RowOf } from '../../../server/contract/entity.ts'
import {
  discoveryFindHandlers,
  discoveryHandlers,
  discoveryLinkHandlers,
  discoveryRunHandlers,
} from '../../../server/features/discovery/routes.ts'
import { readRecord } from '../../../server/features/ledger/actions.ts'
import type { CollectorActor } from '../../../server/http/handler.ts'
import { aCredential, aDiscovery, aUser } from '../../support/factories.ts'
import type { TestApp } from '../../support/app.ts'
import { anAnswer } from '../collection/answers.ts'
import { call, collectorFor, person } from '../collection/link.ts'
import { loadSealingKey } from '../../../collectors/sealed-secrets.ts'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Find = RowOf<typeof discoveryFind>
type Parts = Partial<Omit<Facts, 'device'>> & { device?: Partial<DeviceFacts> }

let minute = 0
const nextMinute = () => new Date(Date.parse('2026-11-23T08:00:00.000Z') + minute++ * 60_000).toISOString()

/** A zone's collectors and one discovery in it, and what a person and a collector do with it. */
export async function discoveryScene(app: TestApp, zone: number, fields: Record<string, unknown> = {}) {
  const credential = await aCredential(app)
  const planned = await aDiscovery(app, { networkZoneId: zone, ...fields })
  const auditor = person((await aUser(app)).id)
  const link = discoveryLinkHandlers(app)
  const key = loadSealingKey(mkdtempSync(join(tmpdir(), 'citybase-discovery-')))

  async function aCollector(): Promise<CollectorActor> {
    const { actor, link: collectorLink } = await collectorFor(app, zone)
    await collectorLink.heartbeat(
      call({
        actor,
        body: {
          hostname: 'h',
          softwareVersion: '1',
          publicKey: key.publicKey.toString('base64'),
          spoolCount: 0,
          spoolBytes: 0,
          spoolDropped: 0,
          inFlight: 0,
        },
      }),
    )
    return actor
  }
  const collector = await aCollector()

  const take = async (actor = collector) => (await link.takeDiscovery(call({ actor, body: {} }))).discovery
  const start = () => discoveryHandlers(app).start(call({ params: { id: planned.id }, actor: auditor }))
  const cancel = (id: number) => discoveryRunHandlers(app).cancel(call({ params: { id }, actor: auditor }))
  const resume = (id: number) => discoveryRunHandlers(app).resume(call({ params: { id }, actor: auditor }))
  const runOf = (id: number) => readRecord(app, discoveryRun, id)

  const found = (address: string, parts: Parts = {}, more: Partial<Found> = {}): Found => ({
    address,
    port: planned.port,
    credentialId: credential.id,
    how: 'range',
    fromAddress: null,
    depth: 0,
    collection: anAnswer({ id: 0, address, port: planned.port }, parts, nextMinute(), {
      target: { id: null, address, port: planned.port },
    }),
    ...more,
  })

  async function report(
    runId: number,
    finds: Found[],
    more: { position?: number; ended?: 'done' | 'stopped' | null; actor?: CollectorActor } = {},
  ) {
    const { position = 1, ended = null, actor = collector } = more
    const progress = {
      position,
      pending: [],
      total: 254,
      probed: position,
      answered: finds.length,
      crawled: 0,
      packets: position * 2,
    }
    return link.reportDiscovery(call({ actor, params: { id: runId }, body: { progress, finds, ended } }))
  }

  async function findsOf(runId: number): Promise<Find[]> {
    const rows = (await app.ledger.models.discoveryFind.findAll({
      attributes: ['id'],
      where: { discoveryRunId: runId },
      order: ['id'],
      raw: true,
    })) as unknown as { id: number }[]
    return Promise.all(rows.map(({ id }) => readRecord(app, discoveryFind, id)))
  }

  /** A whole run that finds these devices. */
  async function run(finds: Found[]): Promise<{ id: number; finds: Find[] }> {
    await start()
    const { runId } = (await take())!
    await report(runId, finds)
    await report(runId, [], { position: 254, ended: 'done' })
    return { id: runId, finds: await findsOf(runId) }
  }

  const decide = (decision: 'register' | 'ignore' | 'restore', ...findIds: number[]) =>
    discoveryFindHandlers(app).decideMany(call({ actor: auditor, body: { decision, findIds } }))

  return {
    ...{ planned, credential, auditor, collector, aCollector, take, start, cancel, resume, runOf, key },
    ...{ found, report, run, findsOf, decide },
  }
}
