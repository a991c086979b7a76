import { describe, expect, test } from 'vitest'
import { device as deviceEntity } from '../../../server/contract/entities/device.ts'
import { line as lineEntity } from '../../../server/contract/entities/line.ts'
import { target as targetEntity } from '../../../server/contract/entities/target.ts'
import { findRecord, readRecord, updateRecord } from '../../../server/features/ledger/actions.ts'
import { aDevice, aLine, aRack, aRoom, aTarget } from '../../support/factories.ts'
import { anAnswer, anInterface, noAnswer } from '../collection/answers.ts'
import { call } from '../collection/link.ts'
import {
  app,
  zone,
  collector,
  openScene,
  handlers,
  now,
  by,
  answer,
  only,
  decide,
  aDeclared,
  findingsOf,
} from './scene.ts'
import type { Target } from './scene.ts'

/* Devices that moved, fell silent or were never declared, and lines whose port is down. */

openScene()

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
      remoteAddress: null,
      remoteDescription: null,
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
  test('that answers for a stack is entered member by member, each with its own serial number and model', async () => {
    const room = await aRoom(app)
    const target = await aTarget(app, { networkZoneId: zone })
    // Two records claim the third member: nothing tells which of them answers.
    await aDevice(app, { serialNumber: 'member-3', name: 'known before' })
    await aDevice(app, { serialNumber: 'member-3', name: 'known twice' })
    const component = { name: null, softwareVersion: null, slot: null }
    await answer(target, {
      device: {
        vendor: 'H3C',
        model: 'S6520X-30QC-EI',
        kind: 'switch' as const,
        name: 'STACK',
        serialNumbers: ['MEMBER-1', 'MEMBER-2', 'MEMBER-3'],
        location: room.code,
      },
      components: [
        { ...component, class: 'chassis' as const, model: 'S6520X-54QC-EI', serialNumber: 'MEMBER-2' },
      ],
    })
    const row = await only('target', target.id, 'device-unregistered')
    const accepted = await decide('accept', row)
    const entered = async () =>
      (await app.ledger.models.device.findAll({
        attributes: ['assetTag', 'name', 'model', 'serialNumber', 'roomId'],
        where: { roomId: room.id },
        order: ['assetTag'],
        raw: true,
      })) as unknown as object[]
    const both = { roomId: room.id }
    expect(await entered()).toEqual([
      {
        ...both,
        assetTag: `OBS-${target.id}`,
        name: 'STACK',
        model: 'S6520X-30QC-EI',
        serialNumber: 'MEMBER-1',
      },
      {
        ...both,
        assetTag: `OBS-${target.id}-2`,
        name: 'STACK-2',
        model: 'S6520X-54QC-EI',
        serialNumber: 'MEMBER-2',
      },
    ])
    await decide('reopen', accepted)
    expect(await entered()).toEqual([])
  })

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
