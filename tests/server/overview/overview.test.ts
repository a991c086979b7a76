import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Slice } from '../../../server/contract/endpoints/overview.ts'
import { CityMap, Overview } from '../../../server/contract/endpoints/overview.ts'
import type { Entity } from '../../../server/contract/entity.ts'
import { entities } from '../../../server/contract/entities/index.ts'
import type { EntityName } from '../../../server/contract/entities/index.ts'
import { figures } from '../../../server/contract/figures.ts'
import { summariseRecords } from '../../../server/features/ledger/actions.ts'
import { readFigure } from '../../../server/features/overview/figures.ts'
import { overviewHandlers } from '../../../server/features/overview/routes.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import * as make from '../../support/factories.ts'

let app: TestApp
let overview: Overview
let map: CityMap

beforeAll(async () => {
  app = await testApp()
  const boundary = { type: 'Polygon', coordinates: [[[121, 41]]] }
  const region = await make.aRegion(app, { code: '210702', name: '古塔区', nameEn: 'Guta', boundary })
  const site = await make.aSite(app, { regionId: region.id, longitude: 121.12, latitude: 41.11 })
  const unplaced = await make.aSite(app, { regionId: region.id, longitude: null, latitude: null })
  const [police, school] = [
    await make.anOrganisation(app, { category: 'public-security', name: '市公安局' }),
    await make.anOrganisation(app, { category: 'school' }),
  ]
  const room = await make.aRoom(app, { siteId: site.id, organisationId: police.id, areaSquareMetres: 652 })
  const other = await make.aRoom(app, {
    siteId: unplaced.id,
    organisationId: school.id,
    areaSquareMetres: 10.5,
  })
  for (const [kind, purchaseDate, roomId] of [
    ['server', '2012-12-31', room.id],
    ['switch', '2013-01-01', room.id],
    ['storage', '2012-05-05', other.id],
    ['firewall', null, null],
    ['ups', '2001-01-01', room.id],
  ] as const) {
    await make.aDevice(app, { kind, purchaseDate, roomId, organisationId: school.id })
  }
  const internet = await make.aNetworkZone(app, { code: 'internet', name: '互联网', nameEn: 'Internet' })
  const unicom = await make.aCarrier(app, { code: 'unicom', name: '联通', nameEn: 'China Unicom' })
  const mobile = await make.aCarrier(app, { code: 'mobile', name: '移动', nameEn: 'China Mobile' })
  for (const carrierId of [unicom.id, unicom.id, null, mobile.id, unicom.id]) {
    await make.aLine(app, {
      carrierId,
      networkZoneId: internet.id,
      bandwidthMbps: 0.1,
      organisationId: police.id,
    })
  }
  for (const [status, kind, migrationStatus] of [
    ['operating', 'website', 'planned'],
    ['operating', 'special-purpose', 'not-assessed'],
    ['operating', 'special-purpose', 'planned'],
    ['retired', 'website', 'planned'],
  ] as const) {
    const fields = { status, kind, migrationStatus, networkZoneId: internet.id, organisationId: police.id }
    await make.anApplication(app, fields)
  }
  for (const [kind, status, roomId] of [
    ['device-silent', 'open', room.id],
    ['device-silent', 'rejected', room.id],
    ['carrier-missing', 'open', null],
    ['device-silent', 'open', null],
  ] as const) {
    await make.aFinding(app, { kind, status, roomId })
  }
  const collector = await make.aCollector(app, { name: '外网采集器', spoolCount: 3 })
  const target = await make.aTarget(app, { status: 'complete' })
  await make.aTarget(app)
  for (const [finishedAt, status] of [
    ['2026-11-23T07:30:00.000Z', 'complete'],
    ['2026-11-23T07:59:00.000Z', 'failed'],
    ['2026-11-23T06:59:00.000Z', 'failed'],
  ] as const) {
    await make.aCollectionRun(app, { collectorId: collector.id, targetId: target.id, finishedAt, status })
  }
  const handlers = overviewHandlers(app)
  overview = await handlers.get({} as never)
  map = await handlers.map({} as never)
})
afterAll(() => app.close())

