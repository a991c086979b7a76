/** Datagrams that one address costs at most when nothing answers: each credential, each attempt. */
export const attemptsPerCredential = 2

/** How long one attempt waits for an answer. */
export const probeTimeoutSeconds = 1

/**
 * How long a sweep takes at most, in seconds: as if no address answered, so that each costs a datagram for every
 * credential and attempt. Where most answer, it is that many times shorter.
 */
export function longestSweepSeconds(sweep: {
  addresses: number
  credentials: number
  ratePerSecond: number
}): number {
  if (sweep.addresses === 0) return 0
  const perAddress = Math.max(1, sweep.credentials) * attemptsPerCredential
  return Math.ceil((sweep.addresses * perAddress) / sweep.ratePerSecond + perAddress * probeTimeoutSeconds)
}
