import { describe, expect, it } from 'vitest'
import { figures } from '../../../server/contract/figures.ts'
import type { Slice } from '../../../server/contract/endpoints/overview.ts'
import { categoriesOf, yearsOf } from '../../../web/features/overview/breakdown.ts'
import { carrierGap, censusOf, percentOf } from '../../../web/features/overview/census.ts'

const published = Object.fromEntries(figures.map((figure) => [figure.key, figure.published]))
const figureOf = (values: Record<string, number | null>, key: string) =>
  censusOf(values)
    .flatMap((group) => [group.lead, ...group.parts])
    .find((figure) => figure.key === key)!

describe('the census figures', () => {
  it('stand in four groups, the whole before its parts', () => {
    expect(censusOf(published).map(({ group, lead }) => [group, lead.value])).toEqual([
      ['rooms', 92],
      ['devices', 994],
      ['lines', 333],
      ['applications', 206],
    ])
  })

  it('lead to the list of exactly what they count', () => {
    expect(figureOf(published, 'linesUnicom').to).toBe('/lines?carrierCode=unicom')
    expect(figureOf(published, 'rooms').to).toBe('/rooms')
    expect(figureOf(published, 'devicesBefore2013').to).toContain('purchaseDate.lt=2013-01-01')
  })

  it('are marked only where ledger and survey differ', () => {
    expect(figureOf(published, 'roomArea').difference).toBeNull()
    expect(figureOf({ ...published, roomArea: 4358.750000001 }, 'roomArea').difference).toBeNull()
    expect(figureOf({ ...published, rooms: 93 }, 'rooms').difference).toBe(1)
    expect(figureOf({}, 'rooms')).toMatchObject({ value: null, difference: null })
  })

  it('keep the 332 against 333 lines in sight', () => {
    expect(carrierGap()).toMatchObject({ sum: 332, total: 333 })
  })

  it('give shares as the survey prints them', () => {
    expect(percentOf(546, 994)).toBe(54.9)
    expect(percentOf(703, 994)).toBe(70.7)
    expect(percentOf(3, 0)).toBeNull()
    expect(percentOf(null, 994)).toBeNull()
  })
})

const slice = (value: string | null, count: number, zh: string): Slice => ({
  value,
  count,
  label: { zh, en: `${zh} (en)` },
  filters: value === null ? { 'purchaseDate.empty': 'true' } : { 'purchaseDate.gte': `${value}-01-01` },
})

describe('breakdowns', () => {
  it('speak the language of the console and lead to lists', () => {
    expect(categoriesOf([slice('x', 3, '联通')], 'line', 'en')).toEqual([
      { key: 'x', label: '联通 (en)', value: 3, to: '/lines?purchaseDate.gte=x-01-01' },
    ])
  })

  it('show years without a gap, the old ones emphasised, the undated last', () => {
    const years = yearsOf([slice('2011', 4, '2011'), slice('2013', 2, '2013'), slice(null, 1, '未知')], 'zh')
    expect(years.map(({ label, value, emphasised }) => [label, value, emphasised ?? false])).toEqual([
      ['2011', 4, true],
      ['2012', 0, true],
      ['2013', 2, false],
      ['未知', 1, false],
    ])
    expect(years[1]!.to).toBeUndefined()
  })

  it('show nothing for an empty ledger', () => {
    expect(yearsOf([], 'zh')).toEqual([])
  })
})
