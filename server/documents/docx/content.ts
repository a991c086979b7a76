import type { ParagraphChild } from 'docx'
import { Bookmark, ExternalHyperlink, InternalHyperlink, TextRun } from 'docx'
import type { Content, Run } from '../../contract/document.ts'
import { absoluteLink, runsOf } from '../../domain/document/content.ts'
import { accent } from '../look.ts'

/** Colours are written without their number sign. */
export const colour = (hex: string) => hex.slice(1).toUpperCase()

export interface CharacterStyle {
  /** Points. */
  size?: number
  bold?: boolean
  colour?: string
}

// Control characters have no place in XML 1.0.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g

export function textRun(text: string, { size, bold, colour: hex }: CharacterStyle): TextRun {
  return new TextRun({
    text: text.replace(control, ''),
    ...(size ? { size: size * 2 } : {}),
    ...(bold ? { bold } : {}),
    ...(hex ? { color: colour(hex) } : {}),
  })
}

/** The runs of a text, with links to the console and to the annex of sources. */
export function inlineOf(
  content: Content,
  consoleUrl: string | null,
  style: CharacterStyle = {},
): ParagraphChild[] {
  return runsOf(content).flatMap((run) => pieces(run, consoleUrl, style))
}

function pieces(run: Run, consoleUrl: string | null, style: CharacterStyle): ParagraphChild[] {
  const url = absoluteLink(run.link, consoleUrl)
  const own = { ...style, ...(run.bold ? { bold: true } : {}), ...(url ? { colour: accent } : {}) }
  const text = textRun(run.text, own)
  const linked = url ? new ExternalHyperlink({ link: url, children: [text] }) : text
  const parts: ParagraphChild[] =
    run.explainsSource === undefined
      ? [linked]
      : [new Bookmark({ id: sourceName(run.explainsSource), children: [text] })]
  if (run.source !== undefined) {
    const reference = new TextRun({
      text: `[${run.source}]`,
      superScript: true,
      color: colour(accent),
      ...(style.size ? { size: style.size * 2 } : {}),
    })
    parts.push(new InternalHyperlink({ anchor: sourceName(run.source), children: [reference] }))
  }
  return parts
}

const sourceName = (number: number) => `source_${number}`
