import { defineEntity } from '../entity.ts'
import { date, number, reference, state, text, via } from '../field.ts'
import { states } from '../state.ts'
import { yuan } from '../unit.ts'

export const lineStatuses = states({
  active: {
    label: { zh: '在用', en: 'Active' },
    tone: 'good',
    shape: 'dot',
    next: ['suspended', 'terminated'],
  },
  suspended: {
    label: { zh: '停机', en: 'Suspended' },
    tone: 'warning',
    shape: 'triangle',
    next: ['active', 'terminated'],
  },
  terminated: { label: { zh: '已拆除', en: 'Terminated' }, tone: 'muted', shape: 'dash' },
})

/** A leased network line (网络线路). End A is in one of the ledger's rooms, on a port of one of its devices. */
export const line = defineEntity(
  {
    name: 'line',
    path: '/lines',
    label: { zh: '线路', en: 'Line' },
    plural: { zh: '线路', en: 'Lines' },
    permissions: { read: 'ledger.read', write: 'line.write' },
    defaultSort: 'code',
  },
  {
    code: text({
      label: { zh: '线路编号', en: 'Code' },
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
    carrierId: reference('carrier', { label: { zh: '运营商', en: 'Carrier' }, listed: true }),
    carrierCode: via(['carrierId', 'code'], { label: { zh: '运营商编码', en: 'Carrier code' }, of: 'text' }),
    networkZoneId: reference('networkZone', {
      label: { zh: '所属网络', en: 'Network' },
      required: true,
      listed: true,
    }),
    networkZoneCode: via(['networkZoneId', 'code'], {
      label: { zh: '网络编码', en: 'Network code' },
      of: 'text',
    }),
    organisationId: reference('organisation', {
      label: { zh: '使用单位', en: 'Organisation' },
      required: true,
      listed: true,
    }),
    bandwidthMbps: number({
      label: { zh: '带宽', en: 'Bandwidth' },
      unit: 'Mbit/s',
      min: 0.064,
      max: 1000000,
      decimals: 3,
      required: true,
      listed: true,
      indexed: true,
    }),
    roomId: reference('room', { label: { zh: 'A 端机房', en: 'A-end room' }, listed: true }),
    regionId: via(['roomId', 'siteId', 'regionId'], {
      label: { zh: '区县', en: 'District' },
      of: 'number',
      to: 'region',
    }),
    deviceId: reference('device', { label: { zh: 'A 端设备', en: 'A-end device' } }),
    interfaceName: text({ label: { zh: 'A 端接口', en: 'A-end port' }, maxLength: 100, search: true }),
    farEnd: text({ label: { zh: 'Z 端', en: 'Z end' }, maxLength: 200, search: true, listed: true }),
    contractNumber: text({ label: { zh: '合同编号', en: 'Contract' }, maxLength: 60, search: true }),
    contractStart: date({ label: { zh: '合同起始', en: 'Contract from' } }),
    contractEnd: date({ label: { zh: '合同截止', en: 'Contract to' }, listed: true, indexed: true }),
    monthlyFeeYuan: number({
      label: { zh: '月租费', en: 'Monthly fee' },
      unit: yuan,
      min: 0,
      max: 1e8,
      decimals: 2,
      listed: true,
      indexed: true,
    }),
    status: state(lineStatuses, {
      label: { zh: '状态', en: 'Status' },
      required: true,
      listed: true,
      indexed: true,
    }),
    notes: text({ label: { zh: '备注', en: 'Notes' }, maxLength: 2000, multiline: true }),
  },
)
