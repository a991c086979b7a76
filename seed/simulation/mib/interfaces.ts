import { macOctets } from './chassis.ts'
import { countedOctets, countedPackets } from './device-state.ts'
import type { DeviceState, InterfaceState } from './device-state.ts'
import { scalars, table } from './table.ts'
import type { Column, MibTable, Moment } from './table.ts'
import { text } from './text.ts'
import type { TextEncoding } from './text.ts'
import {
  counter32,
  counter64,
  gauge32,
  integer,
  octets,
  timeTicks,
  truthValue,
  zeroDotZero,
} from './value.ts'
import type { Value } from './value.ts'

/*
 * IF-MIB (RFC 2863): ifTable with 32-bit counters, ifXTable with 64-bit ones. No ifStackTable: no port is layered here.
 */

interface InterfaceRow {
  state: InterfaceState
  encoding: TextEncoding
  device: DeviceState
}

const softwareLoopback = 24
const ethernetCsmacd = 6
/** ifSpeed of a link that 32 bits cannot say, RFC 2863 section 3.1.6. */
const highestSpeed = 2 ** 32 - 1
/** A share of the packets is broadcast or multicast, and very few are damaged or dropped. */
const packetsPerBroadcast = 900
const packetsPerMulticast = 350
const packetsPerError = 4e8
const packetsPerDiscard = 5e7

type Direction = 'inbound' | 'outbound'
const total = (row: InterfaceRow, direction: Direction, at: Moment) =>
  countedOctets(row.state, direction, at.elapsedSeconds)
const packets = (row: InterfaceRow, direction: Direction, at: Moment, oneIn = 1) =>
  Math.floor(countedPackets(row.state, direction, at.elapsedSeconds) / oneIn)
const broadcasts = (row: InterfaceRow, direction: Direction, at: Moment) =>
  packets(row, direction, at, packetsPerBroadcast)
const multicasts = (row: InterfaceRow, direction: Direction, at: Moment) =>
  packets(row, direction, at, packetsPerMulticast)
const zero32 = counter32(0)
const name = (row: InterfaceRow): Value => text(row.state.spec.name, row.encoding)
const bitsPerSecond = (row: InterfaceRow) => row.state.spec.speedMbps * 1e6

/** Seconds of uptime at which the port last went up or down. */
const lastChange = (row: InterfaceRow) => row.state.changedSeconds + row.device.spec.uptimeSeconds

const ifEntry: readonly Column<InterfaceRow>[] = [
  { id: 1, read: (row) => integer(row.state.spec.index) },
  { id: 2, read: name },
  { id: 3, read: (row) => integer(row.state.spec.type) },
  { id: 4, read: (row) => integer(row.state.spec.type === softwareLoopback ? 65_536 : 1_500) },
  { id: 5, read: (row) => gauge32(Math.min(highestSpeed, bitsPerSecond(row))) },
  { id: 6, read: (row) => octets(macOctets(row.state.spec.mac)) },
  { id: 7, read: (row) => integer(row.state.spec.adminUp ? 1 : 2) },
  { id: 8, read: (row) => integer(row.state.operUp ? 1 : 2) },
  { id: 9, read: (row) => timeTicks(lastChange(row)) },
  { id: 10, read: (row, at) => counter32(total(row, 'inbound', at)) },
  { id: 11, read: (row, at) => counter32(packets(row, 'inbound', at)) },
  {
    id: 12,
    read: (row, at) => counter32(broadcasts(row, 'inbound', at) + multicasts(row, 'inbound', at)),
  },
  { id: 13, read: (row, at) => counter32(packets(row, 'inbound', at, packetsPerDiscard)) },
  { id: 14, read: (row, at) => counter32(packets(row, 'inbound', at, packetsPerError)) },
  { id: 15, read: () => zero32 },
  { id: 16, read: (row, at) => counter32(total(row, 'outbound', at)) },
  { id: 17, read: (row, at) => counter32(packets(row, 'outbound', at)) },
  {
    id: 18,
    read: (row, at) => counter32(broadcasts(row, 'outbound', at) + multicasts(row, 'outbound', at)),
  },
  { id: 19, read: (row, at) => counter32(packets(row, 'outbound', at, packetsPerDiscard)) },
  { id: 20, read: (row, at) => counter32(packets(row, 'outbound', at, packetsPerError)) },
  { id: 21, read: () => gauge32(0) },
  { id: 22, read: () => zeroDotZero },
]

const ifXEntry: readonly Column<InterfaceRow>[] = [
  { id: 1, read: name },
  { id: 2, read: (row, at) => counter32(multicasts(row, 'inbound', at)) },
  { id: 3, read: (row, at) => counter32(broadcasts(row, 'inbound', at)) },
  { id: 4, read: (row, at) => counter32(multicasts(row, 'outbound', at)) },
  { id: 5, read: (row, at) => counter32(broadcasts(row, 'outbound', at)) },
  { id: 6, read: (row, at) => counter64(total(row, 'inbound', at)) },
  { id: 7, read: (row, at) => counter64(packets(row, 'inbound', at)) },
  { id: 8, read: (row, at) => counter64(multicasts(row, 'inbound', at)) },
  { id: 9, read: (row, at) => counter64(broadcasts(row, 'inbound', at)) },
  { id: 10, read: (row, at) => counter64(total(row, 'outbound', at)) },
  { id: 11, read: (row, at) => counter64(packets(row, 'outbound', at)) },
  { id: 12, read: (row, at) => counter64(multicasts(row, 'outbound', at)) },
  { id: 13, read: (row, at) => counter64(broadcasts(row, 'outbound', at)) },
  { id: 14, read: (row) => integer(row.state.spec.type === ethernetCsmacd ? 1 : 2) },
  { id: 15, read: (row) => gauge32(row.state.spec.speedMbps) },
  { id: 16, read: () => truthValue(false) },
  { id: 17, read: (row) => truthValue(row.state.spec.type === ethernetCsmacd) },
  { id: 18, read: (row) => text(row.state.spec.alias, row.encoding) },
  { id: 19, read: () => timeTicks(0) },
]

const interfacesGroup: readonly Column<DeviceState>[] = [
  { id: 1, read: (device) => integer(device.interfaces.length) },
]

const tableLastChange: readonly Column<DeviceState>[] = [{ id: 5, read: () => timeTicks(0) }]

export function interfaceTables(device: DeviceState): MibTable[] {
  const rows = device.interfaces.map((state) => ({
    state,
    device,
    encoding: device.spec.encoding,
  }))
  const index = (row: InterfaceRow) => [row.state.spec.index]
  return [
    scalars('1.3.6.1.2.1.2', interfacesGroup, device),
    table('1.3.6.1.2.1.2.2.1', ifEntry, rows, index),
    table('1.3.6.1.2.1.31.1.1.1', ifXEntry, rows, index),
    scalars('1.3.6.1.2.1.31.1', tableLastChange, device),
  ]
}
