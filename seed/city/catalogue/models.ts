import type { DeviceKind } from '../../../server/contract/entities/device.ts'
import { applianceModels } from './models-appliances.ts'
import { networkModels } from './models-network.ts'
import { serverModels } from './models-servers.ts'
import { storageModels } from './models-storage.ts'
import type { PortLayoutName } from './port-layouts.ts'

/** What a device does in a room; models are offered by role. */
export type DeviceRole =
  | 'server'
  | 'storage'
  | 'core'
  | 'distribution'
  | 'access'
  | 'router'
  | 'firewall'
  | 'security'
  | 'load-balancer'
  | 'wireless-controller'
  | 'access-point'

/** A device model. Years, powers and prices are rounded from general knowledge of the market, for demonstration. */
export interface DeviceModel {
  vendor: string
  kind: DeviceKind
  role: DeviceRole
  /** As the vendor writes it and the device says it. */
  model: string
  /** First and last calendar year in which it was sold. */
  from: number
  to: number
  heightU: number
  powerWatts: number
  priceYuan: number
  ports: PortLayoutName
}

export type ModelRow = [
  model: string,
  from: number,
  to: number,
  heightU: number,
  powerWatts: number,
  priceYuan: number,
  ports: PortLayoutName,
]

export type ModelTable = { vendor: string; kind: DeviceKind; role: DeviceRole; models: ModelRow[] }[]

export const deviceModels: readonly DeviceModel[] = [
  ...serverModels,
  ...storageModels,
  ...networkModels,
  ...applianceModels,
].flatMap(({ vendor, kind, role, models }) =>
  models.map(([model, from, to, heightU, powerWatts, priceYuan, ports]) => ({
    vendor,
    kind,
    role,
    model,
    from,
    to,
    heightU,
    powerWatts,
    priceYuan,
    ports,
  })),
)
