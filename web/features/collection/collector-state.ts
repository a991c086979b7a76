/** A collector reports every few seconds; after this long without a word it counts as away. */
const awayAfterSeconds = 60

/** Whether a collector has reported lately. `lastSeenAt` is ISO 8601, null when it never did. */
export function isOnline(lastSeenAt: string | null, now: Date): boolean {
  return lastSeenAt !== null && now.getTime() - Date.parse(lastSeenAt) < awayAfterSeconds * 1000
}
