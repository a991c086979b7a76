import { files } from './files.ts'
import { layouts } from './layout.ts'
import type { UglyWorkbook } from './ugly.ts'
import { values } from './values.ts'

/** Workbooks as departments send them, each with one oddity and what is to be read from it. */
export const corpus: readonly UglyWorkbook[] = [...layouts, ...values, ...files]
