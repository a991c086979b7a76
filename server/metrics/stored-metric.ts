import type { PollCounter } from '../contract/poll.ts'

/** What a counter is stored as: its rate per second, times `factor`. Gauges keep their name. */
const rates: Record<string, { name: string; factor: number }> = {
  'interface.in.octets': { name: 'interface.in.bps', factor: 8 },
  'interface.out.octets': { name: 'interface.out.bps', factor: 8 },
}

/** Name and factor under which the rate of a counter is stored. */
export function rateOf(counter: string): { name: string; factor: number } {
  return rates[counter] ?? { name: counter, factor: 1 }
}

/** Whether a counter counts octets of a port, so that the port's speed bounds it. */
export function countsOctets(counter: string): boolean {
  return counter in rates
}

/** The counter of the polls that a stored metric is the rate of, and the factor between them; null for none. */
export function polledAs(metric: string): { counter: PollCounter; factor: number } | null {
  return polledMetrics[metric] ?? null
}

/** By stored name. */
export const polledMetrics: Record<string, { counter: PollCounter; factor: number }> = {
  'interface.in.bps': { counter: 'inOctets', factor: 8 },
  'interface.out.bps': { counter: 'outOctets', factor: 8 },
  'interface.in.errors': { counter: 'inErrors', factor: 1 },
  'interface.out.errors': { counter: 'outErrors', factor: 1 },
  'interface.in.discards': { counter: 'inDiscards', factor: 1 },
  'interface.out.discards': { counter: 'outDiscards', factor: 1 },
  'interface.in.packets': { counter: 'inUnicastPackets', factor: 1 },
  'interface.out.packets': { counter: 'outUnicastPackets', factor: 1 },
}
