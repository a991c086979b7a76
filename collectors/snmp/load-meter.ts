import { performance } from 'node:perf_hooks'
import type { CollectionLoad } from '../../server/contract/collection.ts'

/** A moment by two clocks that only go forward, in milliseconds. */
export interface Moment {
  wall: number
  /** Time that this thread has spent waiting for something to arrive. */
  waited: number
}

const realClock = (): Moment => ({
  wall: performance.now(),
  waited: performance.eventLoopUtilization().idle,
})

/**
 * Counts what a visit costs the device and the network. Several sessions of one visit share a meter.
 *
 * A device works on one request after the other, so its time is the time in which at least one request was open: an
 * answer counts from its request's sending, or from the answer before it when the request had to wait behind that. Only
 * time that this thread spent waiting counts: while it was busy with other devices the answer may have lain in the
 * socket, which is no work of the device. The shortest wait is taken for the network's share and left out wherever an
 * answer did not follow on another. So the figure is rather too small than too large.
 */
export class LoadMeter {
  readonly #clock: () => Moment
  #packetsSent = 0
  #packetsReceived = 0
  #octetsSent = 0
  #octetsReceived = 0
  #variables = 0
  #timeouts = 0
  #shortestRoundTrip: number | null = null
  #shortestWait = Infinity
  #busy = 0
  #starts = 0
  #lastAnswer: Moment = { wall: -Infinity, waited: -Infinity }
  /** Octets of the datagram that came last, while its answer is being taken. */
  lastReplyOctets = 0

  constructor(clock: () => Moment = realClock) {
    this.#clock = clock
  }

  sent(octets: number): void {
    this.#packetsSent++
    this.#octetsSent += octets
  }

  received(octets: number): void {
    this.#packetsReceived++
    this.#octetsReceived += octets
    this.lastReplyOctets = octets
  }

  /** To be taken when a request is sent, for `answered`. */
  now(): Moment {
    return this.#clock()
  }

  answered(sent: Moment, variables: number): void {
    const at = this.#clock()
    this.#variables += variables
    this.#shortestRoundTrip = Math.min(this.#shortestRoundTrip ?? Infinity, at.wall - sent.wall)
    this.#shortestWait = Math.min(this.#shortestWait, at.waited - sent.waited)
    if (sent.wall >= this.#lastAnswer.wall) this.#starts++
    this.#busy += at.waited - Math.max(sent.waited, this.#lastAnswer.waited)
    this.#lastAnswer = at
  }

  timedOut(): void {
    this.#timeouts++
  }

  total(): CollectionLoad {
    const network = this.#starts === 0 ? 0 : this.#shortestWait * this.#starts
    return {
      packetsSent: this.#packetsSent,
      packetsReceived: this.#packetsReceived,
      octetsSent: this.#octetsSent,
      octetsReceived: this.#octetsReceived,
      variables: this.#variables,
      timeouts: this.#timeouts,
      roundTripMilliseconds:
        this.#shortestRoundTrip === null ? null : Math.round(this.#shortestRoundTrip * 100) / 100,
      deviceMilliseconds: Math.round(Math.max(0, this.#busy - network) * 10) / 10,
    }
  }
}
