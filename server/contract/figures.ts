import { deviceGroups } from './entities/device.ts'
import type { EntityName } from './entities/index.ts'
import { encodeValues } from './list-query.ts'
import type { Localised } from './text.ts'

/**
 * The figures that the city's survey published (Jinzhou, as of March 2019), each as a query over the ledger. One
 * declaration drives the overview, the link behind each number, and `citybase seed --check`.
 */
export interface Figure {
  key: string
  group: 'rooms' | 'devices' | 'lines' | 'applications'
  label: Localised
  entity: EntityName
  /** Filters as in the address of the entity's list. */
  filters: Record<string, string>
  aggregate: 'count' | { sum: string }
  unit: string | null
  /** What the survey says; null where it says nothing. */
  published: number | null
}

const allKinds = encodeValues([
  ...deviceGroups.server,
  ...deviceGroups.storage,
  ...deviceGroups.networkAndSecurity,
])

export const figures = [
  {
    key: 'rooms',
    group: 'rooms',
    label: { zh: '机房', en: 'Machine rooms' },
    entity: 'room',
    filters: {},
    aggregate: 'count',
    unit: null,
    published: 92,
  },
  {
    key: 'roomArea',
    group: 'rooms',
    label: { zh: '机房面积', en: 'Room area' },
    entity: 'room',
    filters: {},
    aggregate: { sum: 'areaSquareMetres' },
    unit: 'm²',
    published: 4358.75,
  },
  {
    key: 'roomAreaMunicipal',
    group: 'rooms',
    label: { zh: '市直部门机房面积', en: 'Area, municipal departments' },
    entity: 'room',
    filters: { organisationCategory: 'municipal,public-security' },
    aggregate: { sum: 'areaSquareMetres' },
    unit: 'm²',
    published: 2522.75,
  },
  {
    key: 'roomAreaPublicSecurity',
    group: 'rooms',
    label: { zh: '其中公安', en: 'of which public security' },
    entity: 'room',
    filters: { organisationCategory: 'public-security' },
    aggregate: { sum: 'areaSquareMetres' },
    unit: 'm²',
    published: 652,
  },
  {
    key: 'roomAreaSchools',
    group: 'rooms',
    label: { zh: '学校机房面积', en: 'Area, schools' },
    entity: 'room',
    filters: { organisationCategory: 'school' },
    aggregate: { sum: 'areaSquareMetres' },
    unit: 'm²',
    published: 1459,
  },
  {
    key: 'roomAreaHospitals',
    group: 'rooms',
    label: { zh: '医院机房面积', en: 'Area, hospitals' },
    entity: 'room',
    filters: { organisationCategory: 'hospital' },
    aggregate: { sum: 'areaSquareMetres' },
    unit: 'm²',
    published: 377,
  },
  {
    key: 'devices',
    group: 'devices',
    label: { zh: '硬件设备', en: 'Hardware devices' },
    entity: 'device',
    filters: { kind: allKinds },
    aggregate: 'count',
    unit: null,
    published: 994,
  },
  {
    key: 'servers',
    group: 'devices',
    label: { zh: '服务器', en: 'Servers' },
    entity: 'device',
    filters: { kind: encodeValues(deviceGroups.server) },
    aggregate: 'count',
    unit: null,
    published: 454,
  },
  {
    key: 'storage',
    group: 'devices',
    label: { zh: '存储设备', en: 'Storage' },
    entity: 'device',
    filters: { kind: encodeValues(deviceGroups.storage) },
    aggregate: 'count',
    unit: null,
    published: 64,
  },
  {
    key: 'networkAndSecurity',
    group: 'devices',
    label: { zh: '网络及安全设备', en: 'Network and security' },
    entity: 'device',
    filters: { kind: encodeValues(deviceGroups.networkAndSecurity) },
    aggregate: 'count',
    unit: null,
    published: 476,
  },
  {
    key: 'devicesBefore2013',
    group: 'devices',
    label: { zh: '2013 年以前购置', en: 'Bought before 2013' },
    entity: 'device',
    filters: { kind: allKinds, 'purchaseDate.lt': '2013-01-01' },
    aggregate: 'count',
    unit: null,
    published: 546,
  },
  {
    key: 'devicesBefore2015',
    group: 'devices',
    label: { zh: '2015 年以前购置', en: 'Bought before 2015' },
    entity: 'device',
    filters: { kind: allKinds, 'purchaseDate.lt': '2015-01-01' },
    aggregate: 'count',
    unit: null,
    published: 703,
  },
  {
    key: 'lines',
    group: 'lines',
    label: { zh: '网络线路', en: 'Network lines' },
    entity: 'line',
    filters: {},
    aggregate: 'count',
    unit: null,
    published: 333,
  },
  {
    key: 'lineBandwidth',
    group: 'lines',
    label: { zh: '总带宽', en: 'Total bandwidth' },
    entity: 'line',
    filters: {},
    aggregate: { sum: 'bandwidthMbps' },
    unit: 'Mbit/s',
    published: 8800,
  },
  {
    key: 'linesUnicom',
    group: 'lines',
    label: { zh: '联通', en: 'China Unicom' },
    entity: 'line',
    filters: { carrierCode: 'unicom' },
    aggregate: 'count',
    unit: null,
    published: 258,
  },
  {
    key: 'linesMobile',
    group: 'lines',
    label: { zh: '移动', en: 'China Mobile' },
    entity: 'line',
    filters: { carrierCode: 'mobile' },
    aggregate: 'count',
    unit: null,
    published: 45,
  },
  {
    key: 'linesTelecom',
    group: 'lines',
    label: { zh: '电信', en: 'China Telecom' },
    entity: 'line',
    filters: { carrierCode: 'telecom' },
    aggregate: 'count',
    unit: null,
    published: 28,
  },
  {
    key: 'linesBroadcast',
    group: 'lines',
    label: { zh: '广电', en: 'Broadcast network' },
    entity: 'line',
    filters: { carrierCode: 'broadcast' },
    aggregate: 'count',
    unit: null,
    published: 1,
  },
  {
    key: 'linesWithoutCarrier',
    group: 'lines',
    label: { zh: '运营商未知', en: 'Carrier unknown' },
    entity: 'line',
    filters: { 'carrierId.empty': 'true' },
    aggregate: 'count',
    unit: null,
    published: 1,
  },
  {
    key: 'applications',
    group: 'applications',
    label: { zh: '在用业务应用', en: 'Applications in operation' },
    entity: 'application',
    filters: { status: 'operating' },
    aggregate: 'count',
    unit: null,
    published: 206,
  },
  {
    key: 'applicationsSpecial',
    group: 'applications',
    label: { zh: '专项应用系统', en: 'Special-purpose systems' },
    entity: 'application',
    filters: { status: 'operating', kind: 'special-purpose' },
    aggregate: 'count',
    unit: null,
    published: 145,
  },
  {
    key: 'applicationsWebsite',
    group: 'applications',
    label: { zh: '官方网站', en: 'Official websites' },
    entity: 'application',
    filters: { status: 'operating', kind: 'website' },
    aggregate: 'count',
    unit: null,
    published: 61,
  },
  {
    key: 'applicationsInternet',
    group: 'applications',
    label: { zh: '部署在互联网', en: 'On the internet' },
    entity: 'application',
    filters: { status: 'operating', networkZoneCode: 'internet' },
    aggregate: 'count',
    unit: null,
    published: 80,
  },
  {
    key: 'applicationsExtranet',
    group: 'applications',
    label: { zh: '部署在电子政务外网', en: 'On the e-government extranet' },
    entity: 'application',
    filters: { status: 'operating', networkZoneCode: 'extranet' },
    aggregate: 'count',
    unit: null,
    published: 8,
  },
  {
    key: 'applicationsIntranet',
    group: 'applications',
    label: { zh: '部署在电子政务内网', en: 'On the e-government intranet' },
    entity: 'application',
    filters: { status: 'operating', networkZoneCode: 'intranet' },
    aggregate: 'count',
    unit: null,
    published: 29,
  },
  {
    key: 'applicationsPrivate',
    group: 'applications',
    label: { zh: '部署在业务专网', en: 'On private networks' },
    entity: 'application',
    filters: { status: 'operating', networkZoneCode: 'private' },
    aggregate: 'count',
    unit: null,
    published: 89,
  },
] as const satisfies readonly Figure[]

export type FigureKey = (typeof figures)[number]['key']

/** Codes of the network zones and carriers that figures count by. */
export const zoneCodes = ['internet', 'extranet', 'intranet', 'private'] as const
export const carrierCodes = ['unicom', 'mobile', 'telecom', 'broadcast'] as const
