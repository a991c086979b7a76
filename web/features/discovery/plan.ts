import {
  allowedBy,
  parseRanges,
  sweepOf,
  type RangeIssue,
} from '../../../server/domain/discovery/address-ranges.ts'
import { countOf } from '../../../server/domain/discovery/address-set.ts'
import { longestSweepSeconds } from '../../../server/domain/discovery/estimate.ts'

export interface DiscoveryPlan {
  issues: RangeIssue[]
  /** Addresses that will be asked; null while the ranges cannot be read. */
  addresses: number | null
  /** Addresses that may be asked at all, where an allow-list says so. */
  allowed: bigint | null
  longestSeconds: number | null
}

/** What a discovery's form asks for, worked out while it is typed, by the rules that server and collector go by. */
export function planOf(values: Record<string, unknown>): DiscoveryPlan {
  const ranges = String(values['ranges'] ?? '')
  const allowList = String(values['allowList'] ?? '').trim() || null
  const issues = [...parseRanges(ranges, 'sweep').issues, ...parseRanges(allowList ?? '', 'allow').issues]
  if (issues.length > 0) return { issues, addresses: null, allowed: null, longestSeconds: null }
  const addresses = Number(countOf(sweepOf(ranges, allowList)))
  const ratePerSecond = Number(values['ratePerSecond'])
  const credentials = values['credentialIds']
  return {
    issues,
    addresses,
    allowed: allowList === null ? null : countOf(allowedBy(ranges, allowList)),
    longestSeconds:
      ratePerSecond > 0
        ? longestSweepSeconds({
            addresses,
            credentials: Array.isArray(credentials) ? credentials.length : 1,
            ratePerSecond,
          })
        : null,
  }
}
