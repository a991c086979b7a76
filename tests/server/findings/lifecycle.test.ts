import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FindingKind } from '../../../server/contract/entities/finding.ts'
import { finding } from '../../../server/contract/entities/finding.ts'
import { device as deviceEntity } from '../../../server/contract/entities/device.ts'
import { line as lineEntity } from '../../../server/contract/entities/line.ts'
import { target as targetEntity } from '../../../server/contract/entities/target.ts'
import type { RowOf } from '../../../server/contract/entity.ts'
import { findingHandlers } from '../../../server/features/findings/routes.ts'
import { findRecord, readRecord, updateRecord } from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aDevice, aLine, aNetworkZone, aRack, aRoom, aTarget, aUser } from '../../support/factories.ts'
import { anAnswer, anInterface, noAnswer } from '../collection/answers.ts'
import { call, collectorFor, person } from '../collection/link.ts'

/*
 * From what a collector saw to what a person decided, and back.
 */

type Finding = RowOf<typeof finding>
let app: TestApp
let zone: number
let collector: Awaited<ReturnType<typeof collectorFor>>
let auditor: ReturnType<typeof person>
let minute = 0
beforeAll(async () => {
  app = await testApp()
  zone = (await aNetworkZone(app)).id
  collector = await collectorFor(app, zone)
  auditor = person((await aUser(app)).id)
})
afterAll(() => app.close())

const handlers = () => findingHandlers(app)
const now = () => new Date(Date.parse('2026-11-23T08:00:00.000Z') + minute++ * 60_000).toISOString()
const by = { by: { userId: null }, expectedVersion: null }

async function aDeclared(fields: Record<string, unknown> = {}) {
  const device = await aDevice(app, { name: 'SW', ...fields })
  return { device, target: await aTarget(app, { networkZoneId: zone, deviceId: device.id }) }
}
type Target = Awaited<ReturnType<typeof aTarget>>
const answer = (target: Target, parts: Parameters<typeof anAnswer>[1]) =>
  collector.handIn([anAnswer(target, parts, now())])

async function findingsOf(subjectEntity: string, subjectId: number, kind?: FindingKind): Promise<Finding[]> {
  const rows = (await app.ledger.models.finding.findAll({
    attributes: ['id'],
    where: { subjectEntity, subjectId, ...(kind ? { kind } : {}) },
    order: ['id'],
    raw: true,
  })) as unknown as { id: number }[]
  return Promise.all(rows.map((row) => readRecord(app, finding, row.id)))
}
const only = async (...about: Parameters<typeof findingsOf>) => {
  const found = await findingsOf(...about)
  expect(found).toHaveLength(1)
  return found[0]!
}
type Decision = 'accept' | 'reject' | 'reopen'
const decide = (decision: Decision, row: Pick<Finding, 'id' | 'version'>, reason?: string) =>
  handlers()[decision](
    call({ actor: auditor, params: { id: row.id }, ifMatch: row.version, body: { reason } }),
  )
const logOf = (findingId: number) =>
  app.ledger.models.changeLogEntry.findAll({ where: { findingId }, order: ['id'], raw: true })

/** A device whose serial number is declared wrongly, with its finding. */
async function aWrongSerial() {
  const { device, target } = await aDeclared({ serialNumber: 'DECLARED-1' })
  const see = (serial: string) => answer(target, { device: { serialNumbers: [serial] } })
  await see('OBSERVED-1')
  return { device, target, see, row: () => only('device', device.id, 'field-differs') }
}
const serialOf = async (id: number) => (await readRecord(app, deviceEntity, id)).serialNumber

