import type { SimulatedAccessPoint } from '../spec.ts'
import type { DeviceState } from './device-state.ts'
import { macOctets } from './chassis.ts'
import { platformOf } from './kind.ts'
import { between, fraction, wander } from './noise.ts'
import { table } from './table.ts'
import type { Column, MibTable, Moment } from './table.ts'
import { text } from './text.ts'
import { integer, ipAddress, octets } from './value.ts'

/*
 * What a wireless controller says of its access points: HUAWEI-WLAN-AP-MIB with HUAWEI-WLAN-AP-RADIO-MIB, and
 * HH3C-DOT11-APMT-MIB. Offices are full by day and empty by night.
 */

interface Row {
  accessPoint: SimulatedAccessPoint
  device: DeviceState
}

interface RadioRow extends Row {
  /** 0 at 2.4 GHz, 1 at 5 GHz. */
  radio: 0 | 1
}

/** When it is noon in Beijing, in seconds of a UTC day. */
const noon = 4 * 3_600

/** Stations of one radio: most of them at noon, none on what is offline. */
function stations({ accessPoint, device, radio }: RadioRow, at: Moment): number {
  if (!accessPoint.online) return 0
  const seed = device.spec.noiseSeed
  const purpose = `${accessPoint.serialNumber}/${radio}`
  const most = between(seed, `${purpose}/stations`, 2, radio === 0 ? 14 : 32)
  const hours = Math.abs((((at.epochSeconds - noon + 43_200) % 86_400) - 43_200) / 3_600)
  const share = Math.max(0.05, 1 - (hours / 7) ** 2)
  return Math.round(Math.max(0, wander(seed, purpose, most * share, most * share * 0.25, at.epochSeconds)))
}

const allStations = (row: Row, at: Moment) =>
  stations({ ...row, radio: 0 }, at) + stations({ ...row, radio: 1 }, at)

const pick = <T>(row: RadioRow, purpose: string, values: readonly T[]): T =>
  values[
    Math.floor(
      fraction(row.device.spec.noiseSeed, `${row.accessPoint.serialNumber}/${purpose}`) * values.length,
    )
  ] as T

const channel = (row: RadioRow) =>
  row.radio === 0 ? pick(row, 'channel', [1, 6, 11]) : pick(row, 'channel', [36, 44, 52, 149, 157, 161])
const power = (row: RadioRow) => (row.radio === 0 ? 17 : 20) + pick(row, 'power', [0, 1, 2, 3])
const busy = (row: RadioRow, at: Moment) => Math.min(95, 6 + stations(row, at) * 2)

/** hwWlanApEntry, indexed by MAC. hwWlanApRunState: fault(4), normal(8). */
const hwWlanApEntry: readonly Column<Row>[] = [
  { id: 2, read: (row) => text(row.accessPoint.serialNumber, 'utf8') },
  { id: 3, read: (row) => text(row.accessPoint.model, 'utf8') },
  { id: 4, read: (row) => text(row.accessPoint.name, row.device.spec.encoding) },
  { id: 5, read: (row) => text(row.accessPoint.group, row.device.spec.encoding) },
  { id: 6, read: (row) => integer(row.accessPoint.online ? 8 : 4) },
  { id: 7, read: (row) => text(row.device.spec.softwareVersion ?? '', 'utf8') },
  { id: 13, read: (row) => ipAddress(row.accessPoint.online ? row.accessPoint.address : '255.255.255.255') },
  { id: 44, read: (row, at) => integer(allStations(row, at)) },
]

/** hwWlanRadioInfoEntry, indexed by MAC and radio: band, channel, use of the channel, actual power. */
const hwWlanRadioInfoEntry: readonly Column<RadioRow>[] = [
  { id: 5, read: (row) => integer(row.radio + 1) },
  { id: 7, read: (row) => integer(channel(row)) },
  { id: 25, read: (row, at) => integer(busy(row, at)) },
  { id: 45, read: (row) => integer(power(row)) },
]

/** hh3cDot11APObjectStatusEntry, indexed by the access point's serial number. Operation: join(1), run(5). */
const hh3cStatusEntry: readonly Column<Row>[] = [
  { id: 2, read: (row) => ipAddress(row.accessPoint.online ? row.accessPoint.address : '0.0.0.0') },
  { id: 3, read: (row) => octets(macOctets(row.accessPoint.mac)) },
  { id: 4, read: (row) => integer(row.accessPoint.online ? 5 : 1) },
  { id: 5, read: (row) => text(row.accessPoint.name, row.device.spec.encoding) },
]

/** hh3cDot11APObjectEntry: those that run. */
const hh3cObjectEntry: readonly Column<Row>[] = [
  { id: 7, read: (row, at) => integer(allStations(row, at)) },
  { id: 9, read: (row) => text(row.accessPoint.model, 'utf8') },
  { id: 11, read: (row) => text(row.device.spec.softwareVersion ?? '', 'utf8') },
]

/** hh3cDot11APRadioEntry: channel, power in dBm, use in per cent. */
const hh3cRadioEntry: readonly Column<RadioRow>[] = [
  { id: 5, read: (row) => integer(channel(row)) },
  { id: 6, read: (row) => integer(power(row)) },
  { id: 10, read: (row, at) => integer(busy(row, at)) },
]

export function wirelessTables(device: DeviceState): MibTable[] {
  const rows = (device.spec.accessPoints ?? []).map((accessPoint): Row => ({ accessPoint, device }))
  if (rows.length === 0) return []
  const running = rows.filter((row) => row.accessPoint.online)
  const radios = running.flatMap((row): RadioRow[] => [
    { ...row, radio: 0 },
    { ...row, radio: 1 },
  ])
  const byMac = (row: Row) => [...macOctets(row.accessPoint.mac)]
  const bySerial = (row: Row) => {
    const serial = Buffer.from(row.accessPoint.serialNumber)
    return [serial.length, ...serial]
  }
  switch (platformOf(device.spec)) {
    case 'vrp':
      return [
        table('1.3.6.1.4.1.2011.6.139.13.3.3.1', hwWlanApEntry, rows, byMac),
        table('1.3.6.1.4.1.2011.6.139.16.1.2.1', hwWlanRadioInfoEntry, radios, (row) => [
          ...byMac(row),
          row.radio,
        ]),
      ]
    case 'comware':
      return [
        table('1.3.6.1.4.1.25506.2.75.2.1.1.1', hh3cStatusEntry, rows, bySerial),
        table('1.3.6.1.4.1.25506.2.75.2.1.2.1', hh3cObjectEntry, running, bySerial),
        table('1.3.6.1.4.1.25506.2.75.2.1.3.1', hh3cRadioEntry, radios, (row) => [
          ...bySerial(row),
          row.radio + 1,
        ]),
      ]
    default:
      return []
  }
}
