import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Entity } from '../../../server/contract/entity.ts'
import type { AppError } from '../../../server/contract/error.ts'
import { device } from '../../../server/contract/entities/device.ts'
import { room } from '../../../server/contract/entities/room.ts'
import { networkZone } from '../../../server/contract/entities/network-zone.ts'
import { listQuerySchema } from '../../../server/contract/list-query.ts'
import { listRecords } from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { startOfTest, testApp } from '../../support/app.ts'
import { aDevice, anOrganisation, aNetworkZone, aRegion, aRoom, aSite } from '../../support/factories.ts'

let app: TestApp
let rooms: { id: number }[]
let zone: { id: number }
let regionId: number

beforeAll(async () => {
  app = await testApp()
  regionId = (await aRegion(app, { name: '古塔区' })).id
  const site = await aSite(app, { regionId })
  const hospital = await anOrganisation(app, { category: 'hospital' })
  rooms = [await aRoom(app, { siteId: site.id, organisationId: hospital.id }), await aRoom(app)]
  zone = await aNetworkZone(app, { isolated: true })
  const organisationId = hospital.id
  await aDevice(app, {
    assetTag: 'A',
    kind: 'server',
    vendor: 'Dell',
    purchaseDate: '2012-12-31',
    priceYuan: 100,
    roomId: rooms[0]!.id,
    networkZoneId: zone.id,
    organisationId,
  })
  await aDevice(app, {
    assetTag: 'B',
    kind: 'switch',
    vendor: 'Huawei',
    purchaseDate: '2013-01-01',
    priceYuan: 0.5,
  })
  await aDevice(app, { assetTag: 'C', kind: 'switch', vendor: '50%_off, "x"', roomId: rooms[1]!.id })
  app.clock.advance(60_000)
  await aDevice(app, {
    assetTag: 'D',
    kind: 'router',
    vendor: "a\\b'c",
    purchaseDate: '2020-06-15',
    priceYuan: 7,
  })
})
afterAll(() => app.close())

async function found(query: Record<string, string>, entity: Entity = device): Promise<string> {
  const parsed = listQuerySchema(entity).parse(query)
  const { items } = await listRecords(app, entity, parsed)
  return (items as unknown as Record<string, unknown>[]).map((row) => row['assetTag'] ?? row['id']).join('')
}

test.each([
  [{ kind: 'switch' }, 'BC'],
  [{ kind: 'switch,router' }, 'BCD'],
  [{ 'kind.not': 'switch,router' }, 'A'],
  [{ vendor: 'Dell' }, 'A'],
  [{ vendor: 'dell' }, ''],
  [{ 'vendor.not': 'Dell' }, 'BCD'],
  [{ 'vendor.contains': 'hua' }, 'B'],
  [{ 'vendor.contains': 'DELL,HUA' }, 'AB'],
  [{ 'purchaseDate.lt': '2013-01-01' }, 'A'],
  [{ 'purchaseDate.lte': '2013-01-01' }, 'AB'],
  [{ 'purchaseDate.gt': '2013-01-01' }, 'D'],
  [{ 'purchaseDate.gte': '2013-01-01' }, 'BD'],
  [{ 'purchaseDate.gte': '2013-01-01', 'purchaseDate.lt': '2020-01-01' }, 'B'],
  [{ purchaseDate: '2012-12-31,2020-06-15' }, 'AD'],
  [{ 'purchaseDate.empty': 'true' }, 'C'],
  [{ 'purchaseDate.empty': 'false' }, 'ABD'],
  [{ 'priceYuan.lt': '1' }, 'B'],
  [{ 'priceYuan.gte': '7' }, 'AD'],
  [{ priceYuan: '0.5' }, 'B'],
  [{ 'createdAt.gt': startOfTest }, 'D'],
  [{ 'createdAt.lte': '2026-11-23T16:00:00+08:00' }, 'ABC'],
  [{ 'createdAt.gte': '2026-11-24' }, ''],
  [{ organisationCategory: 'hospital' }, 'A'],
  [{ organisationCategory: 'municipal,hospital', kind: 'server' }, 'A'],
  [{ 'roomId.empty': 'true' }, 'BD'],
  [{ 'regionId.empty': 'true' }, 'BD'],
])('%o finds %s', async (query, expected) => {
  expect(await found(query)).toBe(expected)
})

