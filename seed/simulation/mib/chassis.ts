import type { SimulatedDevice } from '../spec.ts'

export const noMac = '00:00:00:00:00:00'

/**
 * The address by which a device names itself to its neighbours (lldpLocChassisId, subtype macAddress): the MAC of its
 * interface with the lowest index that has one, lower-case and colon-separated; all zero where none has.
 */
export function chassisMac(device: Pick<SimulatedDevice, 'interfaces'>): string {
  let lowest: { index: number; mac: string } | null = null
  for (const candidate of device.interfaces) {
    if (candidate.mac === '' || candidate.mac === noMac) continue
    if (!lowest || candidate.index < lowest.index) lowest = candidate
  }
  return lowest ? lowest.mac.toLowerCase() : noMac
}

/** Six octets of a colon-separated MAC; empty for an interface without one. */
export function macOctets(mac: string): Buffer {
  return Buffer.from(mac.replaceAll(/[^0-9a-f]/giu, ''), 'hex')
}
