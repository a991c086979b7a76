import { describe, expect, test } from 'vitest'
import { buildCity } from '../../../seed/city/city.ts'
import type { CityRecords } from '../../../seed/city/records.ts'

/*
 * The published survey, counted from the records by hand: without the figures' declarations, so that a mistake there
 * cannot hide one here.
 */

const { records } = buildCity()
const sum = (values: number[]): number => values.reduce((one, other) => one + other, 0)
const category = (organisationId: number): string =>
  records.organisation.find(({ id }) => id === organisationId)!.category
const zoneCode = (id: number): string => records.networkZone.find((zone) => zone.id === id)!.code
const area = (...categories: string[]): number =>
  sum(
    records.room
      .filter((room) => categories.includes(category(room.organisationId)))
      .map((room) => room.areaSquareMetres),
  )

describe('machine rooms', () => {
  test('92 rooms with 4358.75 m²', () => {
    expect(records.room).toHaveLength(92)
    expect(sum(records.room.map((room) => room.areaSquareMetres))).toBe(4358.75)
  })
  test('areas by owner', () => {
    expect(area('municipal', 'public-security')).toBe(2522.75)
    expect(area('public-security')).toBe(652)
    expect(area('school')).toBe(1459)
    expect(area('hospital')).toBe(377)
  })
})

describe('hardware', () => {
  const kinds = (names: string[]): number => records.device.filter(({ kind }) => names.includes(kind)).length
  const before = (date: string): number =>
    records.device.filter((device) => device.purchaseDate! < date).length

  test('994 devices: 454 servers, 64 storage, 476 network and security', () => {
    expect(records.device).toHaveLength(994)
    expect(kinds(['server'])).toBe(454)
    expect(kinds(['storage'])).toBe(64)
    expect(
      kinds(['switch', 'router', 'firewall', 'load-balancer', 'wireless-controller', 'access-point']),
    ).toBe(476)
  })
  test('546 bought before 2013, 703 before 2015, none after the survey', () => {
    expect(before('2013-01-01')).toBe(546)
    expect(before('2015-01-01')).toBe(703)
    expect(before('2019-04-01')).toBe(994)
    expect((546 / 994) * 100).toBeCloseTo(54.9, 1)
    expect((703 / 994) * 100).toBeCloseTo(70.7, 1)
  })
})

describe('lines', () => {
  const carrierCode = (id: number | null | undefined): string | null =>
    records.carrier.find((carrier) => carrier.id === id)?.code ?? null
  const byCarrier = (code: string | null): number =>
    records.line.filter((line) => carrierCode(line.carrierId) === code).length

  test('333 lines with 8800 Mbit/s', () => {
    expect(records.line).toHaveLength(333)
    expect(sum(records.line.map((line) => line.bandwidthMbps))).toBe(8800)
  })
  test('258 + 45 + 28 + 1 by carrier, and one line without', () => {
    expect(['unicom', 'mobile', 'telecom', 'broadcast', null].map(byCarrier)).toEqual([258, 45, 28, 1, 1])
  })
  test('only the counted networks', () => {
    const codes = new Set(records.line.map((line) => zoneCode(line.networkZoneId)))
    expect([...codes].sort()).toEqual(['extranet', 'internet', 'private'])
  })
  test('none of the finance and social-security private networks', () => {
    const codes = ['JZ-CZJ', 'JZ-RSJ']
    const excluded = records.organisation.filter(({ code }) => codes.includes(code)).map(({ id }) => id)
    expect(excluded).toHaveLength(2)
    const theirs = records.line.filter((line) => excluded.includes(line.organisationId))
    expect(theirs.filter((line) => zoneCode(line.networkZoneId) === 'private')).toEqual([])
  })
})

describe('applications', () => {
  const count = (fits: (application: CityRecords['application'][number]) => boolean): number =>
    records.application.filter((one) => one.status === 'operating' && fits(one)).length

  test('206 in operation: 145 special-purpose systems and 61 websites', () => {
    expect(count(() => true)).toBe(206)
    expect(count(({ kind }) => kind === 'special-purpose')).toBe(145)
    expect(count(({ kind }) => kind === 'website')).toBe(61)
  })
  test('80, 8, 29 and 89 by network', () => {
    const networks = ['internet', 'extranet', 'intranet', 'private'].map((code) =>
      count((application) => zoneCode(application.networkZoneId) === code),
    )
    expect(networks).toEqual([80, 8, 29, 89])
  })
})

test('service indicators', () => {
  const values = Object.fromEntries(records.indicator.map(({ code, value }) => [code, value]))
  expect(values).toEqual({
    'approval-windows': 114,
    'data-resources': 3154,
    'data-resources-share': 28.31,
    'data-resources-quality': 100,
    'service-items': 502,
    'service-items-online': 158,
    'service-items-transferring': 182,
    'one-visit-items': 224,
    'internet-penetration': 60.6,
  })
})

test('the programme is 3 + 3 + 3 and its named projects', () => {
  const groups = records.programmeItem.map(({ group }) => group)
  for (const group of ['base-platform', 'application-field', 'service-channel']) {
    expect(groups.filter((one) => one === group)).toHaveLength(3)
  }
  const projects = records.programmeItem.filter(({ group }) => group === 'project').map(({ name }) => name)
  for (const word of [
    '审批',
    '办公自动化',
    '电子证照',
    '公共资源交易',
    '上云',
    '一数一源',
    '互联',
    '安全监测',
    '隐私',
    '反馈',
  ]) {
    expect(
      projects.filter((name) => name.includes(word)),
      word,
    ).toHaveLength(1)
  }
})

test('seven districts with their adcodes', () => {
  expect(records.region.map(({ code, name }) => `${name} ${code}`)).toEqual([
    '古塔区 210702',
    '凌河区 210703',
    '太和区 210711',
    '黑山县 210726',
    '义县 210727',
    '凌海市 210781',
    '北镇市 210782',
  ])
})

test('some key public places have no wireless coverage yet', () => {
  const statuses = new Set(records.place.map(({ wirelessStatus }) => wirelessStatus))
  expect([...statuses].sort()).toEqual(['covered', 'none', 'partial'])
})
