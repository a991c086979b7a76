/** Lengths of time that end now, in seconds. */
const lengths = { hour: 3600, sixHours: 6 * 3600, day: 24 * 3600, week: 7 * 24 * 3600 } as const

/** Those that charts offer. */
export const rangeNames = ['hour', 'day', 'week'] as const
export type RangeName = (typeof rangeNames)[number]

/** Bounds of a range, ISO 8601 in UTC; on a whole minute, so that several series ask for the same time. */
export function boundsOf(range: keyof typeof lengths, now: Date): { from: string; to: string } {
  const end = Math.ceil(now.getTime() / 60_000) * 60_000
  return { from: new Date(end - lengths[range] * 1000).toISOString(), to: new Date(end).toISOString() }
}
