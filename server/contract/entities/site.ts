import { defineEntity } from '../entity.ts'
import { number, reference, text } from '../field.ts'

/** A building or compound with an address (地点). */
export const site = defineEntity(
  {
    name: 'site',
    path: '/sites',
    label: { zh: '地点', en: 'Site' },
    plural: { zh: '地点', en: 'Sites' },
    permissions: { read: 'ledger.read', write: 'ledger.write' },
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
    regionId: reference('region', {
      label: { zh: '所在区县', en: 'District' },
      required: true,
      listed: true,
    }),
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
  },
)