describe('a field that differs', () => {
  test('is one finding, however often it is seen; only its time moves', async () => {
    const { see, row } = await aWrongSerial()
    const first = await row()
    expect(first).toMatchObject({
      status: 'open',
      declaredValue: 'DECLARED-1',
      observedValue: 'OBSERVED-1',
      version: 1,
    })
    await see('OBSERVED-1')
    const second = await row()
    expect(second).toMatchObject({ id: first.id, version: 1, firstSeenAt: first.firstSeenAt })
    expect(second.lastSeenAt > first.lastSeenAt).toBe(true)
  })

  test('resolves when the device, or the ledger, says otherwise, and opens again', async () => {
    const { device, see, row } = await aWrongSerial()
    await see('DECLARED-1')
    expect((await row()).status).toBe('resolved')
    await see('OBSERVED-1')
    expect((await row()).status).toBe('open')
    await updateRecord(app, deviceEntity, device.id, { serialNumber: 'observed-1' }, by)
    expect(await handlers().reconcile(call())).toMatchObject({ opened: 0, resolved: 1 })
    expect((await row()).status).toBe('resolved')
  })

  test('accepted: the ledger takes the value, and the log says why', async () => {
    const { device, see, row } = await aWrongSerial()
    const accepted = await decide('accept', await row(), '已核对铭牌')
    expect(accepted).toMatchObject({
      status: 'accepted',
      decidedById: auditor.userId,
      decidedAt: app.now().toISOString(),
      reason: '已核对铭牌',
    })
    expect(await serialOf(device.id)).toBe('OBSERVED-1')
    expect(await logOf(accepted.id)).toMatchObject([
      {
        entity: 'device',
        recordId: device.id,
        userId: auditor.userId,
        reason: '已核对铭牌',
        before: '{"serialNumber":"DECLARED-1"}',
        after: '{"serialNumber":"OBSERVED-1"}',
      },
    ])
    await see('OBSERVED-1')
    expect((await row()).status).toBe('accepted')
    await see('OBSERVED-2')
    expect(await row()).toMatchObject({ status: 'open', declaredValue: 'OBSERVED-1', decidedAt: null })
  })

  test('rejected: stays so until the evidence changes, through reconciliation too', async () => {
    const { device, see, row } = await aWrongSerial()
    await decide('reject', await row(), '铭牌为准')
    await see('OBSERVED-1')
    await handlers().reconcile(call())
    expect(await row()).toMatchObject({ status: 'rejected', reason: '铭牌为准' })
    expect(await serialOf(device.id)).toBe('DECLARED-1')
    await see('OBSERVED-2')
    expect(await row()).toMatchObject({ status: 'open', observedValue: 'OBSERVED-2', reason: null })
  })

  test('reopened: what accepting did is taken back', async () => {
    const { device, row } = await aWrongSerial()
    const accepted = await decide('accept', await row())
    const reopened = await decide('reopen', accepted, '采纳有误')
    expect(reopened).toMatchObject({ status: 'open', decidedAt: null, decidedById: null })
    expect(await serialOf(device.id)).toBe('DECLARED-1')
    expect(await logOf(accepted.id)).toHaveLength(2)
    expect((await decide('accept', reopened)).status).toBe('accepted')
    expect(await serialOf(device.id)).toBe('OBSERVED-1')
  })

  test('is not taken back over what someone else entered since', async () => {
    const { device, row } = await aWrongSerial()
    const accepted = await decide('accept', await row())
    await updateRecord(app, deviceEntity, device.id, { serialNumber: 'ENTERED-1' }, by)
    await expect(decide('reopen', accepted)).rejects.toMatchObject({ code: 'decisionRefused', status: 409 })
    expect(await serialOf(device.id)).toBe('ENTERED-1')
    expect((await row()).status).toBe('accepted')
  })

  test('is decided once: the second of two people is told, and nothing is done twice', async () => {
    const { device, row } = await aWrongSerial()
    const open = await row()
    const results = await Promise.allSettled([
      decide('accept', open),
      decide('reject', open),
      decide('accept', open),
    ])
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(failures).toHaveLength(2)
    for (const failure of failures) expect(failure).toMatchObject({ code: 'staleVersion', status: 412 })
    const after = await row()
    expect(await serialOf(device.id)).toBe(after.status === 'accepted' ? 'OBSERVED-1' : 'DECLARED-1')
    expect(await logOf(open.id)).toHaveLength(after.status === 'accepted' ? 1 : 0)
  })

  test('that was decided is not decided again without opening it', async () => {
    const { row } = await aWrongSerial()
    const rejected = await decide('reject', await row())
    await expect(decide('accept', rejected)).rejects.toMatchObject({ code: 'transitionNotAllowed' })
    expect((await decide('reopen', rejected)).status).toBe('open')
  })

  test('that has resolved is not decided', async () => {
    const { see, row } = await aWrongSerial()
    await see('DECLARED-1')
    for (const decision of ['accept', 'reject', 'reopen'] as const)
      await expect(decide(decision, await row())).rejects.toMatchObject({ code: 'decisionRefused' })
  })

  test('of a whole stack takes the first number over', async () => {
    const { device, target } = await aDeclared({ serialNumber: 'GONE' })
    await answer(target, { device: { serialNumbers: ['MEMBER-1', 'MEMBER-2'] } })
    await decide('accept', await only('device', device.id))
    expect(await serialOf(device.id)).toBe('MEMBER-1')
  })
})

test('a collector that comes by does not make a decision stale', async () => {
  const { see, row } = await aWrongSerial()
  const seen = await row()
  await see('OBSERVED-1')
  expect((await decide('accept', seen)).status).toBe('accepted')
})

