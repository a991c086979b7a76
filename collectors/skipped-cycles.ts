import type { Localised } from '../server/contract/text.ts'

/** Addresses that one message names; the rest is a number. */
const named = 3

/**
 * Cycles that were left out because the visit before was still under way, told once a minute: when a machine is too
 * small for its targets, hundreds of lines would say it no better than one.
 */
export function createSkippedCycles(
  warn: (text: Localised) => void,
  everyMs = 60_000,
): { add(address: string): void; stop(): void } {
  let addresses: string[] = []
  const tell = () => {
    if (addresses.length === 0) return
    const some = addresses.slice(0, named).join(', ')
    const count = addresses.length
    addresses = []
    warn({
      zh: `有 ${count} 次采集因上一轮尚未结束而跳过（${some}${count > named ? ' 等' : ''}）。经常出现时请延长采集间隔或增加采集器。`,
      en: `${count} cycle(s) were left out because the visit before was still under way (${some}${count > named ? ' and others' : ''}). If this goes on, lengthen the interval or add a collector.`,
    })
  }
  const timer = setInterval(tell, everyMs)
  timer.unref()
  return {
    add: (address) => void addresses.push(address),
    stop() {
      clearInterval(timer)
      tell()
    },
  }
}
