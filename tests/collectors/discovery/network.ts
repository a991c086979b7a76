import { randomUUID } from 'node:crypto'
import type { Collection, Facts } from '../../../server/contract/collection.ts'
import { crawlProtocols, type CrawlProtocol, type Found } from '../../../server/contract/discovery.ts'
import { valuesOf } from '../../../server/contract/state.ts'
import { allowedBy, sweepOf } from '../../../server/domain/discovery/address-ranges.ts'
import {
  startDiscovery,
  type Discovery,
  type DiscoveryTask,
  type DiscoveryTools,
} from '../../../collectors/discovery/discover.ts'
import type { Clock } from '../../../collectors/discovery/rate-limit.ts'

/** A device of a made-up network: what it says of itself and of others. */
export interface MadeUpDevice {
  name: string
  community?: string
  facts?: Partial<Facts>
}

/** Time that passes only while everybody waits. */
export function fakeClock(): Clock {
  let now = 0
  const sleepers: { at: number; wake: () => void }[] = []
  const pump = () => {
    const first = sleepers.toSorted((a, b) => a.at - b.at)[0]
    if (!first) return
    sleepers.splice(sleepers.indexOf(first), 1)
    now = Math.max(now, first.at)
    first.wake()
  }
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((wake) => {
        if (signal.aborted) return wake()
        signal.addEventListener('abort', () => wake(), { once: true })
        sleepers.push({ at: now + ms, wake })
        setImmediate(pump)
      }),
  }
}

export interface Sent {
  address: string
  community: string
  at: number
}

export interface Watched {
  discovery: Discovery
  sent: Sent[]
  found: Found[]
  abort: AbortController
}

const silentMs = 1000

/** Starts a discovery of a network that exists in memory only, on a clock that runs as fast as it can. */
export function discoverMadeUp(
  network: Record<string, MadeUpDevice>,
  plan: { ranges: string; allow?: string; communities?: string[] } & Partial<DiscoveryTask>,
  watch: {
    onSent?: (sent: Sent[], abort: AbortController) => void
    onFound?: DiscoveryTools['onFound']
  } = {},
): Watched {
  const { ranges, allow = null, communities = ['public'], ...task } = plan
  const clock = fakeClock()
  const sent: Sent[] = []
  const found: Found[] = []
  const abort = new AbortController()
  const discovery = startDiscovery(
    {
      sweep: sweepOf(ranges, allow),
      allowed: allowedBy(ranges, allow),
      port: 161,
      ratePerSecond: 50,
      credentials: communities.map((community, id) => ({ id, credential: { version: '2c', community } })),
      crawlDepth: 0,
      protocols: new Set<CrawlProtocol>(valuesOf(crawlProtocols)),
      ...task,
    },
    {
      clock,
      signal: abort.signal,
      probe: async ({ address, credential }, signal) => {
        const community = credential.version === '2c' ? credential.community : ''
        sent.push({ address, community, at: clock.now() })
        watch.onSent?.(sent, abort)
        const device = network[address]
        if (device && (device.community ?? 'public') === community)
          return { kind: 'answer', objectId: '1.3.6.1.4.1.2011', name: device.name }
        await clock.sleep(silentMs, signal)
        return { kind: 'silent' }
      },
      visit: async ({ address, port }) => collectionOf(address, port, network[address]!),
      onFound: async (one) => {
        await watch.onFound?.(one)
        found.push(one)
      },
    },
  )
  return { discovery, sent, found, abort }
}

function collectionOf(address: string, port: number, { name, facts }: MadeUpDevice): Collection {
  return {
    id: randomUUID(),
    source: 'snmp',
    target: { id: null, address, port },
    startedAt: '2026-11-24T08:00:00.000Z',
    finishedAt: '2026-11-24T08:00:01.000Z',
    status: 'complete',
    facts: { ...factsOf(name), ...facts },
    samples: [],
    problems: [],
    credentialId: null,
    load: null,
  }
}

export function factsOf(name: string): Facts {
  return {
    device: {
      vendor: 'Huawei',
      kind: 'switch',
      model: 'S5720',
      softwareVersion: null,
      serialNumbers: [`SN-${name}`],
      name,
      location: null,
      contact: null,
      description: null,
      objectId: '1.3.6.1.4.1.2011',
      uptimeSeconds: 1000,
      engineId: null,
      chassisId: null,
    },
    interfaces: [],
    addresses: [],
    neighbors: [],
    components: [],
    sensors: [],
    accessPoints: [],
    forwarding: [],
    arp: [],
    rawTexts: [],
  }
}

export const neighbour = (
  protocol: 'lldp' | 'cdp',
  remoteAddress: string | null,
  remoteChassisId: string | null = null,
): Facts['neighbors'][number] => ({
  localInterface: 'GE0/0/1',
  protocol,
  remoteName: null,
  remotePort: null,
  remoteChassisId,
  remoteAddress,
  remoteDescription: null,
})
