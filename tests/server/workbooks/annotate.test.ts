import iconv from 'iconv-lite'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, expect, it } from 'vitest'
import { importEntities, importFields } from '../../../server/domain/import/entities.ts'
import { proposeTable } from '../../../server/domain/import/detect.ts'
import type { SheetRow } from '../../../server/domain/import/sheet.ts'
import { annotateWorkbook } from '../../../server/workbooks/annotate.ts'
import type { Annotation } from '../../../server/workbooks/annotate.ts'
import { openArchive } from '../../../server/workbooks/archive.ts'
import { workbookLimits } from '../../../server/workbooks/limits.ts'
import { openWorkbook } from '../../../server/workbooks/open.ts'
import { importTemplate } from '../../../server/workbooks/template.ts'
import { fileFolder, xlsxBytes } from '../../support/workbook-file.ts'

const files = fileFolder()
afterAll(() => files.remove())

async function rowsOf(path: string, name: string): Promise<SheetRow[]> {
  const book = await openWorkbook(path, name)
  const rows: SheetRow[] = []
  for await (const row of book.rows(0)) rows.push(row)
  await book.close()
  return rows
}

async function partsOf(path: string): Promise<Record<string, string>> {
  const archive = await openArchive(path, workbookLimits)
  const parts: Record<string, string> = {}
  for (const name of archive.names) parts[name] = await archive.text(name)
  archive.close()
  return parts
}

const annotations: Annotation[] = [
  { sheet: 0, row: 2, column: 1, kind: 'wrong', text: '「很大」不是数字。建议：85' },
  { sheet: 0, row: 2, column: 3, kind: 'understood', text: '只有年份，按 2012-01-01 记。' },
]

it('colours cells and writes notes, and leaves all else as it was', async () => {
  const bytes = await xlsxBytes({
    sheets: [
      {
        name: '机房',
        rows: [
          ['名称', '面积', '备注', '建成'],
          ['中心机房', '很大', null, { value: 2012, format: '0"年"' }],
        ],
        merges: ['B1:C1'],
        after: '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
      },
      { name: '其他', rows: [['不动']] },
    ],
    parts: { 'xl/media/image1.png': Buffer.from([137, 80, 78, 71]) },
  })
  const path = files.write('a.xlsx', bytes)
  const target = join(files.folder, 'annotated.xlsx')
  await annotateWorkbook({ path, name: 'a.xlsx' }, target, annotations)
  expect(await rowsOf(target, 'a.xlsx')).toEqual(await rowsOf(path, 'a.xlsx'))
  const parts = await partsOf(target)
  expect(parts['xl/worksheets/sheet2.xml']).toBe((await partsOf(path))['xl/worksheets/sheet2.xml'])
  expect(parts['xl/media/image1.png']).toBeDefined()
  const sheet = parts['xl/worksheets/sheet1.xml']!
  const order = ['sheetData', 'mergeCells', 'conditionalFormatting', 'pageMargins', 'legacyDrawing'].map(
    (name) => sheet.indexOf(`<${name}`),
  )
  expect(order).toEqual([...order].sort((a, b) => a - b))
  expect(sheet).toContain('sqref="B2"')
  expect(parts['xl/citybase-comments1.xml']).toContain('<comment ref="B2" authorId="0">')
  expect(parts['xl/citybase-comments1.xml']).toContain('「很大」不是数字。建议：85')
  expect(parts['xl/styles.xml']).toContain('<dxfs count="2">')
})

it('puts its notes below those that a cell already has', async () => {
  const first = join(files.folder, 'first.xlsx')
  const second = join(files.folder, 'second.xlsx')
  const path = files.write('a.xlsx', await xlsxBytes({ sheets: [{ name: '表', rows: [['a'], ['b', 'c']] }] }))
  await annotateWorkbook({ path, name: 'a.xlsx' }, first, annotations.slice(0, 1))
  await annotateWorkbook({ path: first, name: 'a.xlsx' }, second, [
    { ...annotations[0]!, text: '再看 <此处>' },
    annotations[1]!,
  ])
  const parts = await partsOf(second)
  const comments = parts['xl/citybase-comments1.xml']!
  expect(comments.match(/<comment /g)).toHaveLength(2)
  expect(comments).toMatch(/建议：85[\s\S]*再看 &lt;此处&gt;[\s\S]*<\/comment>/)
  expect(parts['xl/drawings/citybase-notes1.vml']!.match(/<v:shape /g)).toHaveLength(2)
  expect(parts['xl/worksheets/sheet1.xml']!.match(/<legacyDrawing/g)).toHaveLength(1)
})

it('makes an .xlsx of a text file, its rows where they were', async () => {
  const path = files.write('a.csv', iconv.encode('名称,面积\n\n中心机房,很大\n', 'gb18030'))
  const target = join(files.folder, 'csv.xlsx')
  await annotateWorkbook({ path, name: 'a.csv' }, target, [{ ...annotations[0]!, row: 3 }])
  const rows = await rowsOf(target, 'csv.xlsx')
  expect(rows.map(({ number, cells }) => [number, ...cells.map((cell) => cell?.text)])).toEqual([
    [1, '名称', '面积'],
    [3, '中心机房', '很大'],
  ])
  expect((await partsOf(target))['xl/worksheets/sheet1.xml']).toContain('sqref="B3"')
})

it.each(
  importEntities.flatMap((entity) => (['zh', 'en'] as const).map((language) => [entity, language] as const)),
)('the template of %s in %s is recognised whole, with its lists', async (entity, language) => {
  const names = { organisation: ['市教育局', '市财政局'], carrier: ['中国联通'] }
  const bytes = await buffer(importTemplate(entity, { language, names }))
  const path = join(files.folder, `${entity}-${language}.xlsx`)
  writeFileSync(path, bytes)
  const rows = await rowsOf(path, 'a.xlsx')
  const book = await openWorkbook(path, 'a.xlsx')
  const table = proposeTable(book.sheets[0]!.name, rows)!
  await book.close()
  expect(table.entity).toBe(entity)
  expect(table.columns.map(({ field }) => field)).toEqual(Object.keys(importFields(entity)))
  const sheet = (await partsOf(path))['xl/worksheets/sheet1.xml']!
  const states = Object.values(importFields(entity)).filter(({ type }) => type === 'state').length
  expect((sheet.match(/<dataValidation /g) ?? []).length).toBeGreaterThanOrEqual(states)
  expect(readFileSync(path).length).toBeGreaterThan(1000)
})
