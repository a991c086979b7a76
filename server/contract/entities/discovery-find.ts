import { discoveryHows } from '../discovery.ts'
import { defineRecord } from '../entity.ts'
import { instant, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'
import { deviceKinds } from './device.ts'

export const findStates = states({
  new: { label: { zh: '未登记', en: 'Unregistered' }, tone: 'warning', shape: 'diamond' },
  readdressed: { label: { zh: '地址变更', en: 'Changed address' }, tone: 'warning', shape: 'triangle' },
  registered: { label: { zh: '已登记', en: 'Registered' }, tone: 'good', shape: 'check' },
  known: { label: { zh: '已知', en: 'Known' }, tone: 'good', shape: 'dot' },
  ignored: { label: { zh: '已忽略', en: 'Ignored' }, tone: 'muted', shape: 'dash' },
})

/** By what a device that was found is one that the ledger knows, the surest first. */
export const matchKinds = states({
  serial: { label: { zh: '序列号', en: 'Serial number' }, tone: 'good', shape: 'dot' },
  engine: { label: { zh: 'SNMP 引擎标识', en: 'SNMP engine id' }, tone: 'good', shape: 'ring' },
  chassis: { label: { zh: '机箱标识', en: 'Chassis id' }, tone: 'good', shape: 'square' },
  address: { label: { zh: '地址', en: 'Address' }, tone: 'neutral', shape: 'dash' },
})

/** A device that answered in a run of a discovery (发现结果). */
export const discoveryFind = defineRecord(
  {
    name: 'discoveryFind',
    path: '/discovery-finds',
    label: { zh: '发现结果', en: 'Find' },
    plural: { zh: '发现结果', en: 'Finds' },
    permissions: { read: 'ledger.read', write: 'finding.decide' },
    defaultSort: '-foundAt',
    nameField: 'address',
  },
  {
    address: text({
      label: { zh: '地址', en: 'Address' },
      required: true,
      maxLength: 45,
      search: true,
      listed: true,
      indexed: true,
    }),
    state: state(findStates, {
      label: { zh: '状态', en: 'State' },
      required: true,
      listed: true,
      indexed: true,
    }),
    name: text({ label: { zh: '设备名称', en: 'Name' }, maxLength: 200, search: true, listed: true }),
    vendor: text({ label: { zh: '厂商', en: 'Vendor' }, maxLength: 100, search: true, listed: true }),
    kind: state(deviceKinds, { label: { zh: '类型', en: 'Kind' }, listed: true }),
    model: text({ label: { zh: '型号', en: 'Model' }, maxLength: 200, search: true, listed: true }),
    serialNumber: text({
      label: { zh: '序列号', en: 'Serial number' },
      maxLength: 500,
      search: true,
      listed: true,
    }),
    softwareVersion: text({ label: { zh: '软件版本', en: 'Software' }, maxLength: 500 }),
    location: text({
      label: { zh: '设备自报位置', en: 'Location as it says' },
      maxLength: 500,
      search: true,
    }),
    engineId: text({ label: { zh: 'SNMP 引擎标识', en: 'SNMP engine id' }, maxLength: 100 }),
    chassisId: text({ label: { zh: '机箱标识', en: 'Chassis id' }, maxLength: 100 }),
    how: state(discoveryHows, { label: { zh: '发现途径', en: 'Found by' }, required: true, listed: true }),
    fromAddress: text({ label: { zh: '来自', en: 'From' }, maxLength: 45, listed: true }),
    depth: number({ label: { zh: '爬行步数', en: 'Steps' }, required: true, decimals: 0 }),
    port: number({ label: { zh: '端口', en: 'Port' }, required: true, decimals: 0 }),
    credentialId: reference('credential', { label: { zh: '应答的凭据', en: 'Answered to' } }),
    matchedBy: state(matchKinds, { label: { zh: '识别依据', en: 'Recognised by' } }),
    deviceId: reference('device', { label: { zh: '台账设备', en: 'Device' }, listed: true }),
    targetId: reference('target', { label: { zh: '采集目标', en: 'Target' } }),
    findingId: reference('finding', { label: { zh: '核查差异', en: 'Finding' } }),
    discoveryRunId: reference('discoveryRun', {
      label: { zh: '发现记录', en: 'Discovery run' },
      required: true,
    }),
    discoveryId: reference('discovery', { label: { zh: '设备发现', en: 'Discovery' }, required: true }),
    foundAt: instant({ label: { zh: '发现时间', en: 'Found' }, required: true, listed: true, indexed: true }),
  },
)
