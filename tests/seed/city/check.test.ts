import { describe, expect, test } from 'vitest'
import { entities } from '../../../server/contract/entities/index.ts'
import type { Entity } from '../../../server/contract/entity.ts'
import { decodeValues } from '../../../server/contract/list-query.ts'
import { buildCity } from '../../../seed/city/city.ts'
import type { CityRecords } from '../../../seed/city/records.ts'
import { checkFigures, printCheck, type ReadFigure } from '../../../seed/check.ts'

type Row = Record<string, unknown>

/** The ledger's queries as far as the figures need them, over records in memory. */
function readFrom(records: CityRecords): ReadFigure {
  const valueOf = (name: string, row: Row, key: string): unknown => {
    const field = (entities[name as keyof CityRecords] as Entity).fields[key]!
    if (field.type !== 'via') return row[key]
    let [current, entity] = [row, name]
    for (const step of field.path.slice(0, -1)) {
      const reference = (entities[entity as keyof CityRecords] as Entity).fields[step]!
      if (reference.type !== 'reference') throw new Error(`${step} is no reference`)
      const next = records[reference.to as keyof CityRecords].find(({ id }) => id === current[step])
      if (!next) return null
      ;[current, entity] = [next as unknown as Row, reference.to]
    }
    return current[field.path.at(-1)!]
  }
  return async ({ entity, filters, aggregate }) => {
    const rows = (records[entity as keyof CityRecords] as unknown as Row[]).filter((row) =>
      Object.entries(filters).every(([filter, wanted]) => {
        const [key, operator] = filter.split('.') as [string, string | undefined]
        const value = valueOf(entity, row, key)
        if (operator === 'lt') return String(value) < wanted
        if (operator === 'empty') return (value == null) === (wanted === 'true')
        return decodeValues(wanted).includes(String(value))
      }),
    )
    if (aggregate === 'count') return rows.length
    return rows.length === 0 ? null : rows.reduce((sum, row) => sum + Number(row[aggregate.sum]), 0)
  }
}

describe('checking the figures', () => {
  test('all agree on the demonstration city', async () => {
    const rows = await checkFigures(readFrom(buildCity().records))
    expect(rows.filter(({ ok }) => !ok)).toEqual([])
    const values = Object.fromEntries(rows.map(({ key, actual }) => [key, actual]))
    expect(values).toMatchObject({
      rooms: 92,
      roomAreaByOwner: 4358.75,
      shareBefore2013: 54.9,
      shareBefore2015: 70.7,
      lines: 333,
      linesByCarrier: 332,
      'indicator.data-resources-share': 28.31,
      'programme.service-channel': 3,
      'district.210782': 1,
    })
    expect(printCheck(rows, 'zh')).toContain(`${rows.length} 项全部一致`)
    expect(printCheck(rows, 'en')).toMatch(/Lines, sum by carrier +332 +332 +ok \(known discrepancy/)
  })

  test('a room made larger is seen in its own sum and in the total', async () => {
    const { records } = buildCity()
    records.room.find(({ name }) => name.includes('渤海大学'))!.areaSquareMetres += 0.01
    const wrong = (await checkFigures(readFrom(records))).filter(({ ok }) => !ok)
    expect(wrong.map(({ key }) => key)).toEqual(['roomArea', 'roomAreaSchools', 'roomAreaByOwner'])
    expect(printCheck(wrong, 'en')).toMatch(/Room area +4358\.75 m² +4358\.76 m² +DIFFERS/)
    expect(printCheck(wrong, 'zh')).toContain('3 项中有 3 项不一致')
  })

  test('guessing the unknown carrier is a difference, not a correction', async () => {
    const { records } = buildCity()
    records.line.find(({ carrierId }) => carrierId == null)!.carrierId = 1
    const wrong = (await checkFigures(readFrom(records))).filter(({ ok }) => !ok)
    expect(wrong.map(({ key }) => key)).toEqual(['linesUnicom', 'linesWithoutCarrier', 'linesByCarrier'])
  })

  test('an empty ledger agrees with nothing', async () => {
    const { records } = buildCity()
    const empty = Object.fromEntries(Object.keys(records).map((key) => [key, []])) as unknown as CityRecords
    const rows = await checkFigures(readFrom(empty))
    expect(rows.filter(({ ok }) => ok)).toEqual([])
    expect(printCheck(rows, 'en')).toMatch(/Room area +4358\.75 m² +none +DIFFERS/)
  })
})
