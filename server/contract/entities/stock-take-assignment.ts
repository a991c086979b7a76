import { defineRecord } from '../entity.ts'
import { instant, number, reference, state, text } from '../field.ts'
import { stockTakeRoomStates } from './stock-take-room.ts'

/**
 * A person in a room of a stock-take (盘点分工). `taken`: the list is on a phone, and what was recorded there may not have
 * arrived; `handed-in`: all of it has.
 */
export const stockTakeAssignment = defineRecord(
  {
    name: 'stockTakeAssignment',
    path: '/stock-take-assignments',
    label: { zh: '盘点分工', en: 'Assignment' },
    plural: { zh: '盘点分工', en: 'Assignments' },
    permissions: { read: 'ledger.read', write: 'stock-take.manage' },
    defaultSort: 'name',
    nameField: 'name',
  },
  {
    name: text({
      label: { zh: '人员与机房', en: 'Person and room' },
      required: true,
      maxLength: 200,
      search: true,
      listed: true,
    }),
    state: state(stockTakeRoomStates, {
      label: { zh: '状态', en: 'State' },
      required: true,
      listed: true,
      indexed: true,
    }),
    scanCount: number({ label: { zh: '记录数', en: 'Records' }, required: true, decimals: 0, listed: true }),
    userId: reference('user', { label: { zh: '人员', en: 'Person' }, required: true }),
    roomId: reference('room', { label: { zh: '机房', en: 'Room' }, required: true }),
    stockTakeId: reference('stockTake', {
      label: { zh: '资产盘点', en: 'Stock-take' },
      required: true,
      listed: true,
    }),
    takenAt: instant({ label: { zh: '领取时间', en: 'Taken' }, listed: true }),
    handedInAt: instant({ label: { zh: '交回时间', en: 'Handed in' }, listed: true }),
  },
)
