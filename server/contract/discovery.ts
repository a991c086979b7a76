import { z } from 'zod'
import { Collection } from './collection.ts'
import { states, valuesOf } from './state.ts'

/*
 * What a discovery is made of, in the words that server and collectors share.
 */

/** What a device knows of others, and so what a crawl may follow. */
export const crawlProtocols = states({
  lldp: { label: { zh: 'LLDP 邻居', en: 'LLDP neighbour' }, tone: 'info', shape: 'diamond' },
  cdp: { label: { zh: 'CDP 邻居', en: 'CDP neighbour' }, tone: 'info', shape: 'diamond' },
  arp: { label: { zh: 'ARP 表', en: 'ARP table' }, tone: 'info', shape: 'ring' },
  forwarding: { label: { zh: '转发表', en: 'Forwarding table' }, tone: 'info', shape: 'square' },
})
export type CrawlProtocol = keyof typeof crawlProtocols

/** How an address came to be asked. */
export const discoveryHows = states({
  range: { label: { zh: '地址范围', en: 'Range' }, tone: 'neutral', shape: 'dot' },
  ...crawlProtocols,
})

/** An address that a device named and that is still to be asked. */
export const Lead = z.object({
  address: z.string().max(45),
  how: z.enum(valuesOf(crawlProtocols)),
  /** Address of the device that named it. */
  fromAddress: z.string().max(45),
  /** Steps of crawling that led to it, from 1. */
  depth: z.int().min(1),
})
export type Lead = z.infer<typeof Lead>

/** A device that answered, with all that it said. */
export const Found = z.object({
  address: z.string().max(45),
  port: z.int(),
  /** The ledger's credential that it answered to; null from the command line. */
  credentialId: z.int().nullable(),
  how: z.enum(valuesOf(discoveryHows)),
  fromAddress: z.string().max(45).nullable(),
  /** 0: in the ranges themselves. */
  depth: z.int().min(0),
  collection: Collection,
})
export type Found = z.infer<typeof Found>

/** How far a discovery is, and from where it can go on. */
export const DiscoveryProgress = z.object({
  /** Addresses of the ranges that are done, without a gap. */
  position: z.int().min(0),
  /** Addresses learnt from devices that are still to be asked. */
  pending: z.array(Lead).max(100_000),
  /** Addresses in all: of the ranges, and those that devices named. */
  total: z.int().min(0),
  /** Addresses asked, from the ranges and from devices. */
  probed: z.int().min(0),
  answered: z.int().min(0),
  /** Addresses that devices named and that may be asked. */
  crawled: z.int().min(0),
  /** Datagrams sent to look for devices; the visits to those that answered are not among them. */
  packets: z.int().min(0),
})
export type DiscoveryProgress = z.infer<typeof DiscoveryProgress>
