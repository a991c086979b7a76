import { describe, expect, test } from 'vitest'
import { finding } from '../../../server/contract/entities/finding.ts'
import { device as deviceEntity } from '../../../server/contract/entities/device.ts'
import { line as lineEntity } from '../../../server/contract/entities/line.ts'
import { readRecord, updateRecord } from '../../../server/features/ledger/actions.ts'
import { aDevice, aLine, aRack, aTarget, aUser } from '../../support/factories.ts'
import { call, person } from '../collection/link.ts'
import {
  app,
  zone,
  auditor,
  openScene,
  handlers,
  by,
  answer,
  only,
  decide,
  serialOf,
  findingsOf,
  aWrongSerial,
} from './scene.ts'

/* The ledger's own quality, reconciling again, and the people who decide. */

openScene()

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
