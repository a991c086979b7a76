import { afterAll, beforeAll, expect, test } from 'vitest'
import { collector } from '../../../server/contract/entities/collector.ts'
import { device } from '../../../server/contract/entities/device.ts'
import { region } from '../../../server/contract/entities/region.ts'
import { insertRecords } from '../../../server/features/ledger/actions.ts'
import { exportRecords } from '../../../server/features/ledger/export.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aCollector, aDevice, aNetworkZone, anOrganisation, aRoom } from '../../support/factories.ts'
import { unzip } from '../../support/unzip.ts'

let app: TestApp
let organisationId: number

beforeAll(async () => {
  app = await testApp()
  organisationId = (await anOrganisation(app, { name: '市财政局', nameEn: 'Finance Bureau' })).id
  const roomId = (await aRoom(app, { name: '中心机房' })).id
  await aDevice(app, {
    organisationId,
    roomId,
    assetTag: 'A-1',
    name: '核心"交换机", 主',
    vendor: '=HYPERLINK("http://x")',
    purchaseDate: '2012-03-04',
    priceYuan: -0,
    powerWatts: 350,
    notes: '第一行\n第二行',
  })
  await aDevice(app, {
    organisationId,
    assetTag: 'A-2',
    kind: 'server',
    model: '+1',
    serialNumber: '@x',
    notes: '-n',
  })
})
afterAll(() => app.close())

async function text(reply: { content: AsyncIterable<Uint8Array | string> }): Promise<string> {
  let all = ''
  for await (const part of reply.content)
    all += typeof part === 'string' ? part : Buffer.from(part).toString()
  return all
}

test('CSV begins with a byte order mark, ends lines with CRLF, and speaks the language', async () => {
  const columns = 'assetTag,name,vendor,roomName,organisationId,kind,powerWatts,purchaseDate,notes'
  const reply = await exportRecords(app, device, {}, { format: 'csv', language: 'zh', columns })
  expect(reply.fileName).toBe('设备-2026-11-23.csv')
  expect(reply.contentType).toBe('text/csv; charset=utf-8')
  expect(await text(reply)).toBe(
    '\ufeff资产编号,名称,厂商,机房,所属单位,类型,额定功率（W）,购置日期,备注,来源\r\n' +
      'A-1,"核心""交换机"", 主","\'=HYPERLINK(""http://x"")",中心机房,市财政局,交换机,350,2012-03-04,"第一行\n第二行",人工录入\r\n' +
      `A-2,${(await names())[1]},,,市财政局,服务器,,,'-n,人工录入\r\n`,
  )
})

async function names(): Promise<string[]> {
  const rows = await app.ledger.models.device.findAll({ order: ['assetTag'], raw: true })
  return rows.map((row) => (row as unknown as { name: string }).name)
}

test('English headers, labels and names; the listed columns unless others are chosen', async () => {
  const reply = await exportRecords(app, device, { kind: 'server' }, { format: 'csv', language: 'en' })
  expect(reply.fileName).toBe('Devices-2026-11-23.csv')
  const [header, line, end] = (await text(reply)).slice(1).split('\r\n')
  expect(header).toBe(
    'Asset tag,Name,Kind,Vendor,Model,Serial number,Organisation,Machine room,Management address,Purchased,Status,Origin',
  )
  expect(line).toMatch(/^A-2,.*,Server,,'\+1,'@x,Finance Bureau,,,,In use,Entered$/)
  expect(end).toBe('')
})

test('demonstration records stay marked, whatever columns are chosen', async () => {
  await insertRecords(app, region, [{ code: 'D1', name: '演示区' }], { origin: 'demonstration' })
  const reply = await exportRecords(app, region, {}, { format: 'csv', language: 'zh', columns: 'name' })
  expect(await text(reply)).toContain('名称,来源\r\n')
  const again = await exportRecords(
    app,
    region,
    { code: 'D1' },
    { format: 'csv', language: 'zh', columns: 'name' },
  )
  expect(await text(again)).toContain('演示区,演示数据')
})

test('yes and no in the language', async () => {
  const zone = await aNetworkZone(app, { name: '外网', nameEn: 'Extranet' })
  await aCollector(app, { name: '甲', enabled: true, networkZoneId: zone.id })
  await aCollector(app, { name: '乙', enabled: false, networkZoneId: zone.id })
  const columns = 'name,enabled,networkZoneId'
  const zh = await text(await exportRecords(app, collector, {}, { format: 'csv', language: 'zh', columns }))
  expect(zh).toContain('甲,是,外网,人工录入')
  expect(zh).toContain('乙,否,外网,人工录入')
  const en = await text(await exportRecords(app, collector, {}, { format: 'csv', language: 'en', columns }))
  expect(en).toContain('甲,Yes,Extranet,Entered')
})

test('exports every record of a long list, in order', async () => {
  const rows = Array.from({ length: 1203 }, (_, i) => ({
    assetTag: `Z${String(i).padStart(5, '0')}`,
    name: `批${i}`,
    kind: 'camera',
    organisationId,
    status: 'in-use',
  }))
  await insertRecords(app, device, rows, { origin: 'imported' })
  const query = { kind: 'camera', sort: '-assetTag' }
  const reply = await exportRecords(app, device, query, {
    format: 'csv',
    language: 'zh',
    columns: 'assetTag',
  })
  const lines = (await text(reply)).trimEnd().split('\r\n').slice(1)
  expect(lines).toEqual(rows.map(({ assetTag }) => `${assetTag},表格导入`).reverse())
})

test('XLSX holds the same table, numbers as numbers', async () => {
  const columns = 'assetTag,vendor,powerWatts,kind'
  const reply = await exportRecords(
    app,
    device,
    { assetTag: 'A-1' },
    { format: 'xlsx', language: 'zh', columns },
  )
  expect(reply.fileName).toBe('设备-2026-11-23.xlsx')
  const parts: Uint8Array[] = []
  for await (const part of reply.content) parts.push(part as Uint8Array)
  const files = unzip(Buffer.concat(parts))
  const strings = [...files.get('xl/sharedStrings.xml')!.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(
    (match) => match[1]!,
  )
  const cells = [...files.get('xl/worksheets/sheet1.xml')!.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/g)].map(
    (match) => {
      const value = /<v>([^<]*)<\/v>/.exec(match[2] ?? '')?.[1] ?? ''
      return match[1]!.includes('t="s"') ? strings[Number(value)] : Number(value)
    },
  )
  expect(cells).toEqual([
    '资产编号',
    '厂商',
    '额定功率（W）',
    '类型',
    '来源',
    'A-1',
    `'=HYPERLINK("http://x")`,
    350,
    '交换机',
    '人工录入',
  ])
  expect(files.get('xl/worksheets/sheet1.xml')).not.toContain('<f>')
})

test('what is wrong is said before the file begins', async () => {
  const csv = { format: 'csv', language: 'zh' } as const
  await expect(exportRecords(app, device, { kind: 'toaster' }, csv)).rejects.toMatchObject({
    code: 'invalidFilterValue',
  })
  await expect(
    exportRecords(app, device, {}, { ...csv, columns: 'name,passwordHash' }),
  ).rejects.toMatchObject({
    code: 'validationFailed',
    issues: [{ path: 'columns' }],
  })
})

test('an export of nothing still has its headers', async () => {
  const reply = await exportRecords(
    app,
    device,
    { assetTag: 'none' },
    { format: 'csv', language: 'zh', columns: 'name' },
  )
  expect(await text(reply)).toBe('\ufeff名称,来源\r\n')
})
