/*
 * The values that SNMP carries (SMIv2, RFC 2578 section 7), named by their application type.
 */

export type Oid = readonly number[]

export type Value =
  | { readonly type: 'integer'; readonly value: number }
  | { readonly type: 'octets'; readonly value: Buffer }
  | { readonly type: 'oid'; readonly value: Oid }
  | { readonly type: 'ip-address'; readonly value: string }
  | { readonly type: 'counter32'; readonly value: number }
  | { readonly type: 'gauge32'; readonly value: number }
  | { readonly type: 'time-ticks'; readonly value: number }
  | { readonly type: 'counter64'; readonly value: number }

export const integer = (value: number): Value => ({ type: 'integer', value })
export const octets = (value: Buffer): Value => ({ type: 'octets', value })
export const oid = (value: Oid): Value => ({ type: 'oid', value })
export const ipAddress = (value: string): Value => ({ type: 'ip-address', value })
/** Takes any running total and keeps its low 32 bits, as a counter of that width does. */
export const counter32 = (total: number): Value => ({ type: 'counter32', value: total % 2 ** 32 })
export const gauge32 = (value: number): Value => ({
  type: 'gauge32',
  value: Math.min(2 ** 32 - 1, Math.max(0, Math.round(value))),
})
/** From seconds; hundredths wrap after 497 days as RFC 2578 section 7.1.8 says. */
export const timeTicks = (seconds: number): Value => ({
  type: 'time-ticks',
  value: Math.floor(Math.max(0, seconds) * 100) % 2 ** 32,
})
export const counter64 = (value: number): Value => ({ type: 'counter64', value })

/** zeroDotZero of SNMPv2-SMI: "nothing to say". */
export const zeroDotZero: Value = oid([0, 0])

/** TruthValue of SNMPv2-TC: true(1), false(2). */
export const truthValue = (value: boolean): Value => integer(value ? 1 : 2)

export function compareOids(a: Oid, b: Oid): number {
  const shared = Math.min(a.length, b.length)
  for (let position = 0; position < shared; position++) {
    const difference = (a[position] as number) - (b[position] as number)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Parses `1.3.6.1`; for the constants of this folder. */
export const dotted = (text: string): Oid => text.split('.').map(Number)
