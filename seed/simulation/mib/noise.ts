/*
 * Everything that varies is worked out from a seed and the time, so that a thousand devices need no timer and two runs
 * look alike.
 */

/** A number in [0, 1) that is always the same for a seed and a purpose (FNV-1a over both, mixed as in MurmurHash3). */
export function fraction(seed: number, purpose: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let position = 0; position < purpose.length; position++)
    hash = Math.imul(hash ^ purpose.charCodeAt(position), 0x01000193) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

export function between(seed: number, purpose: string, low: number, high: number): number {
  return low + fraction(seed, purpose) * (high - low)
}

/** A slow wandering around `mean`, never further than `spread` from it. */
export function wander(
  seed: number,
  purpose: string,
  mean: number,
  spread: number,
  epochSeconds: number,
): number {
  const phase = fraction(seed, purpose) * 2 * Math.PI
  const day = Math.sin(((epochSeconds % 86_400) / 86_400) * 2 * Math.PI + phase)
  const minutes = Math.sin(((epochSeconds % 1_260) / 1_260) * 2 * Math.PI + 2.7 * phase)
  return mean + spread * (0.6 * day + 0.4 * minutes)
}
