import { defineEntity } from '../entity.ts'
import { date, number, state, text } from '../field.ts'
import { states } from '../state.ts'

export const indicatorTopics = states({
  service: { label: { zh: '政务服务', en: 'Government services' }, tone: 'neutral', shape: 'dot' },
  data: { label: { zh: '数据资源', en: 'Data resources' }, tone: 'neutral', shape: 'square' },
  network: { label: { zh: '网络普及', en: 'Network reach' }, tone: 'neutral', shape: 'diamond' },
})

/** A published service indicator (政务服务指标): a value that is reported, not counted from the ledger. */
export const indicator = defineEntity(
  {
    name: 'indicator',
    path: '/indicators',
    label: { zh: '指标', en: 'Indicator' },
    plural: { zh: '指标', en: 'Indicators' },
    bilingual: true,
    permissions: { read: 'ledger.read', write: 'portfolio.write' },
    defaultSort: 'code',
  },
  {
    code: text({
      label: { zh: '编码', en: 'Code' },
      required: true,
      unique: true,
      maxLength: 60,
      search: true,
      listed: true,
    }),
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 120,
      search: true,
      listed: true,
    }),
    topic: state(indicatorTopics, { label: { zh: '主题', en: 'Topic' }, required: true, listed: true }),
    value: number({ label: { zh: '数值', en: 'Value' }, decimals: 4, required: true, listed: true }),
    unit: text({ label: { zh: '单位', en: 'Unit' }, maxLength: 20, listed: true }),
    asOf: date({ label: { zh: '截至', en: 'As of' }, required: true, listed: true }),
    source: text({ label: { zh: '出处', en: 'Published in' }, maxLength: 200, listed: true }),
    notes: text({ label: { zh: '备注', en: 'Notes' }, maxLength: 2000, multiline: true }),
  },
)
