import { defineEntity } from '../entity.ts'
import { number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'

export const placeCategories = states({
  'government-hall': { label: { zh: '政务大厅', en: 'Government hall' }, tone: 'neutral', shape: 'square' },
  hospital: { label: { zh: '医院', en: 'Hospital' }, tone: 'neutral', shape: 'cross' },
  school: { label: { zh: '学校', en: 'School' }, tone: 'neutral', shape: 'square' },
  transport: { label: { zh: '交通枢纽', en: 'Transport hub' }, tone: 'neutral', shape: 'diamond' },
  park: { label: { zh: '公园广场', en: 'Park or square' }, tone: 'neutral', shape: 'dot' },
  culture: { label: { zh: '文化体育', en: 'Culture and sport' }, tone: 'neutral', shape: 'dot' },
  commerce: { label: { zh: '商业街区', en: 'Shopping area' }, tone: 'neutral', shape: 'dot' },
  scenic: { label: { zh: '旅游景区', en: 'Scenic area' }, tone: 'neutral', shape: 'ring' },
})

export const wirelessStatuses = states({
  covered: { label: { zh: '已覆盖', en: 'Covered' }, tone: 'good', shape: 'check' },
  partial: { label: { zh: '部分覆盖', en: 'Partly covered' }, tone: 'warning', shape: 'diamond' },
  none: { label: { zh: '未覆盖', en: 'Not covered' }, tone: 'muted', shape: 'dash' },
})

/** A key public place (重点场所) for the wireless city. */
export const place = defineEntity(
  {
    name: 'place',
    path: '/places',
    label: { zh: '重点场所', en: 'Key public place' },
    plural: { zh: '重点场所', en: 'Key public places' },
    permissions: { read: 'ledger.read', write: 'portfolio.write' },
    defaultSort: 'name',
  },
  {
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 100,
      search: true,
      listed: true,
      indexed: true,
    }),
    category: state(placeCategories, {
      label: { zh: '类别', en: 'Category' },
      required: true,
      listed: true,
      indexed: true,
    }),
    regionId: reference('region', { label: { zh: '区县', en: 'District' }, required: true, listed: true }),
    address: text({ label: { zh: '地址', en: 'Address' }, maxLength: 200, search: true, listed: true }),
    longitude: number({
      label: { zh: '经度（WGS-84）', en: 'Longitude (WGS-84)' },
      unit: '°',
      min: -180,
      max: 180,
      decimals: 6,
    }),
    latitude: number({
      label: { zh: '纬度（WGS-84）', en: 'Latitude (WGS-84)' },
      unit: '°',
      min: -90,
      max: 90,
      decimals: 6,
    }),
    areaSquareMetres: number({
      label: { zh: '面积', en: 'Area' },
      unit: 'm²',
      min: 0,
      max: 1e8,
      decimals: 0,
      listed: true,
    }),
    dailyVisitors: number({
      label: { zh: '日均人流', en: 'Daily visitors' },
      min: 0,
      max: 1e7,
      decimals: 0,
      listed: true,
    }),
    accessPointCount: number({
      label: { zh: '无线接入点', en: 'Access points' },
      min: 0,
      max: 100000,
      decimals: 0,
    }),
    wirelessStatus: state(wirelessStatuses, {
      label: { zh: '无线覆盖', en: 'Wireless' },
      required: true,
      listed: true,
      indexed: true,
    }),
  },
)
