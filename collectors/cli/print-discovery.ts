import { deviceKinds } from '../../server/contract/entities/device.ts'
import { discoveryHows, type DiscoveryProgress, type Found } from '../../server/contract/discovery.ts'
import type { Language } from '../../server/contract/text.ts'

/** One line that says how far a discovery is. */
export function progressLine(progress: DiscoveryProgress, seconds: number, language: Language): string {
  const { probed, total, answered, packets } = progress
  const share = total === 0 ? 100 : Math.floor((probed / total) * 100)
  const rate = seconds > 0 ? Math.round(packets / seconds) : 0
  return language === 'zh'
    ? `已探测 ${probed}/${total}（${share}%），应答 ${answered}，${rate} 包/秒`
    : `${probed} of ${total} addresses (${share}%), ${answered} answered, ${rate} packets/s`
}

/** A device that was found, in one line. */
export function foundLine(found: Found, language: Language): string {
  const device = found.collection.facts?.device
  const about = [
    device?.name,
    device?.vendor,
    device?.model,
    device?.kind ? deviceKinds[device.kind].label[language] : null,
    device?.serialNumbers.length ? `SN ${device.serialNumbers.join(', ')}` : null,
  ].filter(Boolean)
  const by =
    found.how === 'range' ? '' : ` ← ${found.fromAddress} (${discoveryHows[found.how].label[language]})`
  return `${found.address}  ${about.join(' · ') || (language === 'zh' ? '应答但未读到信息' : 'answers, nothing read')}${by}`
}

/** A device that was found, for other programs; its readings are what `citybase collect` gives. */
export function foundJson(found: Found): object {
  const { collection, credentialId: _, ...rest } = found
  const { facts, status, problems } = collection
  return {
    ...rest,
    status,
    problems,
    device: facts?.device ?? null,
    addresses: facts?.addresses ?? [],
    neighbors: facts?.neighbors ?? [],
    interfaceCount: facts?.interfaces.length ?? 0,
  }
}