describe('a moved device', () => {
  test('is put into the observed room, without its old place in a rack', async () => {
    const [from, to] = [await aRoom(app), await aRoom(app)]
    const rack = await aRack(app, { roomId: from.id })
    const { device, target } = await aDeclared({
      kind: 'server',
      roomId: from.id,
      rackId: rack.id,
      positionU: 3,
      heightU: 2,
    })
    const around = await aDevice(app, { name: 'SW-AROUND', roomId: to.id })
    const neighbour = {
      localInterface: 'eth0',
      protocol: 'lldp' as const,
      remoteName: 'sw-around',
      remotePort: 'GE0/0/1',
      remoteChassisId: null,
    }
    await answer(target, {
      device: { kind: 'server', location: `${to.code} A03-12U` },
      neighbors: [neighbour],
    })
    const row = await only('device', device.id, 'device-moved')
    expect(row).toMatchObject({
      declaredValue: `${from.code} ${from.name}`,
      observedValue: `${to.code} ${to.name}`,
      roomId: from.id,
    })
    expect(row.evidence).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ source: 'snmp', value: to.code }),
        expect.objectContaining({ what: 'neighbour', link: `/devices/${around.id}` }),
      ]),
    )
    const accepted = await decide('accept', row)
    expect(await readRecord(app, deviceEntity, device.id)).toMatchObject({
      roomId: to.id,
      rackId: null,
      positionU: null,
    })
    await decide('reopen', accepted)
    expect(await readRecord(app, deviceEntity, device.id)).toMatchObject({
      roomId: from.id,
      rackId: rack.id,
      positionU: 3,
    })
  })
})

describe('a silent device', () => {
  const miss = (target: Target) => collector.handIn([noAnswer(target, now())])

  test('is told after several visits, marked faulty when accepted, and resolves when it answers', async () => {
    const { device, target } = await aDeclared()
    await miss(target)
    expect(await findingsOf('device', device.id)).toEqual([])
    await miss(target)
    const row = await only('device', device.id, 'device-silent')
    expect(row).toMatchObject({ status: 'open', severity: 'high', observedValue: 'never-answered' })
    await miss(target)
    expect(await only('device', device.id)).toMatchObject({ version: row.version })
    await answer(target, { device: { name: 'SW' } })
    expect((await only('device', device.id)).status).toBe('resolved')
    for (let visit = 0; visit < 3; visit++) await miss(target)
    const again = await only('device', device.id)
    expect(again).toMatchObject({ status: 'open', observedValue: 'no-answer' })
    await decide('accept', again)
    expect((await readRecord(app, deviceEntity, device.id)).status).toBe('faulty')
    await miss(target)
    expect((await only('device', device.id)).status).toBe('accepted')
  })

  test('is not told for a wrong credential', async () => {
    const { device, target } = await aDeclared()
    const problems = [{ code: 'wrong-credential' as const, about: null, detail: null }]
    for (let visit = 0; visit < 4; visit++) await collector.handIn([noAnswer(target, now(), { problems })])
    expect(await findingsOf('device', device.id)).toEqual([])
    await handlers().reconcile(call())
    expect(await findingsOf('device', device.id)).toEqual([])
  })
})

describe('an unregistered device', () => {
  test('is entered from what it said, in the room that it names, and can be taken out again', async () => {
    const room = await aRoom(app)
    const target = await aTarget(app, { networkZoneId: zone })
    const said = {
      device: {
        vendor: 'H3C',
        model: 'S5130-28S-EI',
        kind: 'switch' as const,
        name: 'UNKNOWN-SW',
        serialNumbers: ['NEW-0001'],
        location: room.code,
      },
      addresses: [{ ip: '10.77.0.9', prefixLength: 24, interfaceIndex: 1 }],
    }
    await answer(target, said)
    const row = await only('target', target.id, 'device-unregistered')
    expect(row).toMatchObject({ roomId: room.id, organisationId: room.organisationId })
    const accepted = await decide('accept', row, '现场确认')
    const { deviceId } = await readRecord(app, targetEntity, target.id)
    expect(await readRecord(app, deviceEntity, deviceId!)).toMatchObject({
      assetTag: `OBS-${target.id}`,
      name: 'UNKNOWN-SW',
      vendor: 'H3C',
      model: 'S5130-28S-EI',
      serialNumber: 'NEW-0001',
      managementAddress: '10.77.0.9',
      roomId: room.id,
      organisationId: room.organisationId,
      networkZoneId: zone,
      status: 'in-use',
      origin: 'observed',
    })
    await answer(target, said)
    expect((await only('target', target.id)).status).toBe('accepted')
    expect(await findingsOf('device', deviceId!)).toEqual([])
    await decide('reopen', accepted)
    expect(await findRecord(app.ledger, deviceEntity, deviceId!)).toBeNull()
    expect((await readRecord(app, targetEntity, target.id)).deviceId).toBeNull()
  })

  test('whose owner nothing tells must be entered by a person', async () => {
    const target = await aTarget(app, { networkZoneId: zone })
    await answer(target, { device: { name: 'NOWHERE' } })
    const row = await only('target', target.id)
    await expect(decide('accept', row)).rejects.toMatchObject({ code: 'decisionRefused' })
    expect(await only('target', target.id)).toMatchObject({ status: 'open', version: row.version })
    const device = await aDevice(app, { name: 'NOWHERE' })
    await updateRecord(app, targetEntity, target.id, { deviceId: device.id }, by)
    await handlers().reconcile(call())
    expect((await only('target', target.id)).status).toBe('resolved')
  })
})

