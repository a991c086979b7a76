import { afterAll, beforeAll, expect, test } from 'vitest'
import { application } from '../../../server/contract/entities/application.ts'
import { device } from '../../../server/contract/entities/device.ts'
import { line } from '../../../server/contract/entities/line.ts'
import { organisation } from '../../../server/contract/entities/organisation.ts'
import { rack } from '../../../server/contract/entities/rack.ts'
import { region } from '../../../server/contract/entities/region.ts'
import { room } from '../../../server/contract/entities/room.ts'
import { user } from '../../../server/contract/entities/user.ts'
import {
  createRecord,
  insertRecords,
  listRecords,
  readRecord,
  removeRecord,
  updateRecord,
} from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import {
  aDevice,
  aFinding,
  aLine,
  anApplication,
  anOrganisation,
  aRack,
  aRoom,
  aSite,
  aUser,
} from '../../support/factories.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const by = { userId: null }
const change = { by, expectedVersion: null }
const issuesAt = (...paths: string[]) => ({
  code: 'validationFailed',
  issues: paths.map((path) => expect.objectContaining({ path })),
})
const logOf = (entity: string, recordId: number) =>
  app.ledger.models.changeLogEntry.findAll({ where: { entity, recordId }, order: ['id'], raw: true })

test('a change based on an old version is refused with the record as it is now', async () => {
  const made = await aDevice(app)
  const mine = await updateRecord(app, device, made.id, { vendor: 'H3C' }, { by, expectedVersion: 1 })
  await expect(
    updateRecord(app, device, made.id, { vendor: 'Huawei' }, { by, expectedVersion: 1 }),
  ).rejects.toMatchObject({ code: 'staleVersion', status: 412, details: { current: mine } })
  await expect(removeRecord(app, device, made.id, { by, expectedVersion: 1 })).rejects.toMatchObject({
    code: 'staleVersion',
  })
  expect((await readRecord(app, device, made.id)).vendor).toBe('H3C')
})

test('of edits made at once from one version, exactly one is taken', async () => {
  const made = await aDevice(app)
  const vendors = ['Huawei', 'H3C', 'Ruijie', 'ZTE', 'Cisco', 'Dell']
  const results = await Promise.allSettled(
    vendors.map((vendor) => updateRecord(app, device, made.id, { vendor }, { by, expectedVersion: 1 })),
  )
  const taken = results.filter((result) => result.status === 'fulfilled')
  const refused = results.filter((result) => result.status === 'rejected')
  expect(taken).toHaveLength(1)
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'staleVersion' })
  expect(await readRecord(app, device, made.id)).toEqual(taken[0]!.value)
  expect(
    (await logOf('device', made.id)).map((row) => (row as unknown as { action: string }).action),
  ).toEqual(['create', 'update'])
})

test('edits made at once without a version all count, one after the other', async () => {
  const made = await aDevice(app)
  await Promise.all(
    ['a', 'b', 'c', 'd', 'e'].map((notes) => updateRecord(app, device, made.id, { notes }, change)),
  )
  expect((await readRecord(app, device, made.id)).version).toBe(6)
})

test('saving what is there already changes nothing', async () => {
  const made = await aDevice(app, { vendor: 'Huawei', priceYuan: 10 })
  app.clock.advance(1000)
  const same = { vendor: ' Huawei ', priceYuan: 10.001, model: null }
  expect(await updateRecord(app, device, made.id, same, { by, expectedVersion: 1 })).toEqual(made)
  expect(await logOf('device', made.id)).toHaveLength(1)
})

test('a change is logged with only what changed, who made it and why', async () => {
  const person = await aUser(app)
  const found = await aFinding(app)
  const made = await aDevice(app, { serialNumber: 'OLD', vendor: 'Huawei' })
  app.clock.set('2026-11-24T01:02:03.004Z')
  await updateRecord(
    app,
    device,
    made.id,
    { serialNumber: 'NEW', vendor: 'Huawei' },
    { by: { userId: person.id }, expectedVersion: 1, reason: '现场核对', findingId: found.id },
  )
  const [, entry] = await logOf('device', made.id)
  expect(entry).toMatchObject({
    at: '2026-11-24T01:02:03.004Z',
    action: 'update',
    recordName: made.name,
    before: '{"serialNumber":"OLD"}',
    after: '{"serialNumber":"NEW"}',
    userId: person.id,
    reason: '现场核对',
    findingId: found.id,
  })
})

test('hidden columns are written, shown nowhere and not logged', async () => {
  const made = await createRecord(
    app,
    user,
    { login: 'wang', name: '王', role: 'viewer', status: 'active', language: 'zh', passwordHash: 'h4sh' },
    by,
  )
  const changed = await updateRecord(app, user, made.id, { passwordHash: 'n3w' }, { by, expectedVersion: 1 })
  expect(changed.version).toBe(2)
  expect(JSON.stringify([made, changed])).not.toMatch(/h4sh|n3w/)
  expect(JSON.stringify(await logOf('user', made.id))).not.toMatch(/h4sh|n3w/)
  expect((await app.ledger.models.user.findByPk(made.id))?.get('passwordHash')).toBe('n3w')
})

