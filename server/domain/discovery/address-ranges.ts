import type { Localised } from '../../contract/text.ts'
import { bitsOf, readAddress } from './address.ts'
import { countOf, intersect, subtract, unite, type AddressSet, type Interval } from './address-set.ts'

/*
 * Address ranges as network people write them: single addresses, CIDR blocks, `a-b` (the end may be only the last octet),
 * divided by commas, blanks or lines; `!` before an item takes it out again; `#` begins a comment.
 */

/** What is wrong with a text of ranges, and where (line and column from 1). */
export interface RangeIssue {
  line: number
  column: number
  /** What was written there. */
  text: string
  message: Localised
}

export interface ParsedRanges {
  set: AddressSet
  issues: RangeIssue[]
}

/** More addresses than an IPv4 /8 are not swept: at a gentle rate that takes days. */
export const mostAddresses = 2 ** 24

interface Item {
  text: string
  line: number
  column: number
}

/** Two addresses joined by a dash count as one item, also with blanks around the dash; a stray sign is an item, too. */
const itemPattern = /(?:!\s*)?[^\s,;，；、!~–—-]+(?:\s*[~–—-]\s*[^\s,;，；、!~–—-]+)?|[!~–—-]+/gu

function itemsOf(text: string): Item[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    const code = line.replace(/#.*$/u, '')
    return [...code.matchAll(itemPattern)].map((match) => ({
      text: match[0].trim(),
      line: index + 1,
      column: match.index + 1,
    }))
  })
}

/**
 * Reads ranges. What cannot be read is told with its place and left out; exclusions apply to the whole text, wherever they
 * stand.
 * @param use `sweep` leaves out what no single host has (a block's network and broadcast address) and refuses addresses
 *   that are no host's; `allow` takes blocks whole.
 */
export function parseRanges(text: string, use: 'sweep' | 'allow'): ParsedRanges {
  const included: Interval[] = []
  const excluded: Interval[] = []
  const issues: RangeIssue[] = []
  for (const item of itemsOf(text)) {
    const isExcluded = item.text.startsWith('!')
    const written = isExcluded ? item.text.slice(1).trim() : item.text
    const read = readItem(written)
    if ('zh' in read) issues.push({ ...item, message: read })
    else if (isExcluded) excluded.push(read)
    else {
      const refusal = use === 'sweep' ? refusalOf(read) : null
      if (refusal) issues.push({ ...item, message: refusal })
      else included.push(use === 'sweep' && written.includes('/') ? hostsOf(read) : read)
    }
  }
  return { set: subtract(unite(included), unite(excluded)), issues }
}

/** The addresses that a discovery sends to: its ranges, as far as the allow-list (when there is one) lets it. */
export function sweepOf(ranges: string, allowList: string | null): AddressSet {
  return intersect(parseRanges(ranges, 'sweep').set, allowedBy(ranges, allowList))
}

/** The addresses that a discovery may ever send to; without an allow-list those of its ranges, never more. */
export function allowedBy(ranges: string, allowList: string | null): AddressSet {
  const written = parseRanges(allowList ?? '', 'allow')
  return countOf(written.set) > 0n || itemsOf(allowList ?? '').length > 0
    ? written.set
    : parseRanges(ranges, 'sweep').set
}

function readItem(text: string): Interval | Localised {
  if (text === '')
    return { zh: '感叹号后面缺少要排除的地址。', en: 'An address to exclude is missing after "!".' }
  if (text.includes('/')) return readBlock(text)
  const dashed = /^(\S+?)\s*[-~–—]\s*(\S+)$/u.exec(text)
  if (dashed) return readSpan(dashed[1]!, dashed[2]!)
  const address = readAddress(text)
  if (!address) return notAnAddress(text)
  return { family: address.family, first: address.value, last: address.value }
}

function readBlock(text: string): Interval | Localised {
  const [start = '', length = '', ...more] = text.split('/')
  const address = readAddress(start)
  if (!address) return notAnAddress(start)
  const bits = bitsOf[address.family]
  if (more.length > 0 || !/^\d{1,3}$/.test(length) || BigInt(length) > bits)
    return {
      zh: `前缀长度“/${[length, ...more].join('/')}”无效，应为 0 到 ${bits} 的整数。`,
      en: `"/${[length, ...more].join('/')}" is not a prefix length. Write a whole number from 0 to ${bits}.`,
    }
  const size = 1n << (bits - BigInt(length))
  const first = (address.value / size) * size
  return { family: address.family, first, last: first + size - 1n }
}

function readSpan(from: string, to: string): Interval | Localised {
  const first = readAddress(from)
  if (!first) return notAnAddress(from)
  const isLastOctet = first.family === 4 && /^\d{1,3}$/.test(to)
  const last = readAddress(isLastOctet ? from.replace(/\d+$/, String(Number(to))) : to)
  if (!last) return notAnAddress(to)
  if (first.family !== last.family)
    return {
      zh: `“${from}”与“${to}”一个是 IPv4、一个是 IPv6，不能组成范围。`,
      en: `"${from}" and "${to}" are of different families (IPv4 and IPv6).`,
    }
  if (last.value < first.value)
    return {
      zh: `范围的终点“${to}”在起点“${from}”之前，请对调。`,
      en: `The range ends at "${to}", before it begins at "${from}". Swap them.`,
    }
  return { family: first.family, first: first.value, last: last.value }
}

const notAnAddress = (text: string): Localised => ({
  zh: `“${text}”不是 IP 地址。可写 10.1.0.1、10.1.0.0/24、10.1.0.1-10.1.0.50 或 !10.1.0.9（排除）。`,
  en: `"${text}" is not an IP address. Write 10.1.0.1, 10.1.0.0/24, 10.1.0.1-10.1.0.50, or !10.1.0.9 to exclude.`,
})

/** RFC 919 and RFC 950 reserve the first and the last address of a block, but for those of two (RFC 3021) or one. */
function hostsOf(block: Interval): Interval {
  if (block.family === 6 || block.last - block.first < 3n) return block
  return { ...block, first: block.first + 1n, last: block.last - 1n }
}

const reserved: readonly { interval: Interval; what: Localised }[] = [
  { interval: interval('0.0.0.0', '0.255.255.255'), what: { zh: '“本网络”地址', en: '"this network"' } },
  { interval: interval('224.0.0.0', '239.255.255.255'), what: { zh: '组播地址', en: 'multicast' } },
  { interval: interval('240.0.0.0', '255.255.255.255'), what: { zh: '保留地址', en: 'reserved' } },
  { interval: interval('::', '::'), what: { zh: '未指定地址', en: 'the unspecified address' } },
  {
    interval: interval('ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'),
    what: { zh: '组播地址', en: 'multicast' },
  },
]

function interval(from: string, to: string): Interval {
  const [first, last] = [readAddress(from)!, readAddress(to)!]
  return { family: first.family, first: first.value, last: last.value }
}

/** Why an item cannot be swept, however it is written (RFC 6890). */
function refusalOf(item: Interval): Localised | null {
  const met = reserved.find(
    ({ interval: { family, first, last } }) =>
      family === item.family && first <= item.last && item.first <= last,
  )
  if (met)
    return {
      zh: `其中含有${met.what.zh}，不是单台设备的地址，不能探测。`,
      en: `It holds ${met.what.en} addresses, which no single device has.`,
    }
  if (item.last - item.first >= BigInt(mostAddresses))
    return {
      zh: `范围过大：一次最多探测 ${mostAddresses} 个地址（IPv4 /8）。`,
      en: `The range is too large: at most ${mostAddresses} addresses (an IPv4 /8) are swept.`,
    }
  return null
}
