/** How far a run was at a moment. */
export interface Moment {
  /** Milliseconds. */
  at: number
  probed: number
  packets: number
}

export interface Pace {
  packetsPerSecond: number
  /** Null while it cannot be told. */
  secondsLeft: number | null
}

/** How fast a run goes, from its last moments; null before there are two apart. A run that was resumed counts anew. */
export function paceOf(moments: readonly Moment[], total: number): Pace | null {
  const [first, last] = [moments[0], moments.at(-1)]
  if (!first || !last || last.at - first.at < 500) return null
  const seconds = (last.at - first.at) / 1000
  const probedPerSecond = (last.probed - first.probed) / seconds
  return {
    packetsPerSecond: Math.max(0, (last.packets - first.packets) / seconds),
    secondsLeft: probedPerSecond > 0 ? Math.max(0, (total - last.probed) / probedPerSecond) : null,
  }
}
