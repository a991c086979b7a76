import { describe, expect, test } from 'vitest'
import { device } from '../../../server/contract/entities/device.ts'
import { room } from '../../../server/contract/entities/room.ts'
import { chosenColumns, plainCell } from '../../../web/features/ledger/columns.ts'
import type { Row } from '../../../web/features/ledger/entity-endpoints.ts'
import { apiQuery, filterQuery, filtersOf } from '../../../web/features/ledger/filters.ts'
import { aRoom } from '../support/records.ts'

describe('the address of a list', () => {
  test('is passed to the API as it stands, without what belongs to the page', () => {
    const query = { kind: 'server,switch', 'purchaseDate.lt': '2013-01-01', sort: '-name', open: '12', q: '' }
    expect(apiQuery(query)).toEqual({
      kind: 'server,switch',
      'purchaseDate.lt': '2013-01-01',
      sort: '-name',
    })
    expect(filterQuery(query)).not.toHaveProperty('sort')
  })

  test('keeps a misspelt filter, so that the API refuses it rather than showing too much', () => {
    expect(apiQuery({ knd: 'server' })).toEqual({ knd: 'server' })
    expect(filtersOf(device, { knd: 'server' })).toEqual([])
  })

  test('gives its filters by field and comparison', () => {
    const [filter] = filtersOf(device, { 'purchaseDate.lt': '2013-01-01' })
    expect(filter).toMatchObject({ fieldKey: 'purchaseDate', operator: 'lt', value: '2013-01-01' })
  })
})

describe('columns', () => {
  test('are those that the person chose, in that order, as far as they exist', () => {
    const keys = chosenColumns(room, ['status', 'gone', 'name'], 'zh').map((column) => column.key)
    expect(keys).toEqual(['status', 'name'])
  })

  test('are the usual ones where nothing was chosen, with units and numbers at the right', () => {
    const columns = chosenColumns(room, undefined, 'zh')
    const area = columns.find((column) => column.key === 'areaSquareMetres')!
    expect(area).toMatchObject({ unit: 'm²', numeric: true })
    expect(columns.some((column) => column.key === 'notes')).toBe(false)
  })

  test('sort a reference by its name', () => {
    const [column] = chosenColumns(room, ['organisationId'], 'zh')
    expect(column!.sort).toBe('organisationName')
  })

  test('show numbers exactly', () => {
    const row = aRoom() as unknown as Row
    const [area, power] = chosenColumns(room, ['areaSquareMetres', 'coolingKw'], 'zh')
    expect(plainCell(room, area!, row, 'zh')).toBe('4,358.75')
    expect(plainCell(room, power!, row, 'zh')).toBeNull()
  })
})
