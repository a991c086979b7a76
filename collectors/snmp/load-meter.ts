import type { CollectionLoad } from '../../server/contract/collection.ts'

/**
 * Counts what a visit costs the device and the network. Several sessions of one visit share a meter.
 *
 * A device works on one request after the other, so its time is the time in which at least one request was open: an
 * answer counts from its request's sending, or from the answer before it when the request had to wait behind that. The
 * shortest round trip is taken for the network's share and left out wherever an answer did not follow on another.
 */
export class LoadMeter {
  #packetsSent = 0
  #packetsReceived = 0
  #octetsSent = 0
  #octetsReceived = 0
  #variables = 0
  #timeouts = 0
  #shortest: number | null = null
  #busy = 0
  #starts = 0
  #lastAnswerAt = -Infinity
  /** Octets of the datagram that came last, while its answer is being taken. */
  lastReplyOctets = 0

  sent(octets: number): void {
    this.#packetsSent++
    this.#octetsSent += octets
  }

  received(octets: number): void {
    this.#packetsReceived++
    this.#octetsReceived += octets
    this.lastReplyOctets = octets
  }

  /** @param sentAt @param at milliseconds of a clock that only goes forward */
  answered(sentAt: number, at: number, variables: number): void {
    const roundTrip = at - sentAt
    this.#variables += variables
    this.#shortest = Math.min(this.#shortest ?? Infinity, roundTrip)
    if (sentAt >= this.#lastAnswerAt) this.#starts++
    this.#busy += at - Math.max(sentAt, this.#lastAnswerAt)
    this.#lastAnswerAt = at
  }

  timedOut(): void {
    this.#timeouts++
  }

  get timeouts(): number {
    return this.#timeouts
  }

  total(): CollectionLoad {
    const network = (this.#shortest ?? 0) * this.#starts
    return {
      packetsSent: this.#packetsSent,
      packetsReceived: this.#packetsReceived,
      octetsSent: this.#octetsSent,
      octetsReceived: this.#octetsReceived,
      variables: this.#variables,
      timeouts: this.#timeouts,
      roundTripMilliseconds: this.#shortest === null ? null : rounded(this.#shortest),
      deviceMilliseconds: rounded(Math.max(0, this.#busy - network)),
    }
  }
}

/** To a thousandth. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}
