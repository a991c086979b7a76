import { describe, expect, test } from 'vitest'
import { device as deviceEntity } from '../../../server/contract/entities/device.ts'
import { updateRecord } from '../../../server/features/ledger/actions.ts'
import { call } from '../collection/link.ts'
import {
  app,
  auditor,
  openScene,
  handlers,
  by,
  answer,
  only,
  decide,
  logOf,
  serialOf,
  aDeclared,
  aWrongSerial,
} from './scene.ts'

/* What differs in a field, from what a collector saw to what a person decided, and back. */

openScene()

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
