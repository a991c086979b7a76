import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CrawlProtocol } from '../../../server/contract/discovery.ts'
import { parseRanges } from '../../../server/domain/discovery/address-ranges.ts'
import { holdsText } from '../../../server/domain/discovery/address-set.ts'
import { discoverMadeUp, neighbour, type MadeUpDevice } from './network.ts'

const arp = (ip: string, mac: string) => ({ ip, mac, interfaceIndex: 1 })
const forwarding = (mac: string) => ({ mac, interfaceIndex: 1, vlan: 1 })
const own = (ip: string) => ({ ip, prefixLength: 24, interfaceIndex: 1 })

describe('a sweep', () => {
  test('asks every address and finds those that answer', async () => {
    const { discovery, sent, found } = discoverMadeUp(
      { '10.0.0.3': { name: 'a' }, '10.0.0.9': { name: 'b' } },
      { ranges: '10.0.0.0/28 !10.0.0.5' },
    )
    await discovery.finished
    expect(found.map(({ address, how, depth }) => [address, how, depth])).toEqual([
      ['10.0.0.3', 'range', 0],
      ['10.0.0.9', 'range', 0],
    ])
    expect(new Set(sent.map(({ address }) => address)).size).toBe(13)
    expect(sent.some(({ address }) => address === '10.0.0.5')).toBe(false)
    expect(discovery.progress()).toMatchObject({
      position: 13,
      total: 13,
      probed: 13,
      answered: 2,
      pending: [],
    })
  })

  test('never sends faster than its rate, whether anybody answers or not', async () => {
    const network = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`10.0.0.${index * 3}`, { name: `d${index}` }]),
    )
    const ratePerSecond = 25
    const { discovery, sent } = discoverMadeUp(network, { ranges: '10.0.0.0/24', ratePerSecond })
    await discovery.finished
    for (const { at } of sent) {
      const within = sent.filter((other) => other.at >= at && other.at < at + 1000)
      expect(within.length).toBeLessThanOrEqual(ratePerSecond + 1)
    }
    // As fast as it may, too: each address that is silent costs two datagrams.
    expect(sent.at(-1)!.at).toBeLessThan((sent.length / ratePerSecond) * 1000 + 3000)
  })

  test('does not send at even steps', async () => {
    const { discovery, sent } = discoverMadeUp({}, { ranges: '10.0.0.0/27', ratePerSecond: 10 })
    await discovery.finished
    const gaps = sent.slice(1).map(({ at }, index) => at - sent[index]!.at)
    expect(new Set(gaps.map(Math.round)).size).toBeGreaterThan(5)
  })

  test('tries the credentials in their order, and the one that works first from then on', async () => {
    const network = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `10.0.0.${index + 1}`,
        { name: `d${index}`, community: 'second' },
      ]),
    )
    const { discovery, sent, found } = discoverMadeUp(network, {
      ranges: '10.0.0.1-20',
      ratePerSecond: 1,
      communities: ['first', 'second'],
    })
    await discovery.finished
    const asked = (address: string) =>
      sent.filter((one) => one.address === address).map(({ community }) => community)
    expect(asked('10.0.0.1')).toEqual(['first', 'second'])
    expect(asked('10.0.0.20')).toEqual(['second'])
    expect(found.map(({ credentialId }) => credentialId)).toEqual(Array(20).fill(1))
  })

  test('waits until what it found is taken over', async () => {
    let takeOver = () => {}
    const taken = new Promise<void>((resolve) => (takeOver = resolve))
    const network = Object.fromEntries(
      Array.from({ length: 254 }, (_, index) => [`10.0.0.${index + 1}`, { name: `d${index}` }]),
    )
    const { discovery, sent } = discoverMadeUp(
      network,
      { ranges: '10.0.0.0/24', ratePerSecond: 10 },
      { onFound: () => taken },
    )
    for (let turn = 0; turn < 2000; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(sent.length).toBeLessThan(60)
    takeOver()
    await discovery.finished
    expect(discovery.progress().answered).toBe(254)
  })

  test('ends with the error when what it found cannot be taken over', async () => {
    const { discovery } = discoverMadeUp(
      { '10.0.0.1': { name: 'a' } },
      { ranges: '10.0.0.0/24' },
      { onFound: () => Promise.reject(new Error('no room')) },
    )
    await expect(discovery.finished).rejects.toThrow('no room')
  })
})

