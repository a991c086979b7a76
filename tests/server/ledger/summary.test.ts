import { afterAll, beforeAll, expect, test } from 'vitest'
import { collector } from '../../../server/contract/entities/collector.ts'
import { device } from '../../../server/contract/entities/device.ts'
import { room } from '../../../server/contract/entities/room.ts'
import { summariseRecords } from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aCollector, aDevice, anOrganisation, aRegion, aRoom, aSite } from '../../support/factories.ts'

let app: TestApp
let siteId: number
let schoolId: number

beforeAll(async () => {
  app = await testApp()
  const region = await aRegion(app, { name: '凌河区', nameEn: 'Linghe' })
  siteId = (await aSite(app, { regionId: region.id })).id
  schoolId = (await anOrganisation(app, { name: '第一中学', nameEn: 'First School', category: 'school' })).id
  const hospital = await anOrganisation(app, { category: 'hospital' })
  for (const areaSquareMetres of [0.1, 0.2, 2522.75, 652]) {
    await aRoom(app, { siteId, organisationId: schoolId, areaSquareMetres, grade: 'A' })
  }
  const last = await aRoom(app, { siteId, organisationId: hospital.id, areaSquareMetres: 1183.7, grade: 'C' })
  await aDevice(app, { roomId: last.id, organisationId: schoolId })
  await aDevice(app, { organisationId: schoolId })
})
afterAll(() => app.close())

test('counts and sums what the filters select, in the decimals of the field', async () => {
  expect(await summariseRecords(app, room, { sums: 'areaSquareMetres,powerKw' })).toEqual({
    count: 5,
    sums: { areaSquareMetres: 4358.75, powerKw: null },
    facets: {},
  })
  expect(
    await summariseRecords(app, room, {
      organisationCategory: 'school',
      'areaSquareMetres.lt': '1',
      sums: 'areaSquareMetres',
    }),
  ).toMatchObject({ count: 2, sums: { areaSquareMetres: 0.3 } })
  expect(await summariseRecords(app, room, { q: 'no such room', sums: 'areaSquareMetres' })).toEqual({
    count: 0,
    sums: { areaSquareMetres: null },
    facets: {},
  })
})

test('facets name their values in both languages, most frequent first', async () => {
  const { facets } = await summariseRecords(app, room, {
    facets: 'grade,organisationId,regionId,organisationCategory,floor',
  })
  expect(facets['grade']).toEqual([
    { value: 'A', label: 'A 级', labelEn: 'Grade A', count: 4 },
    { value: 'C', label: 'C 级', labelEn: 'Grade C', count: 1 },
  ])
  expect(facets['organisationId']![0]).toEqual({
    value: schoolId,
    label: '第一中学',
    labelEn: 'First School',
    count: 4,
  })
  expect(facets['regionId']).toEqual([
    { value: expect.any(Number), label: '凌河区', labelEn: 'Linghe', count: 5 },
  ])
  expect(facets['organisationCategory']!.map(({ value, label, count }) => [value, label, count])).toEqual([
    ['school', '学校', 4],
    ['hospital', '医院', 1],
  ])
  expect(facets['floor']).toEqual([{ value: null, label: null, labelEn: null, count: 5 }])
})

test('facets tell records without a reference, and yes from no', async () => {
  const { facets } = await summariseRecords(app, device, { facets: 'roomId' })
  expect(facets['roomId']!.map(({ value, count }) => [value === null, count]).sort()).toEqual([
    [false, 1],
    [true, 1],
  ])
  await aCollector(app, { enabled: true })
  const answer = await summariseRecords(app, collector, { facets: 'enabled', enabled: 'true' })
  expect(answer.facets['enabled']).toEqual([{ value: true, label: '是', labelEn: 'Yes', count: 1 }])
})

test('a facet or a sum that does not exist is refused with those that do', async () => {
  await expect(summariseRecords(app, room, { sums: 'name' })).rejects.toMatchObject({
    code: 'unknownFilter',
    details: { name: 'name', allowed: expect.arrayContaining(['areaSquareMetres', 'powerKw']) },
  })
  await expect(summariseRecords(app, room, { facets: 'grade,searchText' })).rejects.toMatchObject({
    code: 'unknownFilter',
    details: { name: 'searchText' },
  })
})
