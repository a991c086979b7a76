/**
 * Pseudo-random numbers that are the same on every run and every machine: xoshiro128** (Blackman and Vigna 2018,
 * https://prng.di.unimi.it/xoshiro128starstar.c), its state filled by splitmix32 from one integer.
 */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** One item, by weight; weights are at least 0 and not all 0. */
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T
  /** A new array in random order (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[]
  /** Characters of the alphabet. */
  text(length: number, alphabet: string): string
  /** An independent generator: drawing from it leaves this one as it is. */
  fork(name: string): Random
}

export function makeRandom(seed: number): Random {
  const mix = splitmix32(seed)
  let a = mix()
  let b = mix()
  let c = mix()
  let d = mix()
  const nextUint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9)
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotateLeft(d, 11)
    return result >>> 0
  }
  const random: Random = {
    next: () => nextUint32() / 2 ** 32,
    int: (low, high) => low + Math.floor(random.next() * (high - low + 1)),
    chance: (probability) => random.next() < probability,
    pick: (items) => {
      const item = items[Math.floor(random.next() * items.length)]
      if (item === undefined) throw new RangeError('cannot pick from an empty list')
      return item
    },
    weighted: (items, weightOf) => {
      const total = items.reduce((sum, item) => sum + weightOf(item), 0)
      let left = random.next() * total
      for (const item of items) {
        left -= weightOf(item)
        if (left < 0) return item
      }
      return random.pick(items)
    },
    shuffle: (items) => {
      const shuffled = [...items]
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = random.int(0, i)
        ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
      }
      return shuffled
    },
    text: (length, alphabet) => {
      let result = ''
      for (let i = 0; i < length; i++) result += alphabet[random.int(0, alphabet.length - 1)]
      return result
    },
    fork: (name) => makeRandom(hashText(`${seed}/${name}`)),
  }
  return random
}

/** FNV-1a, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function splitmix32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let z = state ^ (state >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a2d97)
    return z ^ (z >>> 15)
  }
}
