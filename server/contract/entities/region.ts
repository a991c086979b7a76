import { defineEntity } from '../entity.ts'
import { json, text } from '../field.ts'

/** A district or county of the city (行政区划). */
export const region = defineEntity(
  {
    name: 'region',
    path: '/regions',
    label: { zh: '区县', en: 'District' },
    plural: { zh: '区县', en: 'Districts' },
    bilingual: true,
    permissions: { read: 'ledger.read', write: 'ledger.write' },
    defaultSort: 'code',
  },
  {
    code: text({
      label: { zh: '行政区划代码', en: 'Administrative code' },
      required: true,
      unique: true,
      maxLength: 12,
      search: true,
      listed: true,
    }),
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 50,
      search: true,
      listed: true,
    }),
    /** GeoJSON geometry in WGS-84: Polygon or MultiPolygon. */
    boundary: json({ label: { zh: '边界', en: 'Boundary' } }),
  },
)