describe('crawling', () => {
  /** a – b – c by LLDP and CDP; c knows d by its ARP table; d's forwarding table holds e, which a's ARP table knows. */
  const network: Record<string, MadeUpDevice> = {
    '10.0.0.1': {
      name: 'a',
      facts: {
        neighbors: [neighbour('lldp', '10.0.1.1')],
        arp: [arp('10.0.4.1', '00:1b:54:00:00:04')],
        addresses: [own('10.0.0.1'), own('10.9.0.1')],
      },
    },
    '10.0.1.1': {
      name: 'b',
      facts: { neighbors: [neighbour('cdp', '10.0.2.1'), neighbour('lldp', '10.9.0.1')] },
    },
    '10.0.2.1': { name: 'c', facts: { arp: [arp('10.0.3.1', '00:1b:54:00:00:03')] } },
    '10.0.3.1': {
      name: 'd',
      facts: { forwarding: [forwarding('00:1b:54:00:00:04'), forwarding('01:00:5e:00:00:01')] },
    },
    '10.0.4.1': { name: 'e' },
  }
  const crawl = async (more: { crawlDepth: number; allow?: string; protocols?: Set<CrawlProtocol> }) => {
    const watched = discoverMadeUp(network, { ranges: '10.0.0.1', allow: '10.0.0.0/8', ...more })
    await watched.discovery.finished
    return watched
  }

  test('follows each protocol, and says who named an address and by what', async () => {
    const { found } = await crawl({ crawlDepth: 9 })
    expect(
      found.map((one) => [one.collection.facts!.device.name, one.how, one.fromAddress, one.depth]),
    ).toEqual(
      expect.arrayContaining([
        ['a', 'range', null, 0],
        ['b', 'lldp', '10.0.0.1', 1],
        ['e', 'arp', '10.0.0.1', 1],
        ['c', 'cdp', '10.0.1.1', 2],
        ['d', 'arp', '10.0.2.1', 3],
      ]),
    )
    expect(found).toHaveLength(5)
  })

  test('reaches a MAC address of a forwarding table through the ARP table of another device', async () => {
    const start = {
      '10.0.0.1': {
        name: 'switch',
        facts: { forwarding: [forwarding('00:1b:54:00:00:04')], neighbors: [neighbour('lldp', '10.0.1.1')] },
      },
      '10.0.1.1': {
        name: 'gateway',
        facts: { arp: [arp('10.0.4.1', '00-1B-54-00-00-04'), arp('10.0.5.1', '00:1b:54:00:00:05')] },
      },
      '10.0.4.1': { name: 'behind' },
      '10.0.5.1': { name: 'not behind the switch' },
    }
    const watched = discoverMadeUp(start, {
      ranges: '10.0.0.1',
      allow: '10.0.0.0/8',
      crawlDepth: 3,
      protocols: new Set<CrawlProtocol>(['lldp', 'forwarding']),
    })
    await watched.discovery.finished
    expect(watched.found.map((one) => [one.address, one.how, one.fromAddress])).toEqual([
      ['10.0.0.1', 'range', null],
      ['10.0.1.1', 'lldp', '10.0.0.1'],
      ['10.0.4.1', 'forwarding', '10.0.0.1'],
    ])
  })

  test('reaches an LLDP neighbour that announces no address through an ARP table', async () => {
    const start = {
      '10.0.0.1': {
        name: 'core',
        facts: {
          neighbors: [neighbour('lldp', null, '00:1b:54:00:00:07')],
          arp: [arp('10.0.7.1', '00:1b:54:00:00:07')],
        },
      },
      '10.0.7.1': { name: 'edge' },
    }
    const watched = discoverMadeUp(start, {
      ranges: '10.0.0.1',
      allow: '10.0.0.0/8',
      crawlDepth: 1,
      protocols: new Set<CrawlProtocol>(['lldp']),
    })
    await watched.discovery.finished
    expect(watched.found.map(({ address, how }) => [address, how])).toEqual([
      ['10.0.0.1', 'range'],
      ['10.0.7.1', 'lldp'],
    ])
  })

  test('goes no further than its depth', async () => {
    const { found, sent } = await crawl({ crawlDepth: 1 })
    expect(found.map(({ address }) => address).toSorted()).toEqual(['10.0.0.1', '10.0.1.1', '10.0.4.1'])
    expect(sent.map(({ address }) => address)).not.toContain('10.0.2.1')
  })

  test('follows only the protocols that it is given', async () => {
    const { found } = await crawl({ crawlDepth: 9, protocols: new Set<CrawlProtocol>(['lldp']) })
    expect(found.map(({ address }) => address)).toEqual(['10.0.0.1', '10.0.1.1'])
  })

  test('does not read a device again at another of its addresses', async () => {
    const { sent } = await crawl({ crawlDepth: 9 })
    expect(sent.map(({ address }) => address)).not.toContain('10.9.0.1')
  })

  test('never leaves the allow-list, whatever devices say', async () => {
    const octet = fc.integer({ min: 0, max: 5 })
    const address = fc.tuple(octet, octet).map(([a, b]) => `10.0.${a}.${b}`)
    const facts = fc.record({
      neighbors: fc.array(
        fc
          .tuple(fc.constantFrom('lldp' as const, 'cdp' as const), address)
          .map(([protocol, ip]) => neighbour(protocol, ip)),
        { maxLength: 3 },
      ),
      arp: fc.array(
        address.map((ip) => arp(ip, '00:1b:54:00:00:01')),
        { maxLength: 3 },
      ),
      forwarding: fc.array(fc.constant(forwarding('00:1b:54:00:00:01')), { maxLength: 1 }),
    })
    const networks = fc.dictionary(address, facts, { minKeys: 3, maxKeys: 20 })
    await fc.assert(
      fc.asyncProperty(
        networks,
        fc.array(address, { minLength: 1, maxLength: 12 }),
        async (made, allowed) => {
          const devices = Object.fromEntries(
            Object.entries(made).map(([ip, one]) => [ip, { name: ip, facts: one }]),
          )
          const allow = allowed.join(' ')
          const { discovery, sent } = discoverMadeUp(devices, {
            ranges: '10.0.0.0/29 10.0.1.0/29',
            allow,
            crawlDepth: 8,
            ratePerSecond: 1000,
          })
          await discovery.finished
          const { set } = parseRanges(allow, 'allow')
          expect(sent.filter((one) => !holdsText(set, one.address))).toEqual([])
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('a discovery that is broken off', () => {
  const network: Record<string, MadeUpDevice> = Object.fromEntries(
    [2, 5, 6, 11, 17, 23, 29].map((index) => [
      `10.0.0.${index}`,
      { name: `d${index}`, facts: { neighbors: [neighbour('lldp', `10.1.0.${index}`)] } },
    ]),
  )
  for (const index of [2, 6, 17, 29]) network[`10.1.0.${index}`] = { name: `n${index}` }
  const plan = { ranges: '10.0.0.0/27', allow: '10.0.0.0/8', crawlDepth: 2, ratePerSecond: 100 }

  test('sends nothing more', async () => {
    let atAbort = 0
    const { discovery, sent } = discoverMadeUp(network, plan, {
      onSent: (all, abort) => {
        if (all.length < 12) return
        abort.abort()
        atAbort ||= all.length
      },
    })
    await discovery.finished
    expect(sent.length).toBe(atAbort)
    expect(discovery.progress().position).toBeLessThan(30)
  })

  test('goes on where it was: everything is found, and nothing that was done is asked again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (breakAt) => {
        const first = discoverMadeUp(network, plan, {
          onSent: (all, abort) => void (all.length === breakAt && abort.abort()),
        })
        await first.discovery.finished
        const from = first.discovery.progress()
        const second = discoverMadeUp(network, { ...plan, from })
        await second.discovery.finished
        const found = new Set([...first.found, ...second.found].map(({ address }) => address))
        expect([...found].toSorted()).toEqual(Object.keys(network).toSorted())
        const done = new Set([...Array(from.position).keys()].map((index) => `10.0.0.${index + 1}`))
        expect(second.sent.filter(({ address }) => done.has(address))).toEqual([])
        const { position, total, probed, pending } = second.discovery.progress()
        expect({ position, pending, rest: total - probed }).toEqual({ position: 30, pending: [], rest: 0 })
      }),
      { numRuns: 30 },
    )
  })
})
