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
