import { defineRecord } from '../entity.ts'
import { number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'

export const stockTakeRoomStates = states({
  waiting: { label: { zh: '未开始', en: 'Not begun' }, tone: 'muted', shape: 'ring' },
  taken: { label: { zh: '盘点中', en: 'Under way' }, tone: 'info', shape: 'dot' },
  'handed-in': { label: { zh: '已交回', en: 'Handed in' }, tone: 'good', shape: 'check' },
})

const count = (zh: string, en: string) =>
  number({ label: { zh, en }, required: true, decimals: 0, listed: true })

/** A room of a stock-take (盘点机房) and how far it is. */
export const stockTakeRoom = defineRecord(
  {
    name: 'stockTakeRoom',
    path: '/stock-take-rooms',
    label: { zh: '盘点机房', en: 'Room to count' },
    plural: { zh: '盘点机房', en: 'Rooms to count' },
    permissions: { read: 'ledger.read', write: 'stock-take.manage' },
    defaultSort: 'name',
    nameField: 'name',
  },
  {
    name: text({
      label: { zh: '机房', en: 'Room' },
      required: true,
      maxLength: 100,
      search: true,
      listed: true,
    }),
    state: state(stockTakeRoomStates, {
      label: { zh: '状态', en: 'State' },
      required: true,
      listed: true,
      indexed: true,
    }),
    itemCount: count('应盘', 'To count'),
    countedCount: count('已盘', 'Counted'),
    roomId: reference('room', { label: { zh: '台账机房', en: 'Room in the ledger' }, required: true }),
    stockTakeId: reference('stockTake', {
      label: { zh: '资产盘点', en: 'Stock-take' },
      required: true,
      listed: true,
    }),
  },
)
