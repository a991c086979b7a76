import type { Collection } from '../server/contract/collection.ts'

/** What is visited: an address and port, with the ledger's id of the target where there is one. */
export interface CollectTarget {
  id: number | null
  address: string
  port: number
}

/** `connecting`, `identifying`, `interfaces` …; stages done and in all; variables read so far. */
export type OnProgress = (stage: string, done: number, total: number, variables: number) => void

export interface CollectOptions {
  /** Aborting it ends the visit early; what was read until then comes back as partial. */
  signal: AbortSignal
  onProgress: OnProgress
  /** One deadline for the whole visit, not for each request. */
  deadlineMs: number
  now: () => Date
  /** A person waits for it: what usually spares a device that is silent or refuses does not count. */
  asked?: boolean
}

/**
 * The port of every source of facts. A device that does not answer is data, not an exception: `status` is `failed`,
 * `facts` null, and `problems` says why. `collect` rejects for programming errors only.
 */
export interface Collector<Credential> {
  source: Collection['source']
  collect(target: CollectTarget, credential: Credential, options: CollectOptions): Promise<Collection>
}