test('references and values read through them filter by id; what has none counts as different', async () => {
  expect(await found({ roomId: String(rooms[0]!.id) })).toBe('A')
  expect(await found({ 'roomId.not': String(rooms[0]!.id) })).toBe('BCD')
  expect(await found({ regionId: String(regionId) })).toBe('A')
  expect(await found({ regionName: '古塔区' }, room)).toBe(String(rooms[0]!.id))
  expect(await found({ isolated: 'true' }, networkZone)).toBe(String(zone.id))
  expect(await found({ isolated: 'false' }, networkZone)).toBe('')
})

test.each([
  [{ vendor: "x' OR '1'='1" }, ''],
  [{ vendor: '"; DROP TABLE device; --' }, ''],
  [{ 'vendor.contains': '%' }, 'C'],
  [{ 'vendor.contains': '_' }, 'C'],
  [{ 'vendor.contains': '!' }, ''],
  [{ 'vendor.contains': '\\\\' }, 'D'],
  [{ vendor: "a\\\\b'c" }, 'D'],
  [{ vendor: '50%_off\\, "x"' }, 'C'],
  [{ q: '%' }, 'C'],
  [{ q: "b'c" }, 'D'],
  [{ q: '$1' }, ''],
  [{ vendor: '$1' }, ''],
])('%o is a value and nothing more: finds %s', async (query, expected) => {
  expect(await found(query)).toBe(expected)
  expect(await found({})).toBe('ABCD')
})

test.each([
  [{ 'purchaseDate.lt': '2013' }, '2013', 'a date such as 2013-01-01', '日期'],
  [{ 'purchaseDate.lt': '2013-02-30' }, '2013-02-30', 'a date', '日期'],
  [{ 'priceYuan.gt': '1e5' }, '1e5', 'a number', '数字'],
  [{ 'priceYuan.gt': '' }, '', 'a number', '数字'],
  [{ kind: 'toaster' }, 'toaster', 'one of server, storage', '以下之一'],
  [{ kind: 'constructor' }, 'constructor', 'one of', '以下之一'],
  [{ roomId: '1;--' }, '1;--', 'the id of a record', '记录编号'],
  [{ 'createdAt.gt': 'yesterday' }, 'yesterday', 'an instant', '时间'],
  [{ 'vendor.empty': 'perhaps' }, 'perhaps', 'true or false', 'true 或 false'],
  [{ vendor: '' }, '', 'a text', '文字'],
])('%o is refused with what was expected', async (query, value, en, zh) => {
  const name = Object.keys(query)[0]
  const error = (await found(query as Record<string, string>).catch((thrown: unknown) => thrown)) as AppError
  expect(error).toMatchObject({ code: 'invalidFilterValue', status: 400, details: { name, value } })
  expect(error.text().en).toContain(en)
  expect(error.text().zh).toContain(zh)
})

test('a filter that does not exist is refused with those that do', async () => {
  await expect(listRecords(app, device, { colour: 'red' } as never)).rejects.toMatchObject({
    code: 'unknownFilter',
    details: { name: 'colour', allowed: expect.arrayContaining(['kind', 'kind.not', 'purchaseDate.lt']) },
  })
  await expect(listRecords(app, device, { 'kind.lt': 'server' } as never)).rejects.toMatchObject({
    code: 'unknownFilter',
  })
  await expect(listRecords(app, device, { searchText: 'x' } as never)).rejects.toMatchObject({
    code: 'unknownFilter',
  })
})