describe("a line's port that is down", () => {
  test('suspends the line when accepted, and resolves when it comes up', async () => {
    const { device, target } = await aDeclared()
    const line = await aLine(app, { deviceId: device.id, interfaceName: 'GE0/0/1', status: 'active' })
    const port = (operUp: boolean) => answer(target, { interfaces: [anInterface({ operUp })] })
    await port(false)
    const row = await only('line', line.id, 'line-port-down')
    expect(row).toMatchObject({ status: 'open', observedValue: 'GE0/0/1 down' })
    await port(true)
    expect((await only('line', line.id)).status).toBe('resolved')
    await port(false)
    await decide('accept', await only('line', line.id))
    expect((await readRecord(app, lineEntity, line.id)).status).toBe('suspended')
    await port(false)
    expect((await only('line', line.id)).status).toBe('accepted')
  })

  test('is missing only when the whole interface table was read', async () => {
    const { device, target } = await aDeclared()
    const line = await aLine(app, { deviceId: device.id, interfaceName: 'GE0/0/48' })
    const visit = anAnswer(target, { interfaces: [anInterface()] }, now(), { status: 'partial' })
    await collector.handIn([visit])
    expect(await findingsOf('line', line.id)).toEqual([])
    await answer(target, { interfaces: [anInterface()] })
    expect((await only('line', line.id)).observedValue).toBe('GE0/0/48 missing')
  })
})

describe('the quality of data', () => {
  test('is checked over the whole ledger; acknowledging it lasts until the values change', async () => {
    const device = await aDevice(app, { purchaseDate: '2030-01-01' })
    await handlers().reconcile(call())
    const row = await only('device', device.id, 'impossible-value')
    expect(row).toMatchObject({ field: 'purchaseDate', declaredValue: '2030-01-01' })
    await decide('accept', row, '预订设备')
    await handlers().reconcile(call())
    expect((await only('device', device.id)).status).toBe('accepted')
    await updateRecord(app, deviceEntity, device.id, { purchaseDate: '2031-01-01' }, by)
    await handlers().reconcile(call())
    expect(await only('device', device.id)).toMatchObject({ status: 'open', declaredValue: '2031-01-01' })
    await updateRecord(app, deviceEntity, device.id, { purchaseDate: '2020-01-01' }, by)
    await handlers().reconcile(call())
    expect((await only('device', device.id)).status).toBe('resolved')
  })

  test('finds devices that do not fit where they are said to stand, and those out of warranty too early', async () => {
    const rack = await aRack(app, { heightU: 10 })
    const sound = {
      purchaseDate: '2020-01-01',
      warrantyEnd: '2023-01-01',
      rackId: rack.id,
      roomId: rack.roomId,
    }
    const devices = await Promise.all(
      [{}, { positionU: 4, heightU: 2 }].map((fields) => aDevice(app, { ...sound, ...fields })),
    )
    // Imports and old records get past the checks of a form.
    const [high, late] = await Promise.all([aDevice(app, sound), aDevice(app, sound)])
    const set = (id: number, values: object) => app.ledger.models.device.update(values, { where: { id } })
    await set(high.id, { positionU: 9, heightU: 3 })
    await set(late.id, { warrantyEnd: '2019-01-01' })
    await handlers().reconcile(call())
    for (const device of devices) expect(await findingsOf('device', device.id)).toEqual([])
    expect((await only('device', high.id)).field).toBe('positionU')
    expect((await only('device', late.id)).field).toBe('warrantyEnd')
  })

  test('a missing carrier cannot be accepted; entering it resolves it, and the sum agrees again', async () => {
    const line = await aLine(app, { carrierId: null })
    await handlers().reconcile(call())
    const row = await only('line', line.id, 'carrier-missing')
    await expect(decide('accept', row)).rejects.toMatchObject({
      code: 'decisionRefused',
      details: { zh: expect.stringContaining('运营商') },
    })
    const sum = () => app.ledger.models.finding.findOne({ where: { kind: 'sum-mismatch' }, raw: true })
    const lines = await app.ledger.models.line.count()
    expect(await sum()).toMatchObject({
      status: 'open',
      declaredValue: String(lines),
      observedValue: String(lines - 1),
    })
    const { carrierId } = await aLine(app)
    await updateRecord(app, lineEntity, line.id, { carrierId }, by)
    await handlers().reconcile(call())
    expect((await only('line', line.id)).status).toBe('resolved')
    expect(await sum()).toMatchObject({ status: 'resolved' })
  })
})

