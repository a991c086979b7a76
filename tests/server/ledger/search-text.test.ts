import { afterAll, beforeAll, expect, test } from 'vitest'
import { organisation } from '../../../server/contract/entities/organisation.ts'
import { createRecord, listRecords, updateRecord } from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'

let app: TestApp
const by = { userId: null }

beforeAll(async () => {
  app = await testApp()
  const names: [string, string, string?][] = [
    ['BANK', '锦州银行', 'Bank of Jinzhou'],
    ['GAJ', '锦州市公安局', 'Public Security Bureau'],
    ['LV', '绿化处'],
    ['YZ', '义县第2中学'],
    ['FW', 'ＡＢＣ全角公司'],
    ['CAFE', 'Café Émile'],
  ]
  for (const [code, name, nameEn] of names) {
    await createRecord(app, organisation, { code, name, nameEn, category: 'other' }, by)
  }
})
afterAll(() => app.close())

async function found(q: string): Promise<string[]> {
  const { items } = await listRecords(app, organisation, { q, sort: 'code' })
  return items.map(({ code }) => code)
}

test.each([
  ['锦州', ['BANK', 'GAJ']],
  ['州市', ['GAJ']],
  ['jinzhou', ['BANK', 'GAJ']],
  ['JinZhou', ['BANK', 'GAJ']],
  ['jz', ['BANK', 'GAJ']],
  ['jzsgaj', ['GAJ']],
  ['yinhang', ['BANK']],
  ['jz yh', ['BANK']],
  ['锦州 security', ['GAJ']],
  ['lvhua', ['LV']],
  ['di2zhongxue', ['YZ']],
  ['yxd2zx', ['YZ']],
  ['abc', ['FW']],
  ['ａｂｃ', ['FW']],
  ['émile', ['CAFE']],
  ['ÉMILE', ['CAFE']],
  ['bank', ['BANK']],
  ['nothing', []],
  ['  ', ['BANK', 'CAFE', 'FW', 'GAJ', 'LV', 'YZ']],
])('“%s” finds %j', async (q, codes) => {
  expect(await found(q)).toEqual(codes)
})

test('a record is found by its new name after a change, and by the old one no longer', async () => {
  const { items } = await listRecords(app, organisation, { code: 'LV' })
  await updateRecord(app, organisation, items[0]!.id, { name: '园林处' }, { by, expectedVersion: null })
  expect(await found('yuanlin')).toEqual(['LV'])
  expect(await found('lvhua')).toEqual([])
})