test('the answers have the shape of the contract', () => {
  expect(Overview.safeParse(overview).error).toBeUndefined()
  expect(CityMap.safeParse(map).error).toBeUndefined()
})

test('each figure is what its query over the ledger returns', async () => {
  expect(Object.keys(overview.figures)).toEqual(figures.map(({ key }) => key))
  expect(overview.figures).toMatchObject({
    rooms: 2,
    roomArea: 662.5,
    roomAreaMunicipal: 652,
    roomAreaPublicSecurity: 652,
    roomAreaSchools: 10.5,
    roomAreaHospitals: null,
    devices: 4,
    servers: 1,
    storage: 1,
    networkAndSecurity: 2,
    devicesBefore2013: 2,
    devicesBefore2015: 3,
    lines: 5,
    lineBandwidth: 0.5,
    linesUnicom: 3,
    linesMobile: 1,
    linesTelecom: 0,
    linesWithoutCarrier: 1,
    applications: 3,
    applicationsSpecial: 2,
    applicationsWebsite: 1,
    applicationsInternet: 3,
    applicationsPrivate: 0,
  })
  for (const figure of figures) expect(await readFigure(app, figure)).toBe(overview.figures[figure.key])
})

const short = (slices: Slice[]) => slices.map(({ value, label, count }) => [value, label.zh, count])

test('breakdowns are in their natural order', () => {
  expect(short(overview.devicesByYear)).toEqual([
    ['2012', '2012 年', 2],
    ['2013', '2013 年', 1],
    [null, '日期不详', 1],
  ])
  expect(short(overview.linesByCarrier)).toEqual([
    ['unicom', '联通', 3],
    ['mobile', '移动', 1],
    [null, '未知', 1],
  ])
  expect(short(overview.linesByNetwork)).toEqual([['internet', '互联网', 5]])
  expect(short(overview.applicationsByNetwork)).toEqual([['internet', '互联网', 3]])
  expect(short(overview.applicationsByMigration)).toEqual([
    ['not-assessed', '未评估', 1],
    ['planned', '已计划', 2],
  ])
  expect(short(overview.findingsByKind)).toEqual([
    ['device-silent', '设备无应答', 2],
    ['carrier-missing', '缺少运营商', 1],
  ])
  expect(short(overview.targetsByStatus)).toEqual([
    ['never', '尚未采集', 1],
    ['complete', '正常', 1],
  ])
})

test('behind each slice is a list of exactly as many records', async () => {
  const breakdowns: [EntityName, Slice[]][] = [
    ['device', overview.devicesByYear],
    ['line', overview.linesByCarrier],
    ['line', overview.linesByNetwork],
    ['application', overview.applicationsByNetwork],
    ['application', overview.applicationsByMigration],
    ['finding', overview.findingsByKind],
    ['target', overview.targetsByStatus],
    ['deviceEvent', overview.severeEvents.bySeverity],
  ]
  for (const [name, slices] of breakdowns) {
    for (const { filters, count } of slices) {
      expect((await summariseRecords(app, entities[name] as Entity, filters)).count).toBe(count)
    }
  }
})

test('collectors show what they handed in during the last hour', () => {
  expect(overview.collectors).toMatchObject([
    { name: '外网采集器', spoolCount: 3, collectionsLastHour: 2, failedLastHour: 1 },
  ])
})

test('the map counts rooms and devices by district, and shows rooms that have a place', () => {
  const guta = map.regions.find(({ code }) => code === '210702')
  expect(guta).toMatchObject({ nameEn: 'Guta', boundary: { type: 'Polygon' }, roomCount: 2, deviceCount: 4 })
  expect(map.rooms).toEqual([
    expect.objectContaining({
      organisationName: '市公安局',
      longitude: 121.12,
      latitude: 41.11,
      areaSquareMetres: 652,
      deviceCount: 3,
      openFindings: 1,
    }),
  ])
})
