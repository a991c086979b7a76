import { defineRecord } from '../entity.ts'
import { boolean, instant, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'
import { deviceKinds } from './device.ts'

export const stockTakeItemStates = states({
  open: { label: { zh: '待盘', en: 'Not counted' }, tone: 'muted', shape: 'ring' },
  found: { label: { zh: '相符', en: 'Found' }, tone: 'good', shape: 'check' },
  moved: { label: { zh: '移位', en: 'Moved' }, tone: 'warning', shape: 'triangle' },
  surplus: { label: { zh: '盘盈', en: 'Surplus' }, tone: 'info', shape: 'diamond' },
  missing: { label: { zh: '盘亏', en: 'Deficit' }, tone: 'bad', shape: 'cross' },
  conflict: { label: { zh: '记录冲突', en: 'In conflict' }, tone: 'bad', shape: 'square' },
})
export type StockTakeItemState = keyof typeof stockTakeItemStates

export const itemConditions = states({
  good: { label: { zh: '完好', en: 'In order' }, tone: 'good', shape: 'dot' },
  idle: { label: { zh: '闲置', en: 'Idle' }, tone: 'info', shape: 'ring' },
  damaged: { label: { zh: '损坏', en: 'Damaged' }, tone: 'bad', shape: 'cross' },
  scrap: { label: { zh: '待报废', en: 'To be scrapped' }, tone: 'warning', shape: 'dash' },
})
export type ItemCondition = keyof typeof itemConditions

/**
 * A thing of a stock-take (盘点明细): what the ledger said when it began, and what was found. Things that the ledger does
 * not know, or does not expect in these rooms, are added when they are met.
 */
export const stockTakeItem = defineRecord(
  {
    name: 'stockTakeItem',
    path: '/stock-take-items',
    label: { zh: '盘点明细', en: 'Counted item' },
    plural: { zh: '盘点明细', en: 'Counted items' },
    permissions: { read: 'ledger.read', write: 'stock-take.manage' },
    defaultSort: 'assetTag',
    nameField: 'name',
  },
  {
    assetTag: text({
      label: { zh: '资产编号', en: 'Asset tag' },
      required: true,
      maxLength: 60,
      search: true,
      listed: true,
      indexed: true,
    }),
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 100,
      search: true,
      listed: true,
    }),
    state: state(stockTakeItemStates, {
      label: { zh: '结果', en: 'Result' },
      required: true,
      listed: true,
      indexed: true,
    }),
    kind: state(deviceKinds, { label: { zh: '类型', en: 'Kind' }, listed: true }),
    model: text({ label: { zh: '型号', en: 'Model' }, maxLength: 100, search: true }),
    serialNumber: text({ label: { zh: '序列号', en: 'Serial number' }, maxLength: 100, search: true }),
    /** Where the ledger says it stands; empty for what it does not know. */
    roomId: reference('room', { label: { zh: '登记机房', en: 'Declared room' }, listed: true }),
    foundRoomId: reference('room', { label: { zh: '实盘机房', en: 'Found in' }, listed: true }),
    rackId: reference('rack', { label: { zh: '机柜', en: 'Rack' } }),
    positionU: number({ label: { zh: 'U 位', en: 'Position' }, unit: 'U', decimals: 0 }),
    heightU: number({ label: { zh: '高度', en: 'Height' }, unit: 'U', decimals: 0 }),
    condition: state(itemConditions, { label: { zh: '实物状态', en: 'Condition' }, listed: true }),
    labelUnreadable: boolean({ label: { zh: '标签不可读', en: 'Label unreadable' } }),
    /** On the list from the beginning; what was met beyond the list is not. */
    isExpected: boolean({ label: { zh: '在应盘清单内', en: 'On the list' } }),
    note: text({ label: { zh: '备注', en: 'Note' }, maxLength: 1000 }),
    organisationId: reference('organisation', { label: { zh: '所属单位', en: 'Organisation' } }),
    deviceId: reference('device', { label: { zh: '台账设备', en: 'Device' }, listed: true }),
    stockTakeId: reference('stockTake', { label: { zh: '资产盘点', en: 'Stock-take' }, required: true }),
    countedAt: instant({ label: { zh: '盘点时间', en: 'Counted' }, listed: true }),
    countedById: reference('user', { label: { zh: '盘点人', en: 'Counted by' }, listed: true }),
    resolvedAt: instant({ label: { zh: '裁定时间', en: 'Resolved' } }),
    resolvedById: reference('user', { label: { zh: '裁定人', en: 'Resolved by' } }),
    resolution: text({ label: { zh: '裁定说明', en: 'Resolution' }, maxLength: 1000 }),
  },
)
