import { addMonths } from './dates.ts'
import type { Equipment } from './equipment.ts'
import type { Make } from './makes.ts'
import { zoneIds } from './network-zones.ts'
import type { Slot } from './racks.ts'
import { origin, type DeviceRecord } from './records.ts'
import { drawSerialNumber } from './serial-numbers.ts'
import { drawSoftwareVersion } from './software-versions.ts'
import type { Random } from '../random.ts'

/** A device of the ledger with what the simulation needs to know about it. */
export interface Device {
  record: DeviceRecord
  equipment: Equipment
  make: Make
  /** Collectors can reach it: it has a management address and a target. */
  managed: boolean
  /** Old equipment sends its texts in GB18030. */
  encoding: 'utf8' | 'gb18030'
}

const tagLetters: Record<string, string> = { server: 'S', storage: 'D' }

const seats: Record<Equipment['role'], [code: string, zh: string]> = {
  server: ['SRV', '服务器'],
  storage: ['STO', '存储'],
  core: ['CORE', '核心交换机'],
  distribution: ['SW', '汇聚交换机'],
  access: ['ASW', '接入交换机'],
  router: ['RT', '路由器'],
  firewall: ['FW', '防火墙'],
  security: ['SEC', '安全设备'],
  'load-balancer': ['LB', '负载均衡'],
  'wireless-controller': ['WAC', '无线控制器'],
  'access-point': ['AP', '无线接入点'],
}

const unlikelyStatuses = ['spare', 'spare', 'faulty', 'retired'] as const

export function buildDevices(
  random: Random,
  equipment: readonly Equipment[],
  makes: ReadonlyMap<Equipment, Make>,
  slots: ReadonlyMap<Equipment, Slot>,
): Device[] {
  const serials = new Set<string>()
  const seatNumbers = new Map<string, number>()
  const hostNumbers = new Map<string, number>()
  const countUp = (numbers: Map<string, number>, key: string): number => {
    const number = (numbers.get(key) ?? 0) + 1
    numbers.set(key, number)
    return number
  }
  return equipment.map((item, index): Device => {
    const make = makes.get(item)!
    const { model, purchaseDate } = make
    const year = Number(purchaseDate.slice(0, 4))
    const slot = slots.get(item)
    const encoding = usesGb18030(random, make) ? 'gb18030' : 'utf8'
    const [seatCode, seatName] = seats[item.role]
    const seat = countUp(seatNumbers, `${item.room.id} ${item.role}`)
    const status = statusOf(random, item, year)
    const isolated = item.zone === 'intranet'
    const managed = !isolated && status === 'in-use' && !isTooOld(random, item, year)
    const host = countUp(hostNumbers, `${item.room.id} ${item.zone}`)
    return {
      equipment: item,
      make,
      managed,
      encoding,
      record: {
        id: index + 1,
        assetTag: `JZ-${tagLetters[item.role] ?? 'N'}${String(index + 1).padStart(4, '0')}`,
        name:
          encoding === 'gb18030'
            ? `${item.room.organisation.short}${seatName}R${String(item.room.id).padStart(3, '0')}-${seat}`
            : `${item.room.organisation.code}-R${String(item.room.id).padStart(3, '0')}-${seatCode}${String(seat).padStart(2, '0')}`,
        kind: model.kind,
        vendor: model.vendor,
        model: model.model,
        serialNumber: drawUnused(serials, () => drawSerialNumber(random, model.vendor, purchaseDate)),
        softwareVersion: drawSoftwareVersion(random, model, year),
        organisationId: item.room.organisationId,
        roomId: item.room.id,
        rackId: slot?.rackId ?? null,
        positionU: slot?.positionU ?? null,
        heightU: model.heightU || null,
        powerWatts: model.powerWatts,
        managementAddress: managed ? `10.${20 + item.room.id}.${zoneIds[item.zone] * 10}.${host + 9}` : null,
        networkZoneId: zoneIds[item.zone],
        purchaseDate,
        warrantyEnd: addMonths(
          purchaseDate,
          random.pick(model.kind === 'server' ? [36, 36, 60] : [12, 36, 36]),
        ),
        priceYuan: Math.round((model.priceYuan * (0.9 + random.next() * 0.25)) / 100) * 100,
        status,
        notes: isolated ? '涉密设备，不接入采集网络。' : null,
        origin,
      },
    }
  })
}

function drawUnused(used: Set<string>, draw: () => string): string {
  for (;;) {
    const value = draw()
    if (!used.has(value)) {
      used.add(value)
      return value
    }
  }
}

/** Only what nothing depends on is out of use: machines without an application, extra switches. */
function statusOf(random: Random, item: Equipment, year: number): DeviceRecord['status'] {
  const dispensable = item.role === 'server' && item.applications.length === 0
  if (!dispensable || !random.chance(year < 2010 ? 0.5 : 0.12)) return 'in-use'
  return random.pick(unlikelyStatuses)
}

/** Some old machines speak no SNMP, or nobody knows their community any more. */
function isTooOld(random: Random, item: Equipment, year: number): boolean {
  const leaf = item.role === 'server' || item.role === 'storage' || item.role === 'security'
  return leaf && year < 2009 && random.chance(0.25)
}

function usesGb18030(random: Random, { model, purchaseDate }: Make): boolean {
  const network = model.kind === 'switch' || model.kind === 'router'
  const vendor = model.vendor === 'Huawei' || model.vendor === 'H3C'
  return network && vendor && purchaseDate < '2012' && random.chance(0.4)
}