test('states change only along the allowed ways', async () => {
  const { id } = await anApplication(app)
  await expect(
    updateRecord(app, application, id, { migrationStatus: 'verified' }, change),
  ).rejects.toMatchObject({
    code: 'transitionNotAllowed',
    status: 409,
    message: 'Cannot go from "Not assessed" to "Verified".',
    issues: [{ path: 'migrationStatus', message: { zh: '不能从「未评估」变为「已验证」。' } }],
  })
  const moved = await updateRecord(app, application, id, { migrationStatus: 'assessed' }, change)
  expect(moved.migrationStatus).toBe('assessed')
})

test('a value that must be unique is refused beside its field', async () => {
  const first = await aDevice(app)
  const second = await aDevice(app)
  const refusal = {
    code: 'duplicateValue',
    status: 409,
    issues: [expect.objectContaining({ path: 'assetTag' })],
  }
  await expect(aDevice(app, { assetTag: first.assetTag })).rejects.toMatchObject(refusal)
  await expect(
    updateRecord(app, device, second.id, { assetTag: first.assetTag }, change),
  ).rejects.toMatchObject(refusal)
  await expect(
    updateRecord(app, device, second.id, { assetTag: second.assetTag, notes: 'x' }, change),
  ).resolves.toMatchObject({ version: 2 })
})

test('of two records created at once with one code, one is refused', async () => {
  const organisationId = (await anOrganisation(app)).id
  const results = await Promise.allSettled(
    [1, 2].map(() => aDevice(app, { organisationId, assetTag: 'TWICE' })),
  )
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const refused = results.find((result) => result.status === 'rejected')
  expect(refused?.reason).toMatchObject({ code: 'duplicateValue', issues: [{ path: 'assetTag' }] })
})

test('a reference to nothing is refused beside its field', async () => {
  await expect(aDevice(app, { roomId: 987654 })).rejects.toMatchObject({
    ...issuesAt('roomId'),
    issues: [{ path: 'roomId', message: { zh: '所选的机房不存在，可能已被删除。' } }],
  })
  const made = await aDevice(app)
  await expect(updateRecord(app, device, made.id, { networkZoneId: 987654 }, change)).rejects.toMatchObject(
    issuesAt('networkZoneId'),
  )
})

test('a record that others point to cannot be removed, and the answer says which do', async () => {
  const owner = await anOrganisation(app)
  await aDevice(app, { organisationId: owner.id })
  await aDevice(app, { organisationId: owner.id })
  await expect(removeRecord(app, organisation, owner.id, change)).rejects.toMatchObject({
    code: 'stillReferenced',
    status: 409,
    details: { count: 2, entity: 'device', entityZh: '设备' },
  })
  expect(await readRecord(app, organisation, owner.id)).toEqual(owner)
})

test('what does not exist cannot be changed or removed', async () => {
  await expect(updateRecord(app, device, 987654, { notes: 'x' }, change)).rejects.toMatchObject({
    status: 404,
  })
  await expect(removeRecord(app, device, 987654, change)).rejects.toMatchObject({ status: 404 })
})

test('a refused change leaves neither the record nor the log touched', async () => {
  const made = await aDevice(app)
  await expect(
    app.ledger.transaction(async (transaction) => {
      await updateRecord(app, device, made.id, { notes: 'half' }, { ...change, transaction })
      throw new Error('stopped')
    }),
  ).rejects.toThrow('stopped')
  expect(await readRecord(app, device, made.id)).toEqual(made)
  expect(await logOf('device', made.id)).toHaveLength(1)
})

test('dates that contradict each other are refused, but an old contradiction does not block other changes', async () => {
  await expect(aDevice(app, { purchaseDate: '2020-01-01', warrantyEnd: '2019-12-31' })).rejects.toMatchObject(
    issuesAt('warrantyEnd'),
  )
  await expect(aLine(app, { contractStart: '2020-01-02', contractEnd: '2020-01-01' })).rejects.toMatchObject(
    issuesAt('contractEnd'),
  )
  const organisationId = (await anOrganisation(app)).id
  const broken = {
    id: 70_001,
    assetTag: 'BROKEN',
    name: '旧设备',
    kind: 'server',
    organisationId,
    status: 'in-use',
    purchaseDate: '2020-01-01',
    warrantyEnd: '2010-01-01',
  }
  await insertRecords(app, device, [broken], { origin: 'demonstration' })
  const kept = await updateRecord(app, device, 70_001, { vendor: 'IBM' }, change)
  expect(kept).toMatchObject({ vendor: 'IBM', origin: 'demonstration' })
  await expect(
    updateRecord(app, device, 70_001, { purchaseDate: '2019-01-01' }, change),
  ).rejects.toMatchObject(issuesAt('warrantyEnd'))
})

