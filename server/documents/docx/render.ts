import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  LevelFormat,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  TableOfContents,
  TabStopType,
  TextRun,
} from 'docx'
import { estimatePageNumbersWith } from 'docx/layout'
import type { ReportDocument } from '../../contract/document.ts'
import { numberBlocks } from '../../domain/document/numbering.ts'
import { accent, ink, page, quiet, rule, textWidthOnPage, warning } from '../look.ts'
import type { OnProgress } from '../render.ts'
import type { Part } from './blocks.ts'
import { partsOf } from './blocks.ts'
import { colour, textRun } from './content.ts'

const twips = (points: number) => Math.round(points * 20)

/** Faces that Word and WPS bring along; other programs put their own Chinese face in their place. */
const face = { ascii: 'Calibri', hAnsi: 'Calibri', eastAsia: 'Microsoft YaHei', cs: 'Calibri' }

const heading = (size: number, before: number) => ({
  run: { size: size * 2, bold: true, color: colour(ink), font: face },
  paragraph: { spacing: { before, after: 100, line: 320, lineRule: LineRuleType.AUTO }, keepNext: true },
})

/** A document as Office Open XML for Word, WPS and LibreOffice (ECMA-376). */
export async function renderDocx(document: ReportDocument, onProgress?: OnProgress): Promise<Uint8Array> {
  const { language, title, runningHead, hasTitlePage, hasContents } = document
  const numbered = numberBlocks(document)
  const children: (Part | TableOfContents)[] = hasTitlePage ? coverOf(document) : titleBlockOf(document)
  if (hasContents) children.push(...contentsOf(document))
  for (const [at, each] of numbered.entries()) {
    children.push(...(await partsOf(document, each)))
    onProgress?.(at + 1, numbered.length)
  }
  const file = new Document({
    title,
    subject: runningHead,
    creator: 'CityBase',
    // Written with the file, so that Word need not ask whether it may fill in the table of contents.
    pageNumbers: estimatePageNumbersWith({ guess: true }),
    styles: {
      default: {
        document: {
          run: { size: 21, font: face, color: colour(ink), language: { value: 'en-GB', eastAsia: 'zh-CN' } },
          paragraph: { spacing: { after: 100, line: 360, lineRule: LineRuleType.AUTO } },
        },
        heading1: heading(16, 360),
        heading2: heading(13, 240),
        heading3: heading(11, 160),
      },
    },
    numbering: {
      config: [
        {
          reference: 'ordered',
          levels: [
            {
              level: 0,
              format: LevelFormat.DECIMAL,
              text: '%1.',
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { left: 480, hanging: 360 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          titlePage: hasTitlePage,
          page: {
            size: { width: twips(page.width), height: twips(page.height) },
            margin: {
              top: twips(page.top),
              bottom: twips(page.bottom),
              left: twips(page.left),
              right: twips(page.right),
              header: 700,
              footer: 600,
            },
          },
        },
        headers: {
          default: headerOf(document),
          first: hasTitlePage ? markOnly(document) : headerOf(document),
        },
        footers: {
          default: footerOf(language),
          first: hasTitlePage ? new Footer({ children: [new Paragraph({})] }) : footerOf(language),
        },
        children,
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(file))
}

function coverOf({ title, subtitle, facts, language }: ReportDocument): Part[] {
  const wide = twips(language === 'zh' ? 100 : 140)
  return [
    new Paragraph({
      spacing: { before: 3000, after: 120, line: 360, lineRule: LineRuleType.AUTO },
      children: [textRun(title, { size: 27, bold: true })],
    }),
    ...(subtitle ? [new Paragraph({ children: [textRun(subtitle, { size: 14, colour: quiet })] })] : []),
    new Paragraph({
      spacing: { after: 4600 },
      indent: { right: twips(textWidthOnPage - 64) },
      border: { bottom: { style: BorderStyle.SINGLE, size: 36, color: colour(accent), space: 1 } },
      children: [],
    }),
    ...facts.map(
      ({ label, value }) =>
        new Paragraph({
          tabStops: [{ type: TabStopType.LEFT, position: wide }],
          indent: { left: wide, hanging: wide },
          children: [textRun(label, { size: 11, colour: quiet }), textRun(`\t${value}`, { size: 11 })],
        }),
    ),
    new Paragraph({ children: [new PageBreak()] }),
  ]
}

function titleBlockOf({ title, subtitle, facts, language }: ReportDocument): Part[] {
  const colon = language === 'zh' ? '：' : ': '
  const line = (text: string) => new Paragraph({ children: [textRun(text, { size: 9, colour: quiet })] })
  return [
    new Paragraph({ children: [textRun(title, { size: 18, bold: true })] }),
    ...(subtitle ? [line(subtitle)] : []),
    ...(facts.length > 0
      ? [line(facts.map(({ label, value }) => `${label}${colon}${value}`).join('    '))]
      : []),
  ]
}

function contentsOf({ language }: ReportDocument): (Part | TableOfContents)[] {
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 200 },
      children: [textRun(language === 'zh' ? '目录' : 'Contents', { size: 16, bold: true })],
    }),
    new TableOfContents(language === 'zh' ? '目录' : 'Contents', {
      hyperlink: true,
      headingStyleRange: '1-2',
    }),
    new Paragraph({ children: [new PageBreak()] }),
  ]
}

function headerOf({ runningHead, mark }: ReportDocument): Header {
  return new Header({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: twips(textWidthOnPage) }],
        border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: colour(rule), space: 4 } },
        children: [
          textRun(runningHead, { size: 8.5, colour: quiet }),
          ...(mark ? [textRun(`\t${mark}`, { size: 8.5, colour: warning })] : []),
        ],
      }),
    ],
  })
}

function markOnly({ mark }: ReportDocument): Header {
  const children = mark ? [textRun(mark, { size: 8.5, colour: warning })] : []
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children })] })
}

function footerOf(language: ReportDocument['language']): Footer {
  const words = language === 'zh' ? ['第 ', ' 页，共 ', ' 页'] : ['Page ', ' of ', '']
  const style = { size: 17, color: colour(quiet) }
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            ...style,
            children: [words[0]!, PageNumber.CURRENT, words[1]!, PageNumber.TOTAL_PAGES, words[2]!],
          }),
        ],
      }),
    ],
  })
}
