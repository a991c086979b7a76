import type { Localised } from '../../server/contract/text.ts'
import { allowedBy, parseRanges, sweepOf } from '../../server/domain/discovery/address-ranges.ts'
import { countOf, type AddressSet } from '../../server/domain/discovery/address-set.ts'
import { crawlProtocols, type CrawlProtocol } from '../../server/contract/discovery.ts'
import { valuesOf } from '../../server/contract/state.ts'
import type { SnmpCredential } from '../snmp/credential.ts'
import { UsageError } from './language.ts'
import { parseCredential, wholeNumber, type SnmpArguments } from './snmp-arguments.ts'

/** The options of `citybase discover` as commander hands them over. */
export interface DiscoverArguments extends Omit<SnmpArguments, 'community'> {
  /** Several are tried in the order given. */
  community?: string[]
  port?: string
  allow?: string
  rate?: string
  crawl?: boolean | string
  depth?: string
  from?: string
}

export interface DiscoverPlan {
  sweep: AddressSet
  allowed: AddressSet
  credentials: SnmpCredential[]
  port: number
  ratePerSecond: number
  crawlDepth: number
  protocols: Set<CrawlProtocol>
  position: number
}

/** What the options ask for. Throws `UsageError` that names the place of what is wrong. */
export function discoverPlan(ranges: readonly string[], options: DiscoverArguments): DiscoverPlan {
  const text = ranges.join('\n')
  checked(text, 'sweep', { zh: '地址范围', en: 'the ranges' })
  if (options.allow !== undefined) checked(options.allow, 'allow', { zh: '--allow', en: '--allow' })
  const sweep = sweepOf(text, options.allow ?? null)
  if (countOf(sweep) === 0n)
    throw new UsageError(
      '没有可以探测的地址：范围为空，或全部在允许清单之外。',
      'There is no address to ask: the ranges are empty, or the allow-list holds none of them.',
    )
  const { community, ...v3 } = options
  const credentials = (community ?? []).map((one) => parseCredential({ community: one }))
  if (v3.v3User !== undefined || credentials.length === 0) credentials.push(parseCredential(v3))
  return {
    sweep,
    allowed: allowedBy(text, options.allow ?? null),
    credentials,
    port: wholeNumber('--port', options.port, 161, 1, 65535),
    ratePerSecond: wholeNumber('--rate', options.rate, 20, 1, 1000),
    crawlDepth: options.crawl ? wholeNumber('--depth', options.depth, 3, 1, 16) : 0,
    protocols: protocolsOf(options.crawl),
    position: wholeNumber('--from', options.from, 0, 0, Number(countOf(sweep))),
  }
}

function checked(text: string, use: 'sweep' | 'allow', what: Localised): void {
  const [first] = parseRanges(text, use).issues
  if (first)
    throw new UsageError(
      `${what.zh}中的“${first.text}”有误：${first.message.zh}`,
      `"${first.text}" in ${what.en}: ${first.message.en}`,
    )
}

/** `--crawl` alone follows all; `--crawl lldp,arp` only those. */
function protocolsOf(crawl: boolean | string | undefined): Set<CrawlProtocol> {
  const known = valuesOf(crawlProtocols)
  if (typeof crawl !== 'string') return new Set(crawl ? known : [])
  const named = crawl.split(',').map((one) => one.trim().toLowerCase())
  const unknown = named.find((one) => !known.includes(one as CrawlProtocol))
  if (unknown !== undefined)
    throw new UsageError(
      `--crawl 不支持“${unknown}”。可用：${known.join(', ')}。`,
      `--crawl does not offer "${unknown}". Available: ${known.join(', ')}.`,
    )
  return new Set(named as CrawlProtocol[])
}
