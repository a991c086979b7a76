import { dateAndTimeOf } from '../date-and-time.ts'
import { bytesOf } from '../value.ts'
import type { Visit } from '../visit.ts'

/** hrSystemDate of HOST-RESOURCES-MIB (RFC 2790). */
const systemDate = '1.3.6.1.2.1.25.1.2.0'

/**
 * How far a device's clock is ahead of ours, in seconds. Null when it gives none, or leaves its time zone out.
 * @param nowMs our clock, milliseconds since 1970
 */
export async function readClockOffset(visit: Visit, nowMs: () => number): Promise<number | null> {
  const octets = bytesOf((await visit.get([systemDate])).get(systemDate))
  const date = octets === null ? null : dateAndTimeOf(octets)
  if (date === null || date.offsetMinutes === null) return null
  return Math.round((date.localMs - date.offsetMinutes * 60_000 - nowMs()) / 100) / 10
}
