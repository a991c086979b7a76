import { defineRecord } from '../entity.ts'
import { boolean, instant, reference, state, text } from '../field.ts'
import { states } from '../state.ts'

/** Sources of values, the declaration included. `snmp-neighbours` is what the network around a device says of it. */
export const sources = states({
  declared: { label: { zh: '登记', en: 'Declared' }, tone: 'neutral', shape: 'dot' },
  'stock-take': { label: { zh: '现场盘点', en: 'Stock-take' }, tone: 'info', shape: 'check' },
  snmp: { label: { zh: 'SNMP', en: 'SNMP' }, tone: 'info', shape: 'diamond' },
  'snmp-neighbours': { label: { zh: '邻接关系', en: 'Neighbours' }, tone: 'info', shape: 'diamond' },
  redfish: { label: { zh: 'Redfish', en: 'Redfish' }, tone: 'info', shape: 'square' },
  agent: { label: { zh: '主机代理', en: 'Agent' }, tone: 'info', shape: 'square' },
  workbook: { label: { zh: '表格', en: 'Workbook' }, tone: 'neutral', shape: 'square' },
})

/**
 * Who saw which value of which field, from when to when (证据). One row is one unbroken run of the same value, so a
 * value seen a thousand times is one row with a moving `lastSeenAt`.
 */
export const evidence = defineRecord(
  {
    name: 'evidence',
    path: '/evidence',
    label: { zh: '证据', en: 'Evidence' },
    plural: { zh: '证据', en: 'Evidence' },
    permissions: { read: 'ledger.read', write: 'finding.decide' },
    defaultSort: '-lastSeenAt',
    nameField: 'field',
  },
  {
    /** Empty for what a person saw on the spot. */
    targetId: reference('target', { label: { zh: '采集目标', en: 'Target' }, listed: true }),
    deviceId: reference('device', { label: { zh: '设备', en: 'Device' }, listed: true }),
    source: state(sources, { label: { zh: '来源', en: 'Source' }, required: true, listed: true }),
    field: text({ label: { zh: '字段', en: 'Field' }, required: true, maxLength: 60, listed: true }),
    value: text({ label: { zh: '观测值', en: 'Value' }, maxLength: 1000, listed: true }),
    firstSeenAt: instant({ label: { zh: '首次观测', en: 'First seen' }, required: true, listed: true }),
    lastSeenAt: instant({
      label: { zh: '最近观测', en: 'Last seen' },
      required: true,
      listed: true,
      indexed: true,
    }),
    current: boolean({ label: { zh: '当前值', en: 'Current' }, listed: true }),
    collectionId: text({ label: { zh: '采集编号', en: 'Collection id' }, required: true, maxLength: 36 }),
  },
)
