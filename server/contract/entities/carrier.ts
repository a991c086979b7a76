import { defineEntity } from '../entity.ts'
import { text } from '../field.ts'

/** A telecommunications carrier (运营商). */
export const carrier = defineEntity(
  {
    name: 'carrier',
    path: '/carriers',
    label: { zh: '运营商', en: 'Carrier' },
    plural: { zh: '运营商', en: 'Carriers' },
    bilingual: true,
    permissions: { read: 'ledger.read', write: 'line.write' },
    defaultSort: 'code',
  },
  {
    code: text({
      label: { zh: '编码', en: 'Code' },
      required: true,
      unique: true,
      maxLength: 20,
      search: true,
      listed: true,
    }),
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 60,
      search: true,
      listed: true,
    }),
    servicePhone: text({ label: { zh: '客服电话', en: 'Service phone' }, maxLength: 40, listed: true }),
  },
)
