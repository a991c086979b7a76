import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { tidyName } from './registry.ts'

/*
 * `node collectors/snmp/enterprises/renew.ts FILE` makes `enterprises.tsv.gz` anew from IANA's text file of private
 * enterprise numbers: blocks of four lines (number, organisation, contact, e-mail), of which all but the first begin with
 * blanks; or from a list with number and organisation on one line.
 */

/** Number and organisation of each assignment, in the file's order. */
export function assignmentsIn(text: string): [number, string][] {
  const found: [number, string][] = []
  let number: number | null = null
  for (const line of text.split(/\r?\n/)) {
    const both = /^(\d+)[ \t]+(\S.*)$/.exec(line)
    if (both !== null) found.push([Number(both[1]), both[2] ?? ''])
    else if (/^\d+\s*$/.test(line)) number = Number(line)
    else if (number !== null && line.trim() !== '') {
      found.push([number, line.trim()])
      number = null
    }
  }
  return found
}

/** Entries that name nobody. */
const nobody = /^(reserved|unassigned|none|unknown|removed|deleted|-+)\b/i

/** The content of `enterprises.tsv`: number, tab, tidy name, by number. */
export function registryOf(text: string): string {
  const names = new Map(assignmentsIn(text).filter(([, name]) => !nobody.test(name)))
  return [...names]
    .sort(([a], [b]) => a - b)
    .map(([number, name]) => `${number}\t${tidyName(name).replaceAll('\t', ' ')}\n`)
    .join('')
}

if (import.meta.main) {
  const [file] = process.argv.slice(2)
  if (file === undefined) throw new Error('which file? Give the path of IANA’s enterprise-numbers.txt')
  const content = registryOf(readFileSync(file, 'utf8'))
  writeFileSync(new URL('enterprises.tsv.gz', import.meta.url), gzipSync(content, { level: 9 }))
}
