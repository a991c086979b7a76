/*
 * What keeps a storm of datagrams from costing anything: a bucket of tokens for each sender and one for all. It decides
 * before anything is decoded, holds a bounded number of senders, and lets a sample through so that a person sees what
 * the storm was.
 */

export interface FloodLimits {
  senderPerSecond: number
  senderBurst: number
  totalPerSecond: number
  totalBurst: number
  /** Of what is beyond a sender's limit, one in so many is let through. */
  sampleEvery: number
  mostSenders: number
}

/** A device that restarts says some dozen things at once; a healthy city a few each second. */
export const usualLimits: FloodLimits = {
  senderPerSecond: 20,
  senderBurst: 200,
  totalPerSecond: 300,
  totalBurst: 3000,
  sampleEvery: 100,
  mostSenders: 4096,
}

export type Verdict = 'accept' | 'sample' | 'sender-rate' | 'total-rate'

export interface SenderCount {
  received: number
  dropped: number
  /** Milliseconds since the epoch. */
  lastAt: number
}

interface Sender extends SenderCount {
  bucket: Bucket
  beyond: number
}

class Bucket {
  #tokens: number
  #at: number
  readonly #perSecond: number
  readonly #burst: number

  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#at = now
  }

  take(now: number): boolean {
    const passed = Math.max(0, now - this.#at) / 1000
    this.#tokens = Math.min(this.#burst, this.#tokens + passed * this.#perSecond)
    this.#at = now
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}

export class FloodGuard {
  readonly #limits: FloodLimits
  readonly #total: Bucket
  /** In the order in which they were heard last. */
  readonly #senders = new Map<string, Sender>()

  constructor(limits: FloodLimits, now: number) {
    this.#limits = limits
    this.#total = new Bucket(limits.totalPerSecond, limits.totalBurst, now)
  }

  /** Whether what came from a sender at a moment (ms) is looked at. */
  admit(address: string, now: number): Verdict {
    const sender = this.#senderOf(address, now)
    sender.received++
    sender.lastAt = now
    const verdict = this.#judge(sender, now)
    if (verdict === 'sender-rate' || verdict === 'total-rate') sender.dropped++
    return verdict
  }

  #judge(sender: Sender, now: number): Verdict {
    if (sender.bucket.take(now)) return this.#total.take(now) ? 'accept' : 'total-rate'
    if (++sender.beyond % this.#limits.sampleEvery !== 0) return 'sender-rate'
    return this.#total.take(now) ? 'sample' : 'total-rate'
  }

  #senderOf(address: string, now: number): Sender {
    const known = this.#senders.get(address)
    if (known) {
      this.#senders.delete(address)
      this.#senders.set(address, known)
      return known
    }
    // A storm from made-up addresses forgets the quietest senders, never grows.
    const [quietest] = this.#senders.keys()
    if (this.#senders.size >= this.#limits.mostSenders && quietest !== undefined)
      this.#senders.delete(quietest)
    const { senderPerSecond, senderBurst } = this.#limits
    const sender: Sender = {
      bucket: new Bucket(senderPerSecond, senderBurst, now),
      received: 0,
      dropped: 0,
      beyond: 0,
      lastAt: now,
    }
    this.#senders.set(address, sender)
    return sender
  }

  /** Something of a sender was dropped for another reason. */
  countDrop(address: string): void {
    const sender = this.#senders.get(address)
    if (sender) sender.dropped++
  }

  /** The senders that most was dropped of. */
  worst(most: number): (SenderCount & { address: string })[] {
    return [...this.#senders]
      .filter(([, { dropped }]) => dropped > 0)
      .sort(([, a], [, b]) => b.dropped - a.dropped)
      .slice(0, most)
      .map(([address, { received, dropped, lastAt }]) => ({ address, received, dropped, lastAt }))
  }
}
