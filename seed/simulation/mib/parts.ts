import type { DeviceState, InterfaceState } from './device-state.ts'
import { platformOf } from './kind.ts'
import { between, fraction, wander } from './noise.ts'
import type { PhysicalEntity } from './physical-tree.ts'
import { table } from './table.ts'
import type { Column, MibTable, Moment } from './table.ts'
import { integer } from './value.ts'

/*
 * Fans, power supplies and optical modules in the vendors' own tables, with the limits that the modules themselves carry
 * (SFF-8472): what an optic receives lies between them, save for a few whose fibre is dirty.
 */

interface Part {
  device: DeviceState
  position: number
}

interface Optic {
  device: DeviceState
  /** Tells the optics of a device apart. */
  name: string
}

/** hwEntityFanSpeed in per cent, hwEntityFanPresent, hwEntityFanState. */
const hwFanStatusEntry: readonly Column<Part>[] = [
  {
    id: 5,
    read: ({ device, position }, at) =>
      integer(Math.round(wander(device.spec.noiseSeed, `fan ${position}`, 35, 12, at.epochSeconds))),
  },
  { id: 6, read: () => integer(1) },
  { id: 7, read: () => integer(1) },
]

/** hwEntityPwrState, current in mA, voltage in mV. */
const hwPwrStatusEntry: readonly Column<Part>[] = [
  { id: 6, read: () => integer(1) },
  {
    id: 7,
    read: ({ device, position }, at) =>
      integer(Math.round(wander(device.spec.noiseSeed, `power ${position}`, 4_200, 900, at.epochSeconds))),
  },
  { id: 8, read: () => integer(12_050) },
]

/** What is received, in dBm. */
function received({ device, name }: Optic, at: Moment): number {
  const { noiseSeed } = device.spec
  const isDirty = fraction(noiseSeed, `${name}/dirty`) < 0.03
  const mean = isDirty ? -15.2 : between(noiseSeed, `${name}/rx`, -9, -3)
  return wander(noiseSeed, `${name}/rx`, mean, 0.3, at.epochSeconds)
}

const sent = ({ device, name }: Optic, at: Moment) =>
  wander(
    device.spec.noiseSeed,
    `${name}/tx`,
    between(device.spec.noiseSeed, `${name}/tx`, -4, -1.5),
    0.1,
    at.epochSeconds,
  )
const warmth = ({ device, name }: Optic, at: Moment) =>
  Math.round(wander(device.spec.noiseSeed, `${name}/warmth`, 38, 5, at.epochSeconds))
const hundredths = (value: number) => integer(Math.round(value * 100))
/** Tenths of a microwatt, as HH3C-TRANSCEIVER-INFO-MIB writes limits. */
const tenthsOfMicrowatt = (dbm: number) => integer(Math.round(10 ** (dbm / 10) * 10_000))

/** Limits of receiving and sending in dBm: critical low, warning low, warning high, critical high. */
const rx = [-18, -14.4, 0.5, 2.5] as const
const tx = [-9.5, -8.2, 0.5, 1.5] as const

/** hwOpticalModuleInfoEntry: temperature, voltage (mV), powers and their limits (0.01 dBm). */
const hwOpticalEntry: readonly Column<Optic>[] = [
  { id: 5, read: (row, at) => integer(warmth(row, at)) },
  { id: 6, read: () => integer(3_310) },
  { id: 8, read: (row, at) => hundredths(received(row, at)) },
  { id: 9, read: (row, at) => hundredths(sent(row, at)) },
  { id: 13, read: () => hundredths(rx[0]) },
  { id: 14, read: () => hundredths(rx[3]) },
  { id: 15, read: () => hundredths(tx[0]) },
  { id: 16, read: () => hundredths(tx[3]) },
  { id: 20, read: () => hundredths(rx[1]) },
  { id: 21, read: () => hundredths(rx[2]) },
  { id: 22, read: () => hundredths(tx[1]) },
  { id: 23, read: () => hundredths(tx[2]) },
  { id: 50, read: () => integer(-5) },
  { id: 51, read: () => integer(75) },
]

/** hh3cTransceiverInfoEntry: powers (0.01 dBm) with what the module is made for, and alarm limits (0.1 µW). */
const hh3cTransceiverEntry: readonly Column<Optic>[] = [
  { id: 9, read: (row, at) => hundredths(sent(row, at)) },
  { id: 10, read: () => hundredths(tx[2]) },
  { id: 11, read: () => hundredths(tx[1]) },
  { id: 12, read: (row, at) => hundredths(received(row, at)) },
  { id: 13, read: () => hundredths(rx[2]) },
  { id: 14, read: () => hundredths(rx[1]) },
  { id: 15, read: (row, at) => integer(warmth(row, at)) },
  { id: 18, read: () => integer(78_000) },
  { id: 19, read: () => integer(-5_000) },
  { id: 20, read: () => integer(75_000) },
  { id: 21, read: () => integer(0) },
  { id: 30, read: () => tenthsOfMicrowatt(tx[3]) },
  { id: 31, read: () => tenthsOfMicrowatt(tx[0]) },
  { id: 34, read: () => tenthsOfMicrowatt(rx[3]) },
  { id: 35, read: () => tenthsOfMicrowatt(rx[0]) },
]

export function partTables(device: DeviceState, tree: readonly PhysicalEntity[]): MibTable[] {
  const { modules } = device.spec
  const optics = tree.filter((entity) => /\btransceiver$/u.test(entity.description))
  const parts = (wanted: 'fan' | 'power-supply') =>
    modules
      .filter((module) => module.class === wanted)
      .map((_, position): Part => ({ device, position: position + 1 }))
  const bySlot = (part: Part) => [0, part.position]
  switch (platformOf(device.spec)) {
    case 'vrp':
      return [
        table('1.3.6.1.4.1.2011.5.25.31.1.1.10.1', hwFanStatusEntry, parts('fan'), bySlot),
        table('1.3.6.1.4.1.2011.5.25.31.1.1.18.1', hwPwrStatusEntry, parts('power-supply'), bySlot),
        table(
          '1.3.6.1.4.1.2011.5.25.31.1.1.3.1',
          hwOpticalEntry,
          optics.map((entity): Optic & { index: number } => ({
            device,
            name: entity.name,
            index: entity.index,
          })),
          (row) => [row.index],
        ),
      ]
    case 'comware':
      return [
        table(
          '1.3.6.1.4.1.25506.2.70.1.1.1',
          hh3cTransceiverEntry,
          uplinks(device, optics.length).map(({ spec }) => ({ device, name: spec.name, index: spec.index })),
          (row) => [row.index],
        ),
      ]
    default:
      return []
  }
}

/** The ports that the optics are in: the fastest ones that are connected. */
function uplinks(device: DeviceState, count: number): InterfaceState[] {
  return device.interfaces
    .filter((one) => one.spec.type === 6 && one.operUp)
    .sort((a, b) => b.spec.speedMbps - a.spec.speedMbps || a.spec.index - b.spec.index)
    .slice(0, count)
}
