import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Found } from '../../contract/discovery.ts'
import { discoveryFind } from '../../contract/entities/discovery-find.ts'
import { target } from '../../contract/entities/target.ts'
import type { RowOf } from '../../contract/entity.ts'
import type { Seen } from '../../domain/discovery/readdressed.ts'
import { identityOf, matchFind } from '../../domain/discovery/match.ts'
import type { Match } from '../../domain/discovery/match.ts'
import { normalAddress } from '../../domain/identity.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { storeCollections } from '../collection/store-collections.ts'
import { createRecord, insertRecords } from '../ledger/actions.ts'
import { readSubjects } from './read-subjects.ts'
import { stateReaddressed, stillAnswers } from './readdressed.ts'
import type { Discovery, DiscoveryRun } from './run-row.ts'

type Find = RowOf<typeof discoveryFind>
type Standing = Pick<Find, 'state' | 'deviceId' | 'targetId' | 'findingId'>

/** The run that finds belong to, with what was planned. */
export interface Underway {
  run: DiscoveryRun
  planned: Discovery
}

/** Seconds between visits of a target that a discovery brings; a person may change them. */
const usualIntervalSeconds = 300

/**
 * Enters what a run found. A device that the ledger knows is noted; one that it knows at another address becomes a finding;
 * one that nobody knows becomes a target with all that it said, and so an "unregistered device" finding. The target is
 * not visited until somebody registers the device. What was entered before is passed over.
 */
export async function placeFinds(
  app: App,
  actor: CollectorActor,
  underway: Underway,
  reported: readonly Found[],
  transaction: Transaction,
): Promise<void> {
  const fresh = await notEntered(app, underway.run.id, reported, transaction)
  const { networkZoneId } = underway.planned
  let subjects = await readSubjects(app.ledger, networkZoneId, fresh, transaction)
  for (const found of fresh) {
    const { facts } = found.collection
    const identity = facts ? identityOf(facts) : nameless
    const match = matchFind({ ...identity, address: found.address, port: found.port }, subjects)
    const standing = match
      ? await standingOfKnown(app, actor, found, match, transaction)
      : await enterUnknown(app, actor, underway, found, transaction)
    await insertFind(app, underway, found, { ...standing, matchedBy: match?.by ?? null }, transaction)
    // A router may answer at the next address, too: then it is already known.
    if (!match) subjects = await readSubjects(app.ledger, networkZoneId, fresh, transaction)
  }
}

const nameless = { serials: new Set<string>(), engineIds: new Set<string>(), chassisIds: new Set<string>() }

const placeOf = (runId: number, { address, port }: Pick<Found, 'address' | 'port'>) =>
  `${runId} ${address} ${port}`

async function notEntered(
  { ledger }: App,
  runId: number,
  reported: readonly Found[],
  transaction: Transaction,
): Promise<Found[]> {
  const rows = (await ledger.models.discoveryFind.findAll({
    attributes: ['place'],
    where: { place: { [Op.in]: reported.map((found) => placeOf(runId, found)) } },
    raw: true,
    transaction,
  } as never)) as unknown as { place: string }[]
  const entered = new Set(rows.map(({ place }) => place))
  return reported.filter((found) => {
    const place = placeOf(runId, found)
    return !entered.has(place) && entered.add(place)
  })
}

async function standingOfKnown(
  app: App,
  actor: CollectorActor,
  found: Found,
  { subject }: Match,
  transaction: Transaction,
): Promise<Standing> {
  const { targetId, deviceId } = subject
  if (targetId === null) return { state: 'known', deviceId, targetId, findingId: null }
  const isHere =
    normalAddress(subject.address ?? '') === normalAddress(found.address) && subject.port === found.port
  if (!isHere && !(await stillAnswers(app.ledger, targetId, found, transaction)))
    return {
      ...{ state: 'readdressed', deviceId, targetId },
      findingId: await stateReaddressed(app, targetId, seenOf(found), transaction),
    }
  if (deviceId !== null || !isHere) return { state: 'known', deviceId, targetId, findingId: null }
  return standingOfUnregistered(app, actor, found, targetId, transaction)
}

async function enterUnknown(
  app: App,
  actor: CollectorActor,
  { planned }: Underway,
  found: Found,
  transaction: Transaction,
): Promise<Standing> {
  const { facts } = found.collection
  // Without a word of it there is nothing to state but its address.
  if (!facts || found.credentialId === null)
    return { state: 'new', deviceId: null, targetId: null, findingId: null }
  const made = await createRecord(
    app,
    target,
    {
      name: [facts.device.name, found.address].filter(Boolean).join(' · ').slice(-120),
      address: found.address,
      port: found.port,
      networkZoneId: planned.networkZoneId,
      credentialId: found.credentialId,
      intervalSeconds: usualIntervalSeconds,
      enabled: false,
      origin: 'observed',
    },
    { userId: null },
    { reason: `${planned.name}`, transaction },
  )
  return standingOfUnregistered(app, actor, found, made.id, transaction)
}

/** Takes in what the device said, as from any visit, and looks what that made of it. */
async function standingOfUnregistered(
  app: App,
  actor: CollectorActor,
  { collection }: Found,
  targetId: number,
  transaction: Transaction,
): Promise<Standing> {
  const visit = { ...collection, target: { ...collection.target, id: targetId } }
  await storeCollections(app, actor, [{ collection: visit, jobId: null }], transaction)
  const observation = (await app.ledger.support.observation.findByPk(targetId, {
    attributes: ['deviceId'],
    raw: true,
    transaction,
  })) as unknown as { deviceId: number | null } | null
  const finding = (await app.ledger.models.finding.findOne({
    attributes: ['id', 'status'],
    where: { kind: 'device-unregistered', subjectEntity: 'target', subjectId: targetId },
    raw: true,
    transaction,
  })) as unknown as { id: number; status: string } | null
  const deviceId = observation?.deviceId ?? null
  if (deviceId !== null) return { state: 'known', deviceId, targetId, findingId: null }
  const state = finding?.status === 'rejected' ? 'ignored' : 'new'
  return { state, deviceId, targetId, findingId: finding?.id ?? null }
}

/** What is kept of a find's own words, as long as the ledger keeps it. */
function seenOf({ address, collection }: Found): Seen {
  const device = collection.facts?.device
  return {
    address,
    serialNumber: cut(device?.serialNumbers.join(', ') || null, 500),
    engineId: cut(device?.engineId, 100),
    chassisId: cut(device?.chassisId, 100),
    name: cut(device?.name, 200),
    foundAt: new Date(collection.finishedAt).toISOString(),
  }
}

const cut = (text: string | null | undefined, length: number) => text?.slice(0, length) ?? null

async function insertFind(
  app: App,
  { run, planned }: Underway,
  found: Found,
  standing: Standing & Pick<Find, 'matchedBy'>,
  transaction: Transaction,
): Promise<void> {
  const device = found.collection.facts?.device
  await insertRecords(
    app,
    discoveryFind,
    [
      {
        ...standing,
        ...seenOf(found),
        port: found.port,
        vendor: cut(device?.vendor, 100),
        kind: device?.kind ?? null,
        model: cut(device?.model, 200),
        softwareVersion: cut(device?.softwareVersion, 500),
        location: cut(device?.location, 500),
        how: found.how,
        fromAddress: found.fromAddress,
        depth: found.depth,
        credentialId: found.credentialId,
        discoveryRunId: run.id,
        discoveryId: planned.id,
        place: placeOf(run.id, found),
      },
    ],
    { origin: 'observed', transaction },
  )
}