test('a device stands in a rack of its room, inside it, and not where another stands', async () => {
  const here = await aRoom(app)
  const cabinet = await aRack(app, { roomId: here.id, heightU: 10 })
  const place = { roomId: here.id, rackId: cabinet.id }
  const low = await aDevice(app, { ...place, positionU: 1, heightU: 4 })
  await expect(aDevice(app, { ...place, positionU: 4, heightU: 1 })).rejects.toMatchObject(
    issuesAt('positionU'),
  )
  await expect(aDevice(app, { ...place, positionU: 9, heightU: 3 })).rejects.toMatchObject(
    issuesAt('positionU'),
  )
  await expect(aDevice(app, { ...place, roomId: null, positionU: 6 })).rejects.toMatchObject(
    issuesAt('rackId'),
  )
  await expect(aDevice(app, { positionU: 6 })).rejects.toMatchObject(issuesAt('rackId'))
  await expect(aDevice(app, { ...place, positionU: 5, heightU: 6 })).resolves.toBeDefined()
  await expect(updateRecord(app, device, low.id, { heightU: 5 }, change)).rejects.toMatchObject(
    issuesAt('positionU'),
  )
  await expect(updateRecord(app, device, low.id, { heightU: 3 }, change)).resolves.toBeDefined()
  await expect(updateRecord(app, rack, cabinet.id, { heightU: 9 }, change)).rejects.toMatchObject(
    issuesAt('heightU'),
  )
  await expect(
    updateRecord(app, rack, cabinet.id, { roomId: (await aRoom(app)).id }, change),
  ).rejects.toMatchObject(issuesAt('roomId'))
})

test('an organisation cannot come to stand below itself', async () => {
  const top = await anOrganisation(app)
  const middle = await anOrganisation(app, { parentId: top.id })
  const bottom = await anOrganisation(app, { parentId: middle.id })
  await expect(
    updateRecord(app, organisation, top.id, { parentId: bottom.id }, change),
  ).rejects.toMatchObject(issuesAt('parentId'))
  await expect(updateRecord(app, organisation, top.id, { parentId: top.id }, change)).rejects.toMatchObject(
    issuesAt('parentId'),
  )
})

test('coordinates come in pairs, and a boundary is an area', async () => {
  await expect(aSite(app, { longitude: 121.1, latitude: null })).rejects.toMatchObject(issuesAt('latitude'))
  const boundary = { type: 'Point', coordinates: [121, 41] }
  await expect(createRecord(app, region, { code: 'X1', name: '点', boundary }, by)).rejects.toMatchObject(
    issuesAt('boundary'),
  )
})

test('values are kept as people mean them: trimmed, rounded, instants in UTC', async () => {
  const made = await aRoom(app, { name: '  中心机房 ', areaSquareMetres: 1.005 })
  expect(made).toMatchObject({ name: '中心机房', areaSquareMetres: 1.01 })
})

test('many records go in at once with their own ids, found by pinyin, and without log entries', async () => {
  const owner = await anOrganisation(app)
  const logged = await app.ledger.models.changeLogEntry.count()
  const boundary = { type: 'Polygon', coordinates: [[[121, 41]]] }
  await insertRecords(app, region, [{ id: 9001, code: 'B1', name: "O'Hara\\区", boundary }], {
    origin: 'demonstration',
  })
  expect(await readRecord(app, region, 9001)).toMatchObject({
    name: "O'Hara\\区",
    boundary,
    origin: 'demonstration',
  })
  const rows = Array.from({ length: 450 }, (_, i) => ({
    assetTag: `BULK-${i}`,
    name: `批量设备${i}`,
    kind: 'server',
    organisationId: owner.id,
    status: 'in-use',
  }))
  await insertRecords(app, device, rows, { origin: 'imported' })
  const page = await listRecords(app, device, { q: 'plsb44', sort: 'name' })
  expect(page.items.map(({ name }) => name)).toEqual([
    '批量设备44',
    ...Array.from({ length: 10 }, (_, i) => `批量设备44${i}`),
  ])
  await expect(
    insertRecords(app, device, [{ ...rows[0], assetTag: 'NEW' }, rows[1]!], { origin: 'imported' }),
  ).rejects.toThrow()
  expect((await listRecords(app, device, { assetTag: 'NEW' })).items).toEqual([])
  expect(await app.ledger.models.changeLogEntry.count()).toBe(logged)
})

test('a room may be closed and opened again, a line that was taken out as well', async () => {
  const made = await aRoom(app)
  await updateRecord(app, room, made.id, { status: 'closed' }, change)
  await expect(updateRecord(app, room, made.id, { status: 'closing' }, change)).rejects.toMatchObject({
    code: 'transitionNotAllowed',
  })
  await expect(updateRecord(app, room, made.id, { status: 'operating' }, change)).resolves.toBeDefined()
  const taken = await aLine(app, { status: 'terminated' })
  await expect(updateRecord(app, line, taken.id, { status: 'active' }, change)).resolves.toBeDefined()
})
