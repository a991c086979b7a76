import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/*
 * IANA's registry of private enterprise numbers (RFC 9371), cut down to tidy names: `enterprises.tsv.gz` beside this
 * file, number, tab, name, one a line, made by `renew.ts`. It is only read for a vendor that no profile knows.
 */

let lines: string | null = null

/** The name under which a private enterprise number is registered, tidied; null when it is not. */
export function enterpriseName(number: number): string | null {
  lines ??= `\n${gunzipSync(readFileSync(new URL('enterprises.tsv.gz', import.meta.url))).toString('utf8')}`
  const key = `\n${number}\t`
  const start = lines.indexOf(key)
  if (start === -1) return null
  return lines.slice(start + key.length, lines.indexOf('\n', start + key.length))
}

/** Legal forms that say nothing about who a maker is. */
const legalForm =
  /[\s,]+(?:co\.?,? ?ltd|inc|incorporated|ltd|limited|llc|l\.l\.c|corp|corporation|co|company|gmbh(?: ?& ?co\.? ?kg)?|mbh|ag|kg|s\.?a\.?|s\.?a\.?s|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oy|oyj|ab|a\/s|aps|as|asa|plc|pty|pte|kk|k\.k|s\.?r\.?o|d\.?o\.?o|sp\.? ?z ?o\.?o|e\.?v|ltda|kft|bhd|sdn)\.?$/i

/** A company's name without legal form, addresses, earlier names and notes. */
export function tidyName(text: string): string {
  let name = text
    .replace(/\s*[([{<].*$/, '')
    .replace(/\s*(?:formerly|previously|now part of|part of|dba|d\/b\/a|http|https|www\.)\b.*$/i, '')
    .replace(/\S+@\S+/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^["'\s]+|["'\s,;:/-]+$/g, '')
  for (let before = ''; before !== name;) {
    before = name
    name = name.replace(legalForm, '').replace(/[\s,;:/-]+$/, '')
  }
  return name === '' ? text.trim() : name
}
