/** Time ranges of traffic charts, each ending now. */
export const ranges = { hour: 3600, day: 24 * 3600, week: 7 * 24 * 3600 } as const
export type RangeName = keyof typeof ranges
export const rangeNames = Object.keys(ranges) as RangeName[]

/** Bounds of a range, ISO 8601 in UTC; on a whole minute, so that several series ask for the same time. */
export function boundsOf(range: RangeName, now: Date): { from: string; to: string } {
  const end = Math.ceil(now.getTime() / 60_000) * 60_000
  return { from: new Date(end - ranges[range] * 1000).toISOString(), to: new Date(end).toISOString() }
}
