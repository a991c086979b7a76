const candidates = [',', '\t', ';', '|', '，'] as const

/**
 * What separates the fields: the candidate that cuts the first records most evenly. Excel's own `sep=;` line decides.
 * Delimiters inside quotes do not count.
 */
export function findDelimiter(sample: string): string {
  const stated = /^\ufeff?sep=(.)\r?\n/i.exec(sample)
  if (stated) return stated[1]!
  const records = recordsOf(sample)
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of candidates) {
    const counts = records.map((record) => record.split(delimiter).length - 1).filter((count) => count > 0)
    if (counts.length === 0) continue
    const usual = mostFrequent(counts)
    const even = counts.filter((count) => count === usual).length
    const score = (even / records.length) * Math.min(usual, 20) + even / 1000
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** The first records, quoted parts taken out. */
function recordsOf(sample: string): string[] {
  return sample
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .slice(0, 60)
    .filter((line) => line.trim() !== '')
}

function mostFrequent(counts: readonly number[]): number {
  const times = new Map<number, number>()
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1)
  return [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]![0]
}
