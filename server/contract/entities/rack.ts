import { defineEntity } from '../entity.ts'
import { number, reference, text } from '../field.ts'

/** A rack (机柜) in a machine room. */
export const rack = defineEntity(
  {
    name: 'rack',
    path: '/racks',
    label: { zh: '机柜', en: 'Rack' },
    plural: { zh: '机柜', en: 'Racks' },
    permissions: { read: 'ledger.read', write: 'ledger.write' },
    defaultSort: 'name',
  },
  {
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 60,
      search: true,
      listed: true,
      indexed: true,
    }),
    roomId: reference('room', { label: { zh: '机房', en: 'Machine room' }, required: true, listed: true }),
    heightU: number({
      label: { zh: '高度', en: 'Height' },
      unit: 'U',
      min: 1,
      max: 60,
      decimals: 0,
      required: true,
      listed: true,
    }),
    /** Place in the room: rows are numbered from the door, positions from the left. */
    rowNumber: number({ label: { zh: '排', en: 'Row' }, min: 1, max: 200, decimals: 0 }),
    positionNumber: number({ label: { zh: '列位', en: 'Position' }, min: 1, max: 200, decimals: 0 }),
    ratedPowerKw: number({
      label: { zh: '额定功率', en: 'Rated power' },
      unit: 'kW',
      min: 0,
      max: 200,
      decimals: 1,
      listed: true,
    }),
  },
)
