/** Spreadsheets run texts that begin with one of these as formulas (OWASP, CSV injection). */
const formulaStart = /^[=+\-@\t\r]/
// Control characters have no place in XML 1.0 and none in a table.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g

/** A text as a spreadsheet may keep it: it stays text, whatever it begins with. */
export function spreadsheetText(text: string): string {
  const clean = text.replace(control, '')
  return formulaStart.test(clean) ? `'${clean}` : clean
}
