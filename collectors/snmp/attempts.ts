import type { OfferedCredential } from './credential.ts'
import { keyOf, type DeviceMemory } from './memory/device-memory.ts'

/** One try at reaching a device. */
export interface Attempt {
  offered: OfferedCredential
  /** See `Peer.connected`. */
  connected: boolean
}

export interface AttemptRules {
  /** Further attempts for a device that does not answer. */
  retries: number
  /** A person waits for it: the breaker and refusals do not count. */
  asked: boolean
  nowMs: number
}

/**
 * In which order credentials and kinds of sockets are tried; the first that is answered ends it.
 *
 * The credential that the device answered to last comes first, with all attempts. Only when it fails a second visit in a
 * row, or is refused (`alive` says so), are the others tried as well, each once and those refused before not at all.
 * While the breaker is open there is one attempt in all: every other one with the remembered credential.
 */
export function* attemptsFor(
  memory: DeviceMemory,
  credentials: readonly OfferedCredential[],
  { retries, asked, nowMs }: AttemptRules,
  alive: () => boolean,
): Generator<Attempt> {
  const connected = !memory.answersElsewhere
  const remembered = credentials.find(({ id }) => id !== null && id === memory.credentialId)
  const others = credentials.filter((one) => one !== remembered)
  if (memory.breakerIsOpen && !asked) {
    const turns = remembered === undefined ? others : others.flatMap((one) => [remembered, one])
    const pool = turns.length > 0 ? turns : credentials
    const turn = memory.probes++
    const offered = pool[turn % pool.length]
    if (offered !== undefined) yield { offered, connected: turn % 2 === 0 ? connected : false }
    return
  }
  if (remembered !== undefined) {
    yield* attemptsWith(remembered, connected, retries)
    if (!alive() && memory.silences === 0 && !asked) return
  }
  const fresh = others.filter((one) => asked || !memory.refusals.rests(keyOf(one), nowMs))
  const [only] = credentials
  if (credentials.length === 1 && only !== undefined && remembered === undefined) {
    yield* attemptsWith(only, connected, retries)
    return
  }
  for (const offered of fresh) yield { offered, connected }
  if (retries > 0 && connected && !alive()) for (const offered of fresh) yield { offered, connected: false }
  if (fresh.length > 0 || remembered !== undefined) return
  // All of them were refused before: one a visit, so that a change on the device is found in the end.
  const key = memory.refusals.leastRecent(others.map(keyOf))
  const offered = others.find((one) => keyOf(one) === key)
  if (offered !== undefined) yield { offered, connected }
}

/** The first attempt as the device answered before, the others also to answers from elsewhere. */
function* attemptsWith(offered: OfferedCredential, connected: boolean, retries: number): Generator<Attempt> {
  for (let attempt = 0; attempt <= retries; attempt++)
    yield { offered, connected: attempt === 0 && connected }
}
