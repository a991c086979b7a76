import { defineRecord } from '../entity.ts'
import { boolean, instant, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'
import { deviceKinds } from './device.ts'
import { itemConditions } from './stock-take-item.ts'

/** What scanning a thing says at once, on the phone and at the server. */
export const scanVerdicts = states({
  found: { label: { zh: '相符', en: 'Found' }, tone: 'good', shape: 'check' },
  misplaced: { label: { zh: '不属于本机房', en: 'Misplaced' }, tone: 'warning', shape: 'triangle' },
  unknown: { label: { zh: '台账没有', en: 'Unknown' }, tone: 'info', shape: 'diamond' },
  duplicate: { label: { zh: '已盘过', en: 'Counted already' }, tone: 'muted', shape: 'ring' },
  absent: { label: { zh: '未找到', en: 'Not here' }, tone: 'bad', shape: 'cross' },
})
export type ScanVerdict = keyof typeof scanVerdicts

export const scanWays = states({
  camera: { label: { zh: '扫码', en: 'Scanned' }, tone: 'neutral', shape: 'square' },
  typed: { label: { zh: '手工输入', en: 'Typed' }, tone: 'neutral', shape: 'dot' },
  list: { label: { zh: '清单点选', en: 'From the list' }, tone: 'neutral', shape: 'ring' },
})

/** What became of a statement when a conflict about its thing was settled. */
export const scanStandings = states({
  stands: { label: { zh: '有效', en: 'Stands' }, tone: 'neutral', shape: 'dot' },
  chosen: { label: { zh: '裁定采用', en: 'Chosen' }, tone: 'good', shape: 'check' },
  overruled: { label: { zh: '裁定不采用', en: 'Overruled' }, tone: 'muted', shape: 'dash' },
})

/** One statement of one person about one thing, as recorded on the spot (盘点记录). Never changed, only added to. */
export const stockTakeScan = defineRecord(
  {
    name: 'stockTakeScan',
    path: '/stock-take-scans',
    label: { zh: '盘点记录', en: 'Scan' },
    plural: { zh: '盘点记录', en: 'Scans' },
    permissions: { read: 'ledger.read', write: 'stock-take.count' },
    defaultSort: '-scannedAt',
    nameField: 'assetTag',
  },
  {
    assetTag: text({
      label: { zh: '资产编号', en: 'Asset tag' },
      required: true,
      maxLength: 60,
      search: true,
      listed: true,
    }),
    verdict: state(scanVerdicts, {
      label: { zh: '判定', en: 'Verdict' },
      required: true,
      listed: true,
      indexed: true,
    }),
    way: state(scanWays, { label: { zh: '方式', en: 'How' }, required: true, listed: true }),
    roomId: reference('room', { label: { zh: '所在机房', en: 'In room' }, required: true, listed: true }),
    rackId: reference('rack', { label: { zh: '机柜', en: 'Rack' } }),
    condition: state(itemConditions, { label: { zh: '实物状态', en: 'Condition' }, listed: true }),
    labelUnreadable: boolean({ label: { zh: '标签不可读', en: 'Label unreadable' } }),
    note: text({ label: { zh: '备注', en: 'Note' }, maxLength: 1000, search: true, listed: true }),
    hasPhoto: boolean({ label: { zh: '有照片', en: 'Photo' }, listed: true }),
    kind: state(deviceKinds, { label: { zh: '类型', en: 'Kind' } }),
    serialNumber: text({ label: { zh: '序列号', en: 'Serial number' }, maxLength: 100 }),
    positionU: number({ label: { zh: 'U 位', en: 'Position' }, unit: 'U', decimals: 0 }),
    standing: state(scanStandings, { label: { zh: '效力', en: 'Standing' }, required: true }),
    scannedAt: instant({
      label: { zh: '记录时间', en: 'Recorded' },
      required: true,
      listed: true,
      indexed: true,
    }),
    receivedAt: instant({ label: { zh: '同步时间', en: 'Arrived' }, required: true }),
    userId: reference('user', { label: { zh: '盘点人', en: 'By' }, required: true, listed: true }),
    /** Given by the phone: what arrives twice is one scan. */
    clientId: text({
      label: { zh: '终端编号', en: 'Id on the phone' },
      required: true,
      unique: true,
      maxLength: 36,
    }),
    stockTakeItemId: reference('stockTakeItem', { label: { zh: '盘点明细', en: 'Item' }, required: true }),
    stockTakeId: reference('stockTake', { label: { zh: '资产盘点', en: 'Stock-take' }, required: true }),
  },
)
