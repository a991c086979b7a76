import { describe, expect, test } from 'vitest'
import { drawingToPng } from '../../../server/documents/raster.ts'
import { qrDrawing } from '../../../server/documents/qr.ts'
import { renderDocument } from '../../../server/documents/render.ts'
import { unzip } from '../../support/unzip.ts'
import { sampleDocument } from './sample-document.ts'

describe('a Word file', () => {
  test('has numbered headings, merged headers, links, a contents table with pages, and sharp pictures', async () => {
    const files = unzip(Buffer.from(await renderDocument(sampleDocument(), 'docx')))
    const xml = files.get('word/document.xml')!
    const text = [...xml.matchAll(/<w:t[ >][^<]*?>?([^<>]*)<\/w:t>/g)].map((match) => match[1]).join('')
    expect(text).toContain('一、机房')
    expect(text).toContain('（一）各类单位')
    expect(text).toContain('表 1  机房按单位类别')
    expect(xml).toContain('w:gridSpan w:val="2"')
    expect(xml).toMatch(/w:vMerge w:val="restart"/)
    expect(xml).toContain('w:anchor="source_1"')
    expect(files.get('word/_rels/document.xml.rels')).toContain('https://citybase.example/rooms')
    // One picture for the chart and one for the QR code.
    expect([...files.keys()].filter((name) => name.endsWith('.png'))).toHaveLength(2)
    expect(xml).not.toContain('w:lineRule="exact"')
  })
})

describe('a PDF', () => {
  test('embeds the glyphs it uses, not the typeface', async () => {
    const bytes = Buffer.from(await renderDocument(sampleDocument(), 'pdf'))
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7')
    expect(bytes.length).toBeLessThan(300_000)
    expect(bytes.toString('latin1')).toMatch(/\/Count 4\b/)
  })

  test('says how far it is', async () => {
    const seen: number[] = []
    await renderDocument(sampleDocument(), 'pdf', (done, total) => seen.push(done / total))
    expect(seen.at(-1)).toBe(1)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  })
})

describe('a workbook', () => {
  test('keeps numbers as numbers and texts that look like formulas as texts', async () => {
    const files = unzip(Buffer.from(await renderDocument(sampleDocument(), 'xlsx')))
    const strings = files.get('xl/sharedStrings.xml')!
    expect(strings).toContain(`'=SUM(A1:A9)`)
    expect(strings).toContain(`'+86 0416`)
    const table = files.get('xl/worksheets/sheet2.xml')!
    expect(table).toContain('<v>2522.75</v>')
    expect(table).not.toContain('<f>')
    // 单位类别 and 备注 span both header rows, 机房 both of its columns.
    expect(table.match(/<mergeCell /g)).toHaveLength(3)
    expect(files.get('xl/workbook.xml')).toContain('name="表 1 机房按单位类别"')
  })
})

test('a drawing becomes a PNG of three pixels a point', async () => {
  const png = Buffer.from(await drawingToPng(qrDrawing('A-1', 60)))
  expect(png.readUInt32BE(16)).toBe(180)
})
