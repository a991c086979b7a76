import { defineEntity } from '../entity.ts'
import { date, number, reference, state, text, via } from '../field.ts'
import { states } from '../state.ts'
import { yuan } from '../unit.ts'
import { organisationCategories } from './organisation.ts'

/** Kinds of device; the same names as in a collection's facts. */
export const deviceKinds = states({
  server: { label: { zh: '服务器', en: 'Server' }, tone: 'neutral', shape: 'square' },
  storage: { label: { zh: '存储设备', en: 'Storage' }, tone: 'neutral', shape: 'square' },
  switch: { label: { zh: '交换机', en: 'Switch' }, tone: 'neutral', shape: 'dot' },
  router: { label: { zh: '路由器', en: 'Router' }, tone: 'neutral', shape: 'dot' },
  firewall: {
    label: { zh: '防火墙及安全设备', en: 'Firewall and security' },
    tone: 'neutral',
    shape: 'triangle',
  },
  'load-balancer': { label: { zh: '负载均衡', en: 'Load balancer' }, tone: 'neutral', shape: 'dot' },
  'wireless-controller': {
    label: { zh: '无线控制器', en: 'Wireless controller' },
    tone: 'neutral',
    shape: 'dot',
  },
  'access-point': { label: { zh: '无线接入点', en: 'Access point' }, tone: 'neutral', shape: 'dot' },
  ups: { label: { zh: 'UPS', en: 'UPS' }, tone: 'neutral', shape: 'diamond' },
  pdu: { label: { zh: '配电单元', en: 'PDU' }, tone: 'neutral', shape: 'diamond' },
  environment: { label: { zh: '动环监控', en: 'Environment' }, tone: 'neutral', shape: 'diamond' },
  camera: { label: { zh: '摄像机', en: 'Camera' }, tone: 'neutral', shape: 'ring' },
  printer: { label: { zh: '打印机', en: 'Printer' }, tone: 'neutral', shape: 'ring' },
  other: { label: { zh: '其他', en: 'Other' }, tone: 'muted', shape: 'ring' },
})

export type DeviceKind = keyof typeof deviceKinds

/** The groups in which the city's survey counts hardware, as kinds. */
export const deviceGroups = {
  server: ['server'],
  storage: ['storage'],
  networkAndSecurity: [
    'switch',
    'router',
    'firewall',
    'load-balancer',
    'wireless-controller',
    'access-point',
  ],
} as const satisfies Record<string, readonly DeviceKind[]>

export const deviceStatuses = states({
  'in-use': { label: { zh: '在用', en: 'In use' }, tone: 'good', shape: 'dot' },
  spare: { label: { zh: '备用', en: 'Spare' }, tone: 'info', shape: 'ring' },
  faulty: { label: { zh: '故障', en: 'Faulty' }, tone: 'bad', shape: 'cross' },
  missing: { label: { zh: '盘亏', en: 'Missing' }, tone: 'bad', shape: 'triangle' },
  retired: { label: { zh: '已报废', en: 'Retired' }, tone: 'muted', shape: 'dash' },
})

/** A piece of hardware (设备). */
export const device = defineEntity(
  {
    name: 'device',
    path: '/devices',
    label: { zh: '设备', en: 'Device' },
    plural: { zh: '设备', en: 'Devices' },
    permissions: { read: 'ledger.read', write: 'ledger.write' },
    defaultSort: 'assetTag',
  },
  {
    assetTag: text({
      label: { zh: '资产编号', en: 'Asset tag' },
      required: true,
      unique: true,
      maxLength: 60,
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
    kind: state(deviceKinds, {
      label: { zh: '类型', en: 'Kind' },
      required: true,
      listed: true,
      indexed: true,
    }),
    vendor: text({
      label: { zh: '厂商', en: 'Vendor' },
      maxLength: 60,
      search: true,
      listed: true,
      indexed: true,
    }),
    model: text({
      label: { zh: '型号', en: 'Model' },
      maxLength: 100,
      search: true,
      listed: true,
      indexed: true,
    }),
    serialNumber: text({
      label: { zh: '序列号', en: 'Serial number' },
      maxLength: 100,
      search: true,
      listed: true,
      indexed: true,
    }),
    softwareVersion: text({
      label: { zh: '软件版本', en: 'Software version' },
      maxLength: 200,
      search: true,
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
    }),
    roomId: reference('room', { label: { zh: '机房', en: 'Machine room' }, listed: true }),
    regionId: via(['roomId', 'siteId', 'regionId'], {
      label: { zh: '区县', en: 'District' },
      of: 'number',
      to: 'region',
    }),
    rackId: reference('rack', { label: { zh: '机柜', en: 'Rack' } }),
    /** Lowest unit that the device occupies, counted from the bottom of the rack. */
    positionU: number({ label: { zh: 'U 位', en: 'Position' }, unit: 'U', min: 1, max: 60, decimals: 0 }),
    heightU: number({ label: { zh: '高度', en: 'Height' }, unit: 'U', min: 1, max: 60, decimals: 0 }),
    powerWatts: number({
      label: { zh: '额定功率', en: 'Power' },
      unit: 'W',
      min: 0,
      max: 100000,
      decimals: 0,
    }),
    managementAddress: text({
      label: { zh: '管理地址', en: 'Management address' },
      maxLength: 45,
      format: 'ip',
      search: true,
      listed: true,
      indexed: true,
    }),
    networkZoneId: reference('networkZone', { label: { zh: '网络区域', en: 'Network zone' } }),
    purchaseDate: date({ label: { zh: '购置日期', en: 'Purchased' }, listed: true, indexed: true }),
    warrantyEnd: date({ label: { zh: '保修截止', en: 'Warranty ends' }, indexed: true }),
    priceYuan: number({ label: { zh: '购置价格', en: 'Price' }, unit: yuan, min: 0, max: 1e9, decimals: 2 }),
    status: state(deviceStatuses, {
      label: { zh: '状态', en: 'Status' },
      required: true,
      listed: true,
      indexed: true,
    }),
    notes: text({ label: { zh: '备注', en: 'Notes' }, maxLength: 2000, multiline: true }),
  },
)
