import { defineEntity } from '../entity.ts'
import { date, number, reference, state, text, via } from '../field.ts'
import { states } from '../state.ts'
import { organisationCategories } from './organisation.ts'

export const roomStatuses = states({
  operating: {
    label: { zh: '在用', en: 'Operating' },
    tone: 'good',
    shape: 'dot',
    next: ['closing', 'closed'],
  },
  closing: {
    label: { zh: '腾退中', en: 'Closing' },
    tone: 'warning',
    shape: 'triangle',
    next: ['operating', 'closed'],
  },
  closed: { label: { zh: '已关停', en: 'Closed' }, tone: 'muted', shape: 'cross', next: ['operating'] },
})

/** Grades of GB 50174-2017, Code for design of data centers. */
export const roomGrades = states({
  A: { label: { zh: 'A 级', en: 'Grade A' }, tone: 'good', shape: 'check' },
  B: { label: { zh: 'B 级', en: 'Grade B' }, tone: 'info', shape: 'dot' },
  C: { label: { zh: 'C 级', en: 'Grade C' }, tone: 'neutral', shape: 'ring' },
  ungraded: { label: { zh: '未定级', en: 'Ungraded' }, tone: 'muted', shape: 'dash' },
})

/** A machine room (机房). */
export const room = defineEntity(
  {
    name: 'room',
    path: '/rooms',
    label: { zh: '机房', en: 'Machine room' },
    plural: { zh: '机房', en: 'Machine rooms' },
    permissions: { read: 'ledger.read', write: 'ledger.write' },
    defaultSort: 'code',
  },
  {
    code: text({
      label: { zh: '机房编号', en: 'Code' },
      required: true,
      unique: true,
      maxLength: 40,
      search: true,
      listed: true,
    }),
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 100,
      search: true,
      listed: true,
      indexed: true,
    }),
    organisationId: reference('organisation', {
      label: { zh: '所属单位', en: 'Organisation' },
      required: true,
      listed: true,
    }),
    organisationCategory: via(['organisationId', 'category'], {
      label: { zh: '单位类别', en: 'Owner group' },
      of: 'text',
      states: organisationCategories,
      listed: true,
    }),
    siteId: reference('site', { label: { zh: '地点', en: 'Site' }, required: true }),
    regionId: via(['siteId', 'regionId'], {
      label: { zh: '区县', en: 'District' },
      of: 'number',
      to: 'region',
    }),
    regionName: via(['siteId', 'regionId', 'name'], {
      label: { zh: '区县', en: 'District' },
      of: 'text',
      listed: true,
    }),
    longitude: via(['siteId', 'longitude'], { label: { zh: '经度', en: 'Longitude' }, of: 'number' }),
    latitude: via(['siteId', 'latitude'], { label: { zh: '纬度', en: 'Latitude' }, of: 'number' }),
    floor: text({ label: { zh: '楼层', en: 'Floor' }, maxLength: 20 }),
    areaSquareMetres: number({
      label: { zh: '面积', en: 'Area' },
      unit: 'm²',
      min: 0.01,
      max: 100000,
      decimals: 2,
      required: true,
      listed: true,
      indexed: true,
    }),
    grade: state(roomGrades, {
      label: { zh: '等级（GB 50174）', en: 'Grade (GB 50174)' },
      required: true,
      listed: true,
    }),
    powerKw: number({
      label: { zh: '供电容量', en: 'Power' },
      unit: 'kW',
      min: 0,
      max: 100000,
      decimals: 1,
      listed: true,
    }),
    coolingKw: number({
      label: { zh: '制冷容量', en: 'Cooling' },
      unit: 'kW',
      min: 0,
      max: 100000,
      decimals: 1,
    }),
    upsMinutes: number({
      label: { zh: 'UPS 后备时间', en: 'UPS autonomy' },
      unit: 'min',
      min: 0,
      max: 10000,
      decimals: 0,
    }),
    floorLoadKgPerSquareMetre: number({
      label: { zh: '楼面荷载', en: 'Floor load' },
      unit: 'kg/m²',
      min: 0,
      max: 10000,
      decimals: 0,
    }),
    builtOn: date({ label: { zh: '建成日期', en: 'Built on' } }),
    status: state(roomStatuses, {
      label: { zh: '状态', en: 'Status' },
      required: true,
      listed: true,
      indexed: true,
    }),
    notes: text({ label: { zh: '备注', en: 'Notes' }, maxLength: 2000, multiline: true }),
  },
)
