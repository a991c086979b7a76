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
  enter(): Promise<void> {
    return new Promise((resolve) => this.pass(resolve))
  }

  /** Calls `go` when there is room, which may be at once; `leave` must follow. */
  pass(go: () => void): void {
    // A place is handed over by `leave`, so nobody slips in between.
    if (this.#inside === this.#most) return void this.#waiting.push(go)
    this.#inside++
    go()
  }

  leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#inside--
    else next()
  }
}
