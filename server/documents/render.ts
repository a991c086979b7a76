import type { DocumentFormat, ReportDocument } from '../contract/document.ts'
import { renderDocx } from './docx/render.ts'
import { renderPdf } from './pdf/render.ts'
import { renderXlsx } from './xlsx/render.ts'

/** Called as blocks are written. */
export type OnProgress = (done: number, total: number) => void

const renderers: Record<
  DocumentFormat,
  (document: ReportDocument, onProgress?: OnProgress) => Promise<Uint8Array>
> = { docx: renderDocx, pdf: renderPdf, xlsx: renderXlsx }

/** A document as the bytes of a file. */
export function renderDocument(
  document: ReportDocument,
  format: DocumentFormat,
  onProgress?: OnProgress,
): Promise<Uint8Array> {
  return renderers[format](document, onProgress)
}
