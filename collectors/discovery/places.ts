/** A limited number of places in which work is done at the same time. */
export interface Places {
  /** Resolves when there is room for one more. */
  room(): Promise<void>
  /** Does the work as soon as there is room. */
  within<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when one that is under way has ended; false at once when there is none. */
  oneDone(): Promise<boolean>
  allDone(): Promise<void>
}

export function createPlaces(most: number): Places {
  let busy = 0
  let waiting: (() => void)[] = []

  const change = () => new Promise<void>((resolve) => waiting.push(resolve))
  const changed = () => {
    const woken = waiting
    waiting = []
    for (const wake of woken) wake()
  }
  const room = async () => {
    while (busy >= most) await change()
  }
  return {
    room,
    async within(work) {
      // Without room() in between: who finds room has it at once, and nobody sees an idle moment before it.
      while (busy >= most) await change()
      busy++
      try {
        return await work()
      } finally {
        busy--
        changed()
      }
    },
    async oneDone() {
      if (busy === 0) return false
      await change()
      return true
    },
    async allDone() {
      while (busy > 0) await change()
    },
  }
}
