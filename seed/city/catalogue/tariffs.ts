import type { CarrierCode } from '../carriers.ts'
import type { ZoneCode } from '../records.ts'

/** Monthly fees in yuan by bandwidth in Mbit/s: the order of what carriers asked of public bodies in 2019. */
const internet = new Map([
  [10, 1200],
  [20, 2000],
  [50, 3600],
  [100, 5800],
  [200, 9800],
  [500, 19800],
  [1000, 34000],
])
const circuit = new Map([
  [2, 800],
  [4, 1200],
  [10, 2000],
  [20, 3200],
])

const carrierFactor: Record<CarrierCode, number> = {
  unicom: 1,
  telecom: 0.95,
  mobile: 0.85,
  broadcast: 0.8,
}

export function monthlyFeeYuan(zone: ZoneCode, bandwidthMbps: number, carrier: CarrierCode | null): number {
  const fee = (zone === 'internet' ? internet : circuit).get(bandwidthMbps)
  if (fee === undefined) throw new RangeError(`no tariff for ${bandwidthMbps} Mbit/s on ${zone}`)
  return fee * (carrier === null ? 1 : carrierFactor[carrier])
}
