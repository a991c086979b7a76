import { credentialId } from './credentials.ts'
import { zoneIds } from './network-zones.ts'
import { origin, type DiscoveryRecord, type TargetRecord } from './records.ts'

/**
 * A discovery of the private network, ready to be started: every address in it where a simulated device answers, among
 * them those of devices that nobody declared.
 */
export function buildDiscoveries(targets: readonly TargetRecord[]): DiscoveryRecord[] {
  const own = targets.filter(({ networkZoneId }) => networkZoneId === zoneIds.private)
  return [
    {
      id: 1,
      name: '专网设备发现',
      networkZoneId: zoneIds.private,
      ranges: rangesOf([...new Set(own.map(({ address }) => address))]),
      port: own[0]!.port,
      credentialIds: [credentialId],
      ratePerSecond: 20,
      crawlDepth: 1,
      crawlLldp: true,
      crawlCdp: true,
      crawlArp: true,
      crawlForwarding: true,
      state: 'never',
      origin,
    },
  ]
}

/** Addresses in order as ranges, a line for each block of 256. */
function rangesOf(addresses: readonly string[]): string {
  const lines = new Map<string, [first: number, last: number][]>()
  for (const address of addresses) {
    const cut = address.lastIndexOf('.')
    const [block, host] = [address.slice(0, cut), Number(address.slice(cut + 1))]
    const spans = lines.get(block) ?? []
    const before = spans.at(-1)
    if (before && before[1] === host - 1) before[1] = host
    else spans.push([host, host])
    lines.set(block, spans)
  }
  return [...lines]
    .map(([block, spans]) =>
      spans
        .map(([first, last]) => (first === last ? `${block}.${first}` : `${block}.${first}-${last}`))
        .join(', '),
    )
    .join('\n')
}
