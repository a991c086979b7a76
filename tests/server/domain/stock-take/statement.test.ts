import { describe, expect, it } from 'vitest'
import type { Statement } from '../../../../server/domain/stock-take/statement.ts'
import { outcomeOf } from '../../../../server/domain/stock-take/statement.ts'
import { recognise, recognitionKeys } from '../../../../server/domain/stock-take/recognise.ts'
import { walkOrder } from '../../../../server/domain/stock-take/walk.ts'
import { countResult, resultText } from '../../../../server/domain/stock-take/result.ts'
import { labelCode } from '../../../../server/domain/stock-take/label-code.ts'

let id = 0
const said = (parts: Partial<Statement>): Statement => ({
  id: ++id,
  userId: 1,
  isAbsent: false,
  roomId: 1,
  condition: 'good',
  scannedAt: `2026-11-23T08:00:${String(id).padStart(2, '0')}.000Z`,
  isOverruled: false,
  ...parts,
})
const declared = { roomId: 1, isInLedger: true }
const stateOf = (...statements: Statement[]) => outcomeOf(declared, statements).state

describe('the outcome of a thing', () => {
  it('follows what was said', () => {
    expect(stateOf()).toBe('open')
    expect(stateOf(said({}))).toBe('found')
    expect(stateOf(said({ roomId: 2 }))).toBe('moved')
    expect(stateOf(said({ isAbsent: true }))).toBe('missing')
    expect(outcomeOf({ roomId: null, isInLedger: false }, [said({})]).state).toBe('surplus')
    expect(outcomeOf({ roomId: null, isInLedger: true }, [said({})]).state).toBe('moved')
  })

  it('takes the later word of the same person', () => {
    const earlier = said({})
    const later = said({ roomId: 2, condition: 'damaged' })
    expect(outcomeOf(declared, [later, earlier])).toEqual({ state: 'moved', statement: later })
    expect(stateOf(said({ isAbsent: true }), said({}))).toBe('found')
  })

  it('is in conflict where two people contradict each other', () => {
    expect(stateOf(said({}), said({ userId: 2, roomId: 2 }))).toBe('conflict')
    expect(stateOf(said({}), said({ userId: 2, condition: 'damaged' }))).toBe('conflict')
    expect(stateOf(said({ isAbsent: true }), said({ userId: 2 }))).toBe('conflict')
  })

  it('is none where both can be right', () => {
    expect(stateOf(said({}), said({ userId: 2 }))).toBe('found')
    expect(stateOf(said({}), said({ userId: 2, condition: null }))).toBe('found')
    expect(stateOf(said({ isAbsent: true }), said({ userId: 2, roomId: 2 }))).toBe('moved')
    expect(stateOf(said({ isAbsent: true }), said({ userId: 2, isAbsent: true, roomId: 2 }))).toBe('missing')
  })

  it('keeps the condition that one stated when another only passed by', () => {
    const damaged = said({ condition: 'damaged' })
    expect(outcomeOf(declared, [damaged, said({ userId: 2, condition: null })]).statement).toBe(damaged)
  })

  it('leaves out what was overruled, and hears what is said after', () => {
    const kept = said({ roomId: 2 })
    const overruled = said({ userId: 2, isOverruled: true })
    expect(outcomeOf(declared, [overruled, kept])).toEqual({ state: 'moved', statement: kept })
    expect(stateOf(overruled, kept, said({ userId: 3 }))).toBe('conflict')
  })
})

describe('recognising at once', () => {
  const things = recognitionKeys([
    { assetTag: 'JZ-S0001', serialNumber: 'SN1', roomId: 1 },
    { assetTag: 'JZ-S0002', serialNumber: 'JZ-S0001', roomId: 2 },
  ])
  const verdict = (code: string, counted: string[] = []) =>
    recognise(code, 1, things, ({ assetTag }) => counted.includes(assetTag))

  it('tells the five cases apart', () => {
    expect(verdict(labelCode('device', 'JZ-S0001'))).toMatchObject({ verdict: 'found' })
    expect(verdict('ｊｚ－s0001 ')).toMatchObject({ verdict: 'found', thing: { assetTag: 'JZ-S0001' } })
    expect(verdict('sn1')).toMatchObject({ verdict: 'found', thing: { assetTag: 'JZ-S0001' } })
    expect(verdict('JZ-S0002')).toMatchObject({ verdict: 'misplaced', thing: { roomId: 2 } })
    expect(verdict('NEW-1')).toEqual({ verdict: 'unknown', tag: 'NEW-1' })
    expect(verdict('JZ-S0001', ['JZ-S0001'])).toMatchObject({ verdict: 'duplicate' })
    expect(verdict('CB1:JZ-S0001:?')).toEqual({ verdict: 'unreadable' })
    expect(verdict(labelCode('rack', '12'))).toEqual({ verdict: 'place', label: { kind: 'rack', tag: '12' } })
  })
})

it('walks row by row, rack by rack, from the top down, and what has no rack at the end', () => {
  const rack = (id: number, rowNumber: number | null, positionNumber: number | null) => ({
    id,
    name: `R${id}`,
    rowNumber,
    positionNumber,
  })
  const item = (assetTag: string, rackId: number | null, positionU: number | null) => ({
    assetTag,
    rackId,
    positionU,
  })
  const stops = walkOrder(
    [rack(10, null, null), rack(3, 2, 1), rack(2, 1, 2), rack(1, 1, 1), rack(4, 1, 3)],
    [
      item('low', 1, 2),
      item('high', 1, 40),
      item('second', 2, 1),
      item('row2', 3, 5),
      item('loose', null, null),
      item('last rack', 10, 1),
    ],
  )
  expect(stops.map((stop) => [stop.rack?.name ?? null, stop.items.map(({ assetTag }) => assetTag)])).toEqual([
    ['R1', ['high', 'low']],
    ['R2', ['second']],
    ['R3', ['row2']],
    ['R10', ['last rack']],
    [null, ['loose']],
  ])
})

it('writes a result that is the same in whatever order it was read, and another after any change', () => {
  const line = (assetTag: string) => ({
    assetTag,
    name: '交换机',
    state: 'found' as const,
    roomId: 1,
    foundRoomId: 1,
    condition: 'good' as const,
    labelUnreadable: false,
    isExpected: true,
    note: null,
  })
  const [a, b] = [line('A'), line('B')]
  expect(resultText('年度', [b, a])).toBe(resultText('年度', [a, b]))
  expect(resultText('年度', [a, { ...b, foundRoomId: 2 }])).not.toBe(resultText('年度', [a, b]))
  expect(countResult([a, { ...b, state: 'missing', condition: null }])).toMatchObject({
    expected: 2,
    found: 1,
    missing: 1,
    damaged: 0,
  })
})
