import type { Series } from '../../../server/contract/endpoints/metrics.ts'
import type { z } from 'zod'
import type { Reference, TimeSpec } from '../../charts/chart-spec.ts'
import type { metricTexts } from './messages.ts'

type SeriesData = z.infer<typeof Series>
type Texts = (typeof metricTexts)['zh']

export interface TrafficInput {
  name: string
  from: string
  to: string
  inbound: SeriesData | undefined
  outbound: SeriesData | undefined
  /** Lines that end on the port, with what was contracted for them. */
  lines: readonly { name: string; bandwidthMbps: number }[]
}

/** A port's traffic as a chart: in and out, their 95th percentiles, and what the contract commits to. */
export function trafficSpec(input: TrafficInput, texts: Texts): TimeSpec {
  const { inbound, outbound } = input
  const percentiles: Reference[] = []
  if (inbound?.p95 != null) percentiles.push({ label: texts.p95In, value: inbound.p95, stroke: 'dashed' })
  if (outbound?.p95 != null) percentiles.push({ label: texts.p95Out, value: outbound.p95, stroke: 'dashed' })
  return {
    kind: 'time',
    question: texts.question({ name: input.name }),
    timeLabel: texts.time,
    unit: 'bit/s',
    from: input.from,
    to: input.to,
    series: [
      { key: 'in', label: texts.inbound, points: inbound?.points ?? [] },
      { key: 'out', label: texts.outbound, points: outbound?.points ?? [] },
    ],
    references: [
      ...percentiles,
      ...input.lines.map((line) => ({
        label: texts.committed({ line: line.name }),
        value: line.bandwidthMbps * 1e6,
        stroke: 'solid' as const,
      })),
    ],
  }
}

export interface PortRates {
  /** bit/s; null where there is no good value. */
  in: number | null
  out: number | null
  at: string | null
}

interface Latest {
  metric: string
  part: string
  at: string
  value: number | null
}

/** The latest rates of a target's ports, by the port's name. */
export function ratesByPort(latest: readonly Latest[]): Map<string, PortRates> {
  const rates = new Map<string, PortRates>()
  for (const { metric, part, at, value } of latest) {
    const direction = metric === 'interface.in.bps' ? 'in' : metric === 'interface.out.bps' ? 'out' : null
    if (!direction) continue
    const port = rates.get(part) ?? { in: null, out: null, at: null }
    port[direction] = value
    if (port.at === null || at > port.at) port.at = at
    rates.set(part, port)
  }
  return rates
}

/** Share of the port's speed that the busier direction uses, 0 to 1; null where either is unknown. */
export function utilisation(rates: PortRates | undefined, speedBps: number | null): number | null {
  const busier = Math.max(rates?.in ?? -1, rates?.out ?? -1)
  return busier < 0 || !speedBps ? null : Math.min(busier / speedBps, 1)
}
