import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Entity } from '../../../server/contract/entity.ts'
import { entities } from '../../../server/contract/entities/index.ts'
import { proposeTable } from '../../../server/domain/import/detect.ts'
import type { ImportEntity } from '../../../server/domain/import/entities.ts'
import { importEntities, importFields } from '../../../server/domain/import/entities.ts'
import { mappingOf } from '../../../server/domain/import/mapping.ts'
import { rowReader } from '../../../server/domain/import/read-row.ts'
import type { NamedRecord } from '../../../server/domain/import/reading.ts'
import type { SheetRow } from '../../../server/domain/import/sheet.ts'
import { exportRecords } from '../../../server/features/ledger/export.ts'
import { openWorkbook } from '../../../server/workbooks/open.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import * as make from '../../support/factories.ts'
import { fileFolder } from '../../support/workbook-file.ts'

/* What we export, we import: every importable entity, in both languages, as CSV and as XLSX. */

const files = fileFolder()
let app: TestApp
type Row = Record<string, unknown>
const exported = {} as Record<ImportEntity, Row[]>

beforeAll(async () => {
  app = await testApp()
  const region = await make.aRegion(app, { name: '古塔区', nameEn: 'Guta District' })
  const parent = await make.anOrganisation(app, { name: '市政府', nameEn: 'City Government' })
  const organisation = await make.anOrganisation(app, {
    name: '市教育局（本级）',
    nameEn: 'Education Bureau',
    category: 'school',
    regionId: region.id,
    parentId: parent.id,
    contactName: '王一',
    contactPhone: '0416-1234567',
    notes: '=第一行\n第二行',
  })
  const zone = await make.aNetworkZone(app, { name: '互联网', nameEn: 'Internet' })
  const carrier = await make.aCarrier(app, { name: '中国联通', nameEn: 'China Unicom' })
  const own = { organisationId: organisation.id }
  const room = await make.aRoom(app, {
    ...own,
    name: '三楼 "中心" 机房',
    floor: '-1',
    areaSquareMetres: 85.25,
    grade: 'ungraded',
    powerKw: 80.5,
    coolingKw: 0,
    upsMinutes: 120,
    floorLoadKgPerSquareMetre: 800,
    builtOn: '2012-05-01',
    status: 'closing',
    notes: '-备注',
  })
  const rack = await make.aRack(app, { roomId: room.id, rowNumber: 1, positionNumber: 2, ratedPowerKw: 5.5 })
  const device = await make.aDevice(app, {
    ...own,
    assetTag: '000123',
    kind: 'firewall',
    vendor: '华为',
    model: 'USG6000E',
    serialNumber: '210235A1AB4500000012',
    softwareVersion: 'V500R005C20SPC500',
    roomId: room.id,
    rackId: rack.id,
    positionU: 12,
    heightU: 2,
    powerWatts: 350,
    managementAddress: '10.21.3.4',
    networkZoneId: zone.id,
    purchaseDate: '2012-12-31',
    warrantyEnd: '2015-12-31',
    priceYuan: 125000.5,
    status: 'spare',
    notes: '@备注, 逗号',
  })
  const line = await make.aLine(app, {
    ...own,
    carrierId: carrier.id,
    networkZoneId: zone.id,
    bandwidthMbps: 2.048,
    roomId: room.id,
    deviceId: device.id,
    interfaceName: 'GE0/0/1',
    farEnd: '联通机房',
    contractNumber: 'HT-2019-001',
    contractStart: '2019-01-01',
    contractEnd: '2019-12-31',
    monthlyFeeYuan: 833.33,
    status: 'suspended',
  })
  const application = await make.anApplication(app, {
    ...own,
    networkZoneId: zone.id,
    userCount: 12000,
    demandVcpu: 8,
    demandMemoryGib: 32.5,
    demandStorageTb: 0.125,
    url: 'http://www.example.gov.cn/a?b=1',
    developer: '某软件公司',
    launchedOn: '2018-03-04',
    migrationStatus: 'blocked',
    mlpsLevel: '3',
    criticality: 'critical',
  })
  const place = await make.aPlace(app, {
    regionId: region.id,
    address: '解放路 1 号',
    longitude: 121.123456,
    latitude: 41.1,
    areaSquareMetres: 5000,
    dailyVisitors: 20000,
    accessPointCount: 0,
    wirelessStatus: 'none',
  })
  Object.assign(exported, {
    room: [room, await make.aRoom(app, own)],
    device: [device, await make.aDevice(app, own)],
    line: [line, await make.aLine(app, { ...own, carrierId: null, networkZoneId: zone.id })],
    application: [application, await make.anApplication(app, { ...own, networkZoneId: zone.id })],
    place: [place, await make.aPlace(app, { regionId: region.id })],
    rack: [rack, await make.aRack(app, { roomId: room.id })],
    organisation: [organisation, parent],
  })
})
afterAll(async () => {
  files.remove()
  await app.close()
})

const cases = importEntities.flatMap((entity) =>
  (['zh', 'en'] as const).flatMap((language) =>
    (['csv', 'xlsx'] as const).map((format) => [entity, language, format] as const),
  ),
)

it.each(cases)('%s in %s as %s', async (name, language, format) => {
  const entity: Entity = entities[name]
  const fields = importFields(name)
  const columns = Object.keys(fields).join(',')
  const reply = await exportRecords(app, entity, { sort: '-id' } as never, { format, language, columns })
  const parts: Uint8Array[] = []
  for await (const part of reply.content) parts.push(typeof part === 'string' ? Buffer.from(part) : part)
  const path = join(files.folder, `${name}-${language}.${format}`)
  writeFileSync(path, Buffer.concat(parts))

  const book = await openWorkbook(path, reply.fileName)
  const rows: SheetRow[] = []
  for await (const row of book.rows(0)) rows.push(row)
  const table = proposeTable(book.sheets[0]!.name, rows)!
  await book.close()
  expect(table.entity).toBe(name)
  expect(table.columns.filter(({ field }) => field).map(({ field }) => field)).toEqual(Object.keys(fields))

  const read = rowReader(mappingOf(table))
  const key = name === 'place' || name === 'rack' ? 'name' : Object.keys(fields)[0]!
  const readings = rows.slice(1).map(read)
  for (const record of exported[name]) {
    const reading = readings.find((each) => each.kind === 'record' && each.values[key] === record[key])
    if (reading?.kind !== 'record') throw new Error(`No row for ${String(record[key])}`)
    expect(reading.cells.filter(({ problem }) => problem)).toEqual([])
    expect(reading.cells.filter(({ note }) => note)).toEqual([])
    for (const [field, { type }] of Object.entries(fields)) {
      const value = reading.values[field]
      const base = field.replace(/Id$/, '')
      const names = [record[`${base}Name`], record[`${base}NameEn`]]
      if (type === 'reference' && value !== null) expect(names).toContain((value as NamedRecord).text)
      else expect([field, value ?? null]).toEqual([field, record[field] ?? null])
    }
  }
})
