import type { Collection } from '../../server/contract/collection.ts'
import type { CrawlProtocol, DiscoveryProgress, Found, Lead } from '../../server/contract/discovery.ts'
import {
  addressesFrom,
  countOf,
  holdsText,
  type AddressSet,
} from '../../server/domain/discovery/address-set.ts'
import { attemptsPerCredential, probeTimeoutSeconds } from '../../server/domain/discovery/estimate.ts'
import { isLocalAddress, normalAddress } from '../../server/domain/identity.ts'
import type { OfferedCredential } from '../snmp/credential.ts'
import { createCredentialOrder } from './credential-order.ts'
import { createLeads } from './leads.ts'
import { createPlaces } from './places.ts'
import type { Probe } from './probe.ts'
import { createRateLimit, processClock, type Clock } from './rate-limit.ts'

export interface DiscoveryTask {
  /** Addresses to sweep, in order. */
  sweep: AddressSet
  /** Addresses that may be sent to at all. */
  allowed: AddressSet
  port: number
  /** Datagrams in a second. */
  ratePerSecond: number
  credentials: readonly OfferedCredential[]
  /** Steps from the devices of the ranges; 0: no crawling. */
  crawlDepth: number
  protocols: ReadonlySet<CrawlProtocol>
  /** Where an earlier run broke off. */
  from?: Pick<DiscoveryProgress, 'position' | 'pending' | 'crawled'>
}

export interface DiscoveryTools {
  probe: Probe
  /** One visit to a device that answered. */
  visit: (
    target: { address: string; port: number },
    by: OfferedCredential,
    signal: AbortSignal,
  ) => Promise<Collection>
  /** A device was found; the discovery waits until it is taken. */
  onFound: (found: Found) => Promise<void> | void
  signal: AbortSignal
  clock?: Clock
  random?: () => number
}

export interface Discovery {
  progress(): DiscoveryProgress
  /**
   * Resolves when all is done or the signal was aborted; what was under way is then not counted as done. Rejects for
   * programming errors, and when a device that was found could not be handed over.
   */
  finished: Promise<void>
}

/** Addresses asked at the same time: as many as the rate needs while silent ones wait for their time to run out. */
const probesAtOnce = (ratePerSecond: number) =>
  Math.min(512, Math.max(8, Math.ceil(2 * ratePerSecond * probeTimeoutSeconds)))
/** Devices read at the same time. */
const visitsAtOnce = 8

interface Place {
  address: string
  /** Of the ranges; null for one that a device named. */
  position: number | null
  lead: Lead | null
}

/**
 * Looks for devices: asks every address of the ranges once per credential, at a steady gentle rate, reads those that
 * answer, and follows what these know of others. Nothing is ever sent to an address outside `allowed`.
 */
export function startDiscovery(task: DiscoveryTask, tools: DiscoveryTools): Discovery {
  const { signal, clock = processClock } = tools
  const limit = createRateLimit(task.ratePerSecond, clock, tools.random)
  const order = createCredentialOrder(task.credentials)
  const leads = createLeads(task.protocols)
  const probes = createPlaces(probesAtOnce(task.ratePerSecond))
  const visits = createPlaces(visitsAtOnce)
  const size = Number(countOf(task.sweep))
  const start = task.from ?? { position: 0, pending: [], crawled: 0 }
  const range = addressesFrom(task.sweep, start.position)

  let position = start.position
  const doneAhead = new Set<number>()
  const pending = new Map<string, Lead>()
  const underWay = new Map<string, Lead>()
  /** Addresses of devices already read, with what each said of itself: a router answers at all of its addresses. */
  const ownAddresses = new Map<string, string>()
  let crawled = start.crawled - start.pending.length
  let crawledDone = crawled
  let answered = 0
  let packets = 0
  let fault: { error: unknown } | null = null

  function follow(found: readonly Lead[]): void {
    for (const lead of found) {
      const { address } = lead
      if (lead.depth > task.crawlDepth || pending.has(address)) continue
      if (!holdsText(task.allowed, address) || holdsText(task.sweep, address) || ownAddresses.has(address))
        continue
      pending.set(address, lead)
      crawled++
    }
  }

  function next(): Place | null {
    for (const lead of pending.values()) {
      pending.delete(lead.address)
      underWay.set(lead.address, lead)
      return { address: lead.address, position: null, lead }
    }
    const step = range.next()
    return step.done ? null : { ...step.value, lead: null }
  }

  function finish({ position: at, lead }: Place): void {
    if (lead) {
      underWay.delete(lead.address)
      crawledDone++
    }
    if (at === null) return
    doneAhead.add(at)
    while (doneAhead.delete(position)) position++
  }

  async function ask(address: string): Promise<{ by: OfferedCredential; sign: string } | null> {
    for (let attempt = 0; attempt < attemptsPerCredential; attempt++) {
      const untried = new Set(task.credentials)
      while (untried.size > 0) {
        if (!(await limit.take(signal))) return null
        // Chosen now, not before the wait: meanwhile another device may have told which one works.
        const by = order.list().find((one) => untried.delete(one))!
        packets++
        const answer = await tools.probe(
          {
            address,
            port: task.port,
            credential: by.credential,
            attempt,
            timeoutMs: probeTimeoutSeconds * 1000,
          },
          signal,
        )
        if (signal.aborted || answer.kind === 'nothing-there') return null
        if (answer.kind === 'silent') continue
        order.answered(by)
        return { by, sign: JSON.stringify([answer.objectId, answer.name]) }
      }
    }
    return null
  }

  async function take(place: Place): Promise<void> {
    const { address, lead } = place
    const answer = await ask(address)
    if (signal.aborted) return
    if (answer) {
      answered++
      // The same device at another of its addresses has nothing new to say.
      if (ownAddresses.get(address) !== answer.sign) {
        const collection = await visits.within(() =>
          tools.visit({ address, port: task.port }, answer.by, signal),
        )
        if (signal.aborted) return
        if (collection.facts) {
          const depth = lead?.depth ?? 0
          for (const { ip } of collection.facts.addresses)
            if (!isLocalAddress(ip)) ownAddresses.set(normalAddress(ip), answer.sign)
          if (depth < task.crawlDepth) follow(leads.learn(address, collection.facts, depth))
        }
        await tools.onFound({
          address,
          port: task.port,
          credentialId: answer.by.id,
          how: lead?.how ?? 'range',
          fromAddress: lead?.fromAddress ?? null,
          depth: lead?.depth ?? 0,
          collection: { ...collection, credentialId: answer.by.id },
        })
        if (signal.aborted) return
      }
    }
    finish(place)
  }

  async function run(): Promise<void> {
    while (!signal.aborted && fault === null) {
      await probes.room()
      const place = next()
      if (place) void probes.within(() => take(place).catch((error: unknown) => void (fault ??= { error })))
      // What is under way may still name others.
      else if (!(await probes.oneDone())) break
    }
    await probes.allDone()
    if (fault) throw (fault as { error: unknown }).error
  }

  follow(start.pending)
  return {
    progress: () => ({
      position,
      pending: [...underWay.values(), ...pending.values()],
      total: size + crawled,
      probed: position + doneAhead.size + crawledDone,
      answered,
      crawled,
      packets,
    }),
    finished: run(),
  }
}
