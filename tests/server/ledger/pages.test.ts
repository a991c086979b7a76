import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { device } from '../../../server/contract/entities/device.ts'
import { sortableFields } from '../../../server/contract/list-query.ts'
import { insertRecords, listRecords, removeRecord } from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aDevice, anOrganisation, aRoom } from '../../support/factories.ts'

let app: TestApp
let organisationId: number
let rows: { id: number; [key: string]: unknown }[]

const count = 400
const vendors = ['华为', '锐捷', '新华三', 'Dell', '中兴', null]

beforeAll(async () => {
  app = await testApp()
  organisationId = (await anOrganisation(app)).id
  const rooms = [null, (await aRoom(app, { name: '乙机房' })).id, (await aRoom(app, { name: '甲机房' })).id]
  // Enough records, with ids high enough, that some lists walk the sort's index and others collect and sort.
  const made = Array.from({ length: count }, (_, i) => ({
    id: 2000 + ((i * 37) % count),
    assetTag: `T${String((i * 7) % count).padStart(3, '0')}`,
    name: `${['交换机', '阿里', '服务器', 'switch '][i % 4]}${i % 13}`,
    kind: ['switch', 'server', 'router'][i % 3],
    status: i % 5 === 0 ? 'spare' : 'in-use',
    vendor: vendors[i % vendors.length],
    purchaseDate: i % 4 === 0 ? null : `20${10 + (i % 9)}-0${1 + (i % 3)}-11`,
    priceYuan: i % 3 === 0 ? null : Math.round(i * 333.33) / 7,
    heightU: i % 6 === 0 ? null : i % 4,
    roomId: rooms[i % 3],
    organisationId,
  }))
  await insertRecords(app, device, made, { origin: 'demonstration' })
  rows = (await listRecords(app, device, { limit: 500 })).items as unknown as typeof rows
})
afterAll(() => app.close())

async function walk(query: Record<string, unknown>): Promise<number[]> {
  const ids: number[] = []
  let cursor: string | null = null
  do {
    const page: { items: { id: number }[]; next: string | null } = await listRecords(app, device, {
      ...query,
      ...(cursor === null ? {} : { cursor }),
    } as never)
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next
    if (cursor !== null) expect(page.items).toHaveLength(query['limit'] as number)
  } while (cursor !== null)
  return ids
}

/** What the order means, told again in JavaScript: nothing first, then values, then ids; reversed as a whole. */
function inOrder(list: typeof rows, key: string, isDescending: boolean): number[] {
  const compare = (a: unknown, b: unknown) => {
    if (a === b) return 0
    if (a === null) return -1
    if (b === null) return 1
    return (a as string | number) < (b as string | number) ? -1 : 1
  }
  const sorted = [...list].sort((a, b) => compare(a[key], b[key]) || a.id - b.id)
  return (isDescending ? sorted.reverse() : sorted).map(({ id }) => id)
}

test('walking the pages gives exactly the filtered records in order, whatever the filters, sort and page size', async () => {
  const kinds = fc.subarray(['switch', 'server', 'router'], { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('id', 'assetTag', 'kind', 'purchaseDate', 'priceYuan', 'heightU', 'status', 'roomId'),
      fc.boolean(),
      fc.integer({ min: 5, max: 90 }),
      kinds,
      fc.option(fc.constantFrom('2012-01-01', '2015-02-11')),
      async (key, isDescending, limit, kind, before) => {
        const matching = rows.filter(
          (row) =>
            kind.includes(row['kind'] as string) &&
            (before === null || (row['purchaseDate'] !== null && (row['purchaseDate'] as string) < before)),
        )
        const ids = await walk({
          sort: isDescending ? `-${key}` : key,
          limit,
          kind: kind.join(','),
          ...(before === null ? {} : { 'purchaseDate.lt': before }),
        })
        expect(ids).toEqual(inOrder(matching, key, isDescending))
      },
    ),
    { numRuns: 40 },
  )
})

test.each(sortableFields(device).flatMap((name) => [name, `-${name}`]))(
  'sorting by %s shows every record once',
  async (sort) => {
    const ids = await walk({ sort, limit: 67 })
    expect([...ids].sort()).toEqual(rows.map(({ id }) => id).sort())
  },
)

test('names sort by pinyin with numbers by size, also those of related records', async () => {
  const { items } = await listRecords(app, device, { sort: 'name', limit: 500 })
  const names = items.map(({ name }) => name)
  expect(names[0]).toBe('阿里0')
  expect(names.indexOf('阿里9')).toBeLessThan(names.indexOf('阿里11'))
  expect(names.indexOf('阿里11')).toBeLessThan(names.indexOf('服务器2'))
  expect(names.indexOf('服务器2')).toBeLessThan(names.indexOf('交换机0'))
  expect(names.indexOf('交换机0')).toBeLessThan(names.indexOf('switch 3'))
  const byRoom = await listRecords(app, device, { sort: '-roomName', limit: 500 })
  expect([...new Set(byRoom.items.map(({ roomName }) => roomName))]).toEqual(['乙机房', '甲机房', null])
})

test('a page neither repeats nor skips when records come and go meanwhile', async () => {
  const first = await listRecords(app, device, { sort: 'assetTag', limit: 20 })
  const early = await aDevice(app, { organisationId, assetTag: 'A000' })
  const late = await aDevice(app, { organisationId, assetTag: 'T999' })
  const gone = await aDevice(app, { organisationId, assetTag: first.items.at(-1)!.assetTag + 'x' })
  await removeRecord(app, device, gone.id, { by: { userId: null }, expectedVersion: null })
  const rest = await listRecords(app, device, { sort: 'assetTag', limit: 500, cursor: first.next! })
  const seen = [...first.items, ...rest.items].map(({ id }) => id)
  expect(seen).not.toContain(early.id)
  expect(seen).toContain(late.id)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(count + 1)
  for (const { id } of [early, late]) {
    await removeRecord(app, device, id, { by: { userId: null }, expectedVersion: null })
  }
})

test('a cursor of another order, or none at all, is refused', async () => {
  const { next } = await listRecords(app, device, { sort: 'name', limit: 5 })
  const tampered = ['x', '', 'bm90IGpzb24', Buffer.from('["name",{"a":1},1]').toString('base64url')]
  await expect(listRecords(app, device, { sort: '-name', cursor: next! })).rejects.toMatchObject({
    code: 'invalidCursor',
    status: 400,
  })
  for (const cursor of tampered) {
    await expect(listRecords(app, device, { sort: 'name', cursor })).rejects.toMatchObject({
      code: 'invalidCursor',
    })
  }
})

test('an unknown sort is refused with those that exist', async () => {
  for (const sort of ['colour', 'name; DROP TABLE device', '--name', 'passwordHash', 'nameKey']) {
    await expect(listRecords(app, device, { sort })).rejects.toMatchObject({
      code: 'unknownSort',
      details: { allowed: expect.arrayContaining(['name', 'roomName', 'purchaseDate']) },
    })
  }
})
