/** Object identifiers in dotted form without a leading dot: `1.3.6.1.2.1.1.1.0`. */

/** Negative, zero or positive as `a` stands before, at or behind `b` in the lexicographic order of RFC 3416, 4.2.2. */
export function compareOids(a: string, b: string): number {
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    let left = 0
    for (; i < a.length; i++) {
      const digit = a.charCodeAt(i) - 48
      if (digit < 0) break
      left = left * 10 + digit
    }
    let right = 0
    for (; j < b.length; j++) {
      const digit = b.charCodeAt(j) - 48
      if (digit < 0) break
      right = right * 10 + digit
    }
    if (left !== right) return left - right
    i++
    j++
  }
  return (i < a.length ? 1 : 0) - (j < b.length ? 1 : 0)
}

/** Whether `oid` lies below `root` (a node is not below itself). */
export function isBelow(oid: string, root: string): boolean {
  return oid.length > root.length && oid.startsWith(root) && oid.charCodeAt(root.length) === 46
}

/** The index part of an instance in a column: `instanceOf('1.3.6.1.2.1.2.2.1.2.7', '1.3.6.1.2.1.2.2.1.2')` is `7`. */
export function instanceOf(oid: string, column: string): string {
  return oid.slice(column.length + 1)
}

/** Sub-identifiers of a dotted index as numbers. */
export function subIdentifiers(index: string): number[] {
  return index === '' ? [] : index.split('.').map(Number)
}

const enterprises = '1.3.6.1.4.1.'

/** The private enterprise number that an object identifier lies under, or null. */
export function enterpriseOf(oid: string | null): number | null {
  if (oid === null || !oid.startsWith(enterprises)) return null
  const number = Number.parseInt(oid.slice(enterprises.length), 10)
  return Number.isNaN(number) ? null : number
}
