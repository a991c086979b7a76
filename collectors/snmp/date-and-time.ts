/** A DateAndTime of SNMPv2-TC (RFC 2579, 2). */
export interface DateAndTime {
  /** Milliseconds since 1970 as if the local time were UTC. */
  localMs: number
  /** Minutes that local time is ahead of UTC; null in the short form, which leaves the zone out. */
  offsetMinutes: number | null
}

/**
 * Reads the 8 octets of a local time, or the 11 that add its distance from UTC. Null when it is neither, or no date: an
 * agent without a clock sends zeros.
 */
export function dateAndTimeOf(octets: Uint8Array): DateAndTime | null {
  if (octets.length !== 8 && octets.length !== 11) return null
  const [high = 0, low = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, tenth = 0] = octets
  const year = high * 256 + low
  const valid =
    year > 0 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60
  if (!valid || tenth > 9) return null
  const localMs = Date.UTC(year, month - 1, day, hour, minute, second, tenth * 100)
  if (new Date(localMs).getUTCMonth() !== month - 1 && second !== 60) return null
  if (octets.length === 8) return { localMs, offsetMinutes: null }
  const sign = octets[8] === 0x2b ? 1 : octets[8] === 0x2d ? -1 : 0
  const [hours = 0, minutes = 0] = octets.subarray(9)
  if (sign === 0 || hours > 14 || minutes > 59) return null
  return { localMs, offsetMinutes: sign * (hours * 60 + minutes) }
}
