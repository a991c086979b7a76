/**
 * Lets a number of tasks through at a time, first come, first served. Each device has one, shared by everything that asks
 * it: weak management CPUs drop what comes on top.
 */
export class Gate {
  readonly #most: number
  readonly #waiting: (() => void)[] = []
  #inside = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Resolves when there is room; `leave` must follow. */
  async enter(): Promise<void> {
    if (this.#inside < this.#most) {
      this.#inside++
      return
    }
    // The place is handed over by `leave`, so nobody slips in between.
    await new Promise<void>((go) => this.#waiting.push(go))
  }

  leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#inside--
    else next()
  }
}
