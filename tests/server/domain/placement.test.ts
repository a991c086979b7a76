import { expect, test } from 'vitest'
import { majorityRoom, movedTo, roomNamedIn } from '../../../server/domain/reconcile/placement.ts'

const rooms = [
  { id: 1, code: 'GT-01', name: '市政务中心机房', organisationId: 1 },
  { id: 2, code: 'GT-010', name: '市医院机房', organisationId: 2 },
  { id: 3, code: 'LH-02', name: '中心机房', organisationId: 3 },
  { id: 4, code: 'LH-03', name: '中心机房', organisationId: 3 },
]

test.each([
  ['GT-01 A03-12U', 1],
  ['市医院机房 GT-010 A03', 2],
  ['锦州市政务中心机房三楼', 1],
  ['gt-01', 1],
  ['中心机房', null],
  ['GT-01 or LH-02', null],
  ['GT-0101', null],
  ['', null],
  [null, null],
])('the location “%s” names room %s', (location, id) => {
  expect(roomNamedIn(location, rooms)?.id ?? null).toBe(id)
})

test('a majority is more than half', () => {
  expect(majorityRoom([1, 1, 2])).toEqual({ roomId: 1, count: 2 })
  expect(majorityRoom([1, 2])).toBeNull()
  expect(majorityRoom([])).toBeNull()
})

const here = 1
const there = 2
const elsewhere = 3
test.each([
  ['a host whose neighbours and text say another room', 'server', [there], there, there],
  ['a host whose text was forgotten', 'server', [there], here, there],
  ['a host without a text', 'storage', [there], null, there],
  ['a host of which only the text says another room', 'server', [], there, there],
  ['a host whose neighbours are where it is declared', 'server', [here], there, null],
  ['a switch whose only uplink leads to another room', 'switch', [there], null, null],
  ['a switch with far uplinks whose text says where it is declared', 'switch', [there, there], here, null],
  ['a switch without a text amid another room', 'switch', [there, there, there], null, there],
  ['a switch without a text and with a neighbour at home', 'switch', [there, there, here], null, null],
  ['a switch whose text says a third room than its uplink', 'switch', [there], elsewhere, elsewhere],
  ['nothing known', 'server', [], null, null],
  ['neighbours that disagree', 'server', [there, elsewhere], null, null],
] as const)('%s', (_, kind, neighbourRoomIds, locationRoomId, expected) => {
  const moved = movedTo({ kind, declaredRoomId: here, neighbourRoomIds, locationRoomId })
  expect(moved?.roomId ?? null).toBe(expected)
})