test('reconciling twice changes nothing the second time', async () => {
  await handlers().reconcile(call())
  const snapshot = async () =>
    JSON.stringify([
      await app.ledger.models.finding.findAll({
        attributes: { exclude: ['lastSeenAt'] },
        order: ['id'],
        raw: true,
      }),
      await app.ledger.models.evidence.findAll({ order: ['id'], raw: true }),
      await app.ledger.models.device.findAll({ order: ['id'], raw: true }),
      await app.ledger.models.changeLogEntry.count(),
    ])
  const before = await snapshot()
  expect(await handlers().reconcile(call())).toMatchObject({ opened: 0, resolved: 0 })
  expect(await snapshot()).toBe(before)
})

test('findings about a target that was removed resolve', async () => {
  const target = await aTarget(app, { networkZoneId: zone })
  await answer(target, { device: { name: 'LOST' } })
  const row = await only('target', target.id)
  await app.ledger.models.target.destroy({ where: { id: target.id } })
  await handlers().reconcile(call())
  expect((await readRecord(app, finding, row.id)).status).toBe('resolved')
})

describe('people', () => {
  test('assign a finding to someone who may decide it, and talk about it', async () => {
    const { row } = await aWrongSerial()
    const open = await row()
    const colleague = await aUser(app, { name: '王审计', role: 'auditor' })
    const viewer = await aUser(app, { name: '李查看', role: 'viewer' })
    const gone = await aUser(app, { name: '已离职', status: 'disabled' })
    const { items } = await handlers().assignees(call({ actor: auditor }))
    const ids = items.map((item) => item.id)
    expect(ids).toContain(colleague.id)
    expect(ids).not.toContain(viewer.id)
    expect(ids).not.toContain(gone.id)
    const assign = (assigneeId: number | null, ifMatch: number) =>
      handlers().assign(call({ actor: auditor, params: { id: open.id }, ifMatch, body: { assigneeId } }))
    const assigned = await assign(colleague.id, open.version)
    expect(assigned).toMatchObject({ assigneeId: colleague.id, assigneeName: '王审计' })
    await expect(assign(null, open.version)).rejects.toMatchObject({ code: 'staleVersion' })
    await expect(assign(gone.id, assigned.version)).rejects.toMatchObject({
      code: 'validationFailed',
      issues: [{ path: 'assigneeId' }],
    })
    const params = { id: open.id }
    await handlers().comment(call({ actor: auditor, params, body: { text: '请现场核对' } }))
    await handlers().comment(call({ actor: person(colleague.id), params, body: { text: '已核对' } }))
    const comments = await handlers().comments(call({ actor: auditor, params }))
    expect(comments.items.map(({ text, userName }) => [text, userName])).toEqual([
      ['请现场核对', expect.any(String)],
      ['已核对', '王审计'],
    ])
    await expect(handlers().comments(call({ params: { id: 999_999 } }))).rejects.toMatchObject({
      code: 'notFound',
    })
  })

  test('decide several at once; what cannot be decided is told apart', async () => {
    const made = [await aWrongSerial(), await aWrongSerial(), await aWrongSerial()]
    const rows = await Promise.all(made.map(({ row }) => row()))
    await decide('reject', rows[1]!)
    const reply = await handlers().decideMany(
      call({
        actor: auditor,
        body: { decision: 'accept', findings: rows.map(({ id, version }) => ({ id, version })) },
      }),
    )
    expect(reply.decided).toEqual([rows[0]!.id, rows[2]!.id])
    expect(reply.refused).toEqual([
      { id: rows[1]!.id, message: { zh: expect.any(String), en: expect.any(String) } },
    ])
    expect(await serialOf(made[0]!.device.id)).toBe('OBSERVED-1')
    expect(await serialOf(made[1]!.device.id)).toBe('DECLARED-1')
  })
})
