import { describe, expect, test } from 'vitest'
import { device as deviceEntity } from '../../../server/contract/entities/device.ts'
import { line } from '../../../server/contract/entities/line.ts'
import { readRecord } from '../../../server/features/ledger/actions.ts'
import { aCarrier, aLine, aRoom } from '../../support/factories.ts'
import { call } from '../collection/link.ts'
import {
  aDeclared,
  answer,
  app,
  auditor,
  aWrongSerial,
  decide,
  handlers,
  logOf,
  only,
  openScene,
  serialOf,
} from './scene.ts'
import type { Finding } from './scene.ts'

/* Taking another value than the proposed one, locks, and deciding many at once. */

openScene()

const take = (row: Finding, body: { value?: string | number | null; source?: 'agent' | 'snmp' }) =>
  handlers().accept(call({ actor: auditor, params: { id: row.id }, ifMatch: row.version, body }))
const release = (row: Finding) =>
  handlers().release(call({ actor: auditor, params: { id: row.id }, ifMatch: row.version, body: {} }))
const many = (decision: 'accept' | 'reject' | 'reopen', findings: readonly Finding[]) => ({
  actor: auditor,
  body: { decision, findings: findings.map(({ id, version }) => ({ id, version })) },
})

describe('a value that a person types', () => {
  test('goes into the ledger and stands against the observation until that changes', async () => {
    const { device, see, row } = await aWrongSerial()
    const corrected = await take(await row(), { value: 'LABEL-1' })
    expect(corrected).toMatchObject({
      status: 'corrected',
      declaredValue: 'LABEL-1',
      settledValue: 'LABEL-1',
      settledFrom: 'declared',
    })
    expect(await serialOf(device.id)).toBe('LABEL-1')
    await see('OBSERVED-1')
    await handlers().reconcile(call())
    expect((await row()).status).toBe('corrected')
    await see('OBSERVED-2')
    expect(await row()).toMatchObject({ status: 'open', declaredValue: 'LABEL-1', settledValue: null })
  })

  test('is taken back with one step, and the finding reads as before', async () => {
    const { device, see, row } = await aWrongSerial()
    const corrected = await take(await row(), { value: 'LABEL-1' })
    const reopened = await decide('reopen', corrected)
    expect(reopened).toMatchObject({ status: 'open', declaredValue: 'DECLARED-1', settledValue: null })
    expect(await serialOf(device.id)).toBe('DECLARED-1')
    await see('OBSERVED-1')
    expect((await row()).version).toBe(reopened.version)
  })

  test('that is the observed one after all settles the finding', async () => {
    const { row } = await aWrongSerial()
    expect((await take(await row(), { value: 'observed-1' })).status).toBe('accepted')
  })

  test('must be one that the field can have', async () => {
    const { device, target } = await aDeclared({ kind: 'server' })
    await answer(target, { device: { kind: 'router' } })
    const row = await only('device', device.id, 'field-differs')
    await expect(take(row, { value: 'toaster' })).rejects.toMatchObject({
      code: 'validationFailed',
      issues: [{ path: 'value' }],
    })
    expect((await take(row, { value: 'firewall' })).status).toBe('corrected')
  })

  test('completes a line without a carrier', async () => {
    const made = await aLine(app, { carrierId: null })
    await handlers().reconcile(call())
    const row = await only('line', made.id, 'carrier-missing')
    const carrierId = (await aCarrier(app)).id
    expect((await take(row, { value: carrierId })).status).toBe('accepted')
    expect((await readRecord(app, line, made.id)).carrierId).toBe(carrierId)
  })

  test('moves a device into the room that the person chose', async () => {
    const [declared, seen, right] = [await aRoom(app), await aRoom(app), await aRoom(app)]
    const { device, target } = await aDeclared({ kind: 'server', roomId: declared.id })
    await answer(target, { device: { location: seen.code } })
    const row = await only('device', device.id, 'device-moved')
    const corrected = await take(row, { value: right.id })
    expect(corrected.declaredValue).toBe(`${right.code} ${right.name}`)
    expect((await readRecord(app, deviceEntity, device.id)).roomId).toBe(right.id)
    await answer(target, { device: { location: seen.code } })
    expect((await only('device', device.id, 'device-moved')).status).toBe('corrected')
  })
})

describe('another source', () => {
  test('gives its value; a source without one is refused', async () => {
    const { device, row } = await aWrongSerial()
    const open = await row()
    await expect(take(open, { source: 'agent' })).rejects.toMatchObject({ code: 'decisionRefused' })
    expect(await take(open, { source: 'snmp' })).toMatchObject({ status: 'accepted', settledFrom: 'snmp' })
    expect(await serialOf(device.id)).toBe('OBSERVED-1')
  })
})

describe('a lock', () => {
  test('is released without touching the ledger', async () => {
    const { device, row } = await aWrongSerial()
    const corrected = await take(await row(), { value: 'LABEL-1' })
    expect(await release(corrected)).toMatchObject({ status: 'open', declaredValue: 'LABEL-1' })
    expect(await serialOf(device.id)).toBe('LABEL-1')
    await expect(release(await row())).rejects.toMatchObject({ code: 'transitionNotAllowed' })
  })
})

describe('deciding many', () => {
  test('is previewed exactly, and the preview changes nothing', async () => {
    const [one, other] = [await aWrongSerial(), await aWrongSerial()]
    const stale = { ...(await other.row()), version: 99 }
    const { items } = await handlers().previewMany(call(many('accept', [await one.row(), stale])))
    expect(items).toMatchObject([
      {
        status: 'accepted',
        refused: null,
        changes: [
          {
            entity: 'device',
            recordId: one.device.id,
            before: { serialNumber: 'DECLARED-1' },
            after: { serialNumber: 'OBSERVED-1' },
          },
        ],
      },
      { status: null, changes: [] },
    ])
    expect(items[1]!.refused!.zh).not.toBe('')
    expect((await one.row()).status).toBe('open')
    expect(await serialOf(one.device.id)).toBe('DECLARED-1')
    expect(await logOf((await one.row()).id)).toEqual([])
    const done = await handlers().decideMany(call(many('accept', [await one.row()])))
    expect(done.decided).toEqual([(await one.row()).id])
    const back = await handlers().previewMany(call(many('reopen', [await one.row()])))
    expect(back.items[0]!.changes).toMatchObject([{ after: { serialNumber: 'DECLARED-1' } }])
  })
})
