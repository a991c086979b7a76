import { fraction } from './noise.ts'

/*
 * Traffic as a rate that is a sum of sines around its mean, so that its integral, which is what a counter shows, has a
 * closed form: no timer, no state, and as the amplitudes add up to less than 1 the rate is never negative and a counter
 * never falls.
 */

const secondsPerDay = 86_400
/** Beijing time, for the curve of the day. */
const zoneSeconds = 8 * 3_600

interface Wave {
  periodSeconds: number
  amplitude: number
  /** Seconds after local midnight of the crest; null where the seed decides. */
  crestSeconds: number | null
}

const waves: readonly Wave[] = [
  { periodSeconds: secondsPerDay, amplitude: 0.45, crestSeconds: 14.5 * 3_600 },
  { periodSeconds: secondsPerDay / 2, amplitude: 0.2, crestSeconds: 9.75 * 3_600 },
  { periodSeconds: 2_820, amplitude: 0.12, crestSeconds: null },
  { periodSeconds: 660, amplitude: 0.08, crestSeconds: null },
  { periodSeconds: 173, amplitude: 0.05, crestSeconds: null },
]

/** Highest rate over mean rate. */
export const peakFactor = 1 + waves.reduce((sum, wave) => sum + wave.amplitude, 0)

export interface Flow {
  octetsPerSecond: number
  /** Phase of each wave at the start of the simulation, radians. */
  phases: readonly number[]
}

/**
 * @param meanMbps mean over the day; held to what the port can carry at the day's peak.
 * @param speedMbps 0 where the interface has no speed of its own.
 */
export function flow(
  seed: number,
  purpose: string,
  meanMbps: number,
  speedMbps: number,
  startEpochSeconds: number,
): Flow {
  const mean = speedMbps > 0 ? Math.min(meanMbps, speedMbps / peakFactor) : meanMbps
  const localSeconds = (startEpochSeconds + zoneSeconds) % secondsPerDay
  return {
    octetsPerSecond: (mean * 1e6) / 8,
    phases: waves.map((wave, position) =>
      wave.crestSeconds === null
        ? fraction(seed, `${purpose}/${position}`) * 2 * Math.PI
        : ((localSeconds - wave.crestSeconds) / wave.periodSeconds) * 2 * Math.PI,
    ),
  }
}

/** Octets between two moments, in seconds since the simulation started (negative before it). */
export function octetsBetween(of: Flow, fromSeconds: number, toSeconds: number): number {
  if (of.octetsPerSecond === 0) return 0
  let seconds = toSeconds - fromSeconds
  waves.forEach((wave, position) => {
    const angular = (2 * Math.PI) / wave.periodSeconds
    const phase = of.phases[position] as number
    seconds +=
      (wave.amplitude / angular) *
      (Math.sin(angular * toSeconds + phase) - Math.sin(angular * fromSeconds + phase))
  })
  return Math.max(0, of.octetsPerSecond * seconds)
}
