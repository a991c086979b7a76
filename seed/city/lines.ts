import type { Cabling } from './cabling.ts'
import { carrierIds, carrierNames, type CarrierCode } from './carriers.ts'
import { monthlyFeeYuan } from './catalogue/tariffs.ts'
import { addMonths } from './dates.ts'
import type { Device } from './devices.ts'
import { zoneIds } from './network-zones.ts'
import { takePort } from './ports.ts'
import { origin, type LineRecord } from './records.ts'
import type { Random } from '../random.ts'

type LineZone = 'internet' | 'extranet' | 'private'

/** Lines by network and bandwidth (Mbit/s): 333 lines and 8800 Mbit/s in all. */
const bandwidths: Record<LineZone, readonly [bandwidthMbps: number, lines: number][]> = {
  internet: [
    [1000, 1],
    [500, 2],
    [200, 6],
    [100, 20],
    [50, 30],
    [20, 40],
    [10, 11],
  ],
  extranet: [
    [20, 10],
    [10, 36],
    [4, 24],
  ],
  private: [
    [10, 13],
    [4, 62],
    [2, 78],
  ],
}

/** Published lines by carrier; they sum to 332, and one line's carrier was never published. */
const carriers: readonly [CarrierCode | null, number][] = [
  ['unicom', 258],
  ['mobile', 45],
  ['telecom', 28],
  ['broadcast', 1],
  [null, 1],
]

/** The survey did not count the finance network, the social-security lines or police substations' lines. */
const withoutPrivateLines = ['CZJ', 'RSJ', 'YBJ']

const mostPerEdge = 5

/** Lines with their A ends plugged into the edge devices of the rooms. */
export function buildLines(random: Random, devices: readonly Device[], cabling: Cabling): LineRecord[] {
  const carrierOf = random.shuffle(
    carriers.flatMap(([code, count]) => Array<CarrierCode | null>(count).fill(code)),
  )
  const lines: LineRecord[] = []
  for (const zone of ['internet', 'extranet', 'private'] as const) {
    const speeds = bandwidths[zone].flatMap(([speed, count]) => Array<number>(count).fill(speed))
    const ends = chooseEnds(random, devices, zone, speeds.length)
    ends.forEach((device, position) => {
      const nth = ends.slice(0, position).filter((other) => other === device).length
      const index = lines.length
      lines.push(drawLine(random, cabling, device, zone, speeds[position]!, carrierOf[index]!, index, nth))
    })
  }
  return lines
}

/** The edge device of each line, those of large rooms first: they get the fastest lines. */
function chooseEnds(random: Random, devices: readonly Device[], zone: LineZone, count: number): Device[] {
  const edges = devices.filter(
    ({ equipment: { edge, zone: own, room } }) =>
      edge && own === zone && !(zone === 'private' && withoutPrivateLines.includes(room.organisation.code)),
  )
  const ends = [...edges]
  while (ends.length < count) {
    const open = edges.filter((edge) => ends.filter((other) => other === edge).length < mostPerEdge)
    ends.push(random.weighted(open, ({ equipment }) => equipment.room.size ** 1.3))
  }
  if (ends.length !== count) throw new RangeError(`${ends.length} edges for ${count} ${zone} lines`)
  // Campuses with thousands of students lead, then the large offices.
  const weight = new Map(
    ends.map((end) => {
      const { size, organisation } = end.equipment.room
      return [end, size + (organisation.category === 'school' && size === 5 ? 1.2 : 0) + random.next() * 1.6]
    }),
  )
  const nth = new Map<Device, number>()
  return ends
    .map((device) => {
      const earlier = nth.get(device) ?? 0
      nth.set(device, earlier + 1)
      return { device, order: weight.get(device)! - earlier * 0.9 }
    })
    .sort((one, other) => other.order - one.order)
    .map(({ device }) => device)
}

function drawLine(
  random: Random,
  cabling: Cabling,
  device: Device,
  zone: LineZone,
  bandwidthMbps: number,
  carrier: CarrierCode | null,
  index: number,
  nth: number,
): LineRecord {
  const { room } = device.equipment
  const code = `JZ-L${String(index + 1).padStart(4, '0')}`
  const port = takePort(cabling.ports.get(device)!, 'runs', 'line', code)
  if (!port) throw new RangeError(`${device.record.name} has no free port for ${code}`)
  const farEnd = farEndOf(zone, device, carrier, nth)
  const contractStart = `${random.int(2016, 2018)}-${String(random.int(1, 12)).padStart(2, '0')}-01`
  const fee = monthlyFeeYuan(zone, bandwidthMbps, carrier) * (0.92 + random.next() * 0.16)
  return {
    id: index + 1,
    code,
    name: `${room.organisation.short}${zoneTexts[zone]}${nth === 0 ? '' : nth + 1}（${bandwidthMbps}M）`,
    carrierId: carrier === null ? null : carrierIds[carrier],
    networkZoneId: zoneIds[zone],
    organisationId: room.organisationId,
    bandwidthMbps,
    roomId: room.id,
    deviceId: device.record.id,
    interfaceName: port.name,
    farEnd,
    contractNumber: `JZ-HT-${contractStart.slice(0, 4)}-${String(index + 101)}`,
    contractStart,
    contractEnd: addMonths(contractStart, random.pick([36, 36, 48])),
    monthlyFeeYuan: Math.round(fee / 10) * 10,
    status: 'active',
    notes: carrier === null ? '普查表中运营商一栏为空。' : null,
    origin,
  }
}

const zoneTexts: Record<LineZone, string> = {
  internet: '互联网专线',
  extranet: '政务外网线路',
  private: '业务专网线路',
}

const counties = ['黑山县', '义县', '凌海市', '北镇市']

function farEndOf(zone: LineZone, device: Device, carrier: CarrierCode | null, nth: number): string {
  const { organisation } = device.equipment.room
  if (zone === 'internet') {
    return carrier === null ? '城域网汇聚节点（运营商待核实）' : `${carrierNames[carrier]}锦州分公司城域网`
  }
  if (zone === 'extranet') {
    return nth === 0 ? '锦州市电子政务外网汇聚节点' : `锦州市电子政务外网汇聚节点（第 ${nth + 1} 路由）`
  }
  if (organisation.category === 'school') return nth === 0 ? '锦州市教育局' : '教育科研网沈阳节点'
  if (organisation.category === 'hospital') return nth === 0 ? '锦州市卫生健康委员会' : '辽宁省远程会诊中心'
  // The bureau's substations were not counted: its lines lead to the province and to the counties' bureaus.
  if (organisation.category === 'public-security') {
    if (organisation.code !== 'GAJ') return '锦州市公安局'
    return nth === 0 ? '辽宁省公安厅' : `${counties[(nth - 1) % 4]}公安局`
  }
  const upper = organisation.short.replace(/^锦州/, '')
  return nth === 0 ? `辽宁省对口主管部门（${upper}）` : `${counties[(nth - 1) % 4]}${upper}`
}
