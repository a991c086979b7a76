import { buildApplicationDependencies, buildApplicationHosts, buildApplications } from './applications.ts'
import { cableRooms, type Cabling } from './cabling.ts'
import { buildCarriers } from './carriers.ts'
import { buildCredentials } from './credentials.ts'
import { buildDevices, type Device } from './devices.ts'
import { buildDiscoveries } from './discoveries.ts'
import { planEquipment } from './equipment.ts'
import { buildIndicators } from './indicators.ts'
import { buildLines } from './lines.ts'
import { chooseMakes } from './makes.ts'
import { buildNetworkZones } from './network-zones.ts'
import { buildOrganisations } from './organisations.ts'
import { buildPlaces } from './places.ts'
import {
  listPlanted,
  planDisguises,
  planMoves,
  plantImpossibleDates,
  type Disguises,
  type PlantedDifference,
} from './planted.ts'
import { buildProgramme } from './programme.ts'
import { mountEquipment } from './racks.ts'
import type { CityRecords } from './records.ts'
import { buildRegions } from './regions.ts'
import { draftRooms } from './rooms-draft.ts'
import { buildRooms } from './rooms.ts'
import { usualAddressing, type SimulationAddressing } from './simulation-address.ts'
import { addStrangers } from './strangers.ts'
import { buildTargets } from './targets.ts'
import { makeRandom } from '../random.ts'

export interface City {
  /** The ledger's records by entity, ids from 1, in the order of their ids. */
  records: CityRecords
  /** Every difference between the ledger and the simulated network, and within the ledger. */
  planted: PlantedDifference[]
  /** What the simulated network is made of; `planSimulation` reads it. */
  network: CityNetwork
}

export interface CityNetwork {
  /** Devices of the simulation: the managed ones of the ledger, then those that nobody declared. */
  simulated: Device[]
  cabling: Cabling
  /** Devices that stand in another room than declared, with its id. */
  moves: Map<Device, number>
  disguises: Disguises
}

/** Jinzhou's adcode. */
const citySeed = 210700

/**
 * The demonstration city: the same records on every run, adding up to every figure that Jinzhou's survey of March 2019
 * published. Pure; `addressing` only decides where targets point.
 */
export function buildCity(addressing: SimulationAddressing = usualAddressing): City {
  const random = makeRandom(citySeed)
  const { rooms: drafts, sites } = draftRooms(random.fork('rooms'))
  const equipment = planEquipment(random.fork('equipment'), drafts)
  const makes = chooseMakes(random.fork('makes'), equipment)
  const { racks, slots } = mountEquipment(random.fork('racks'), drafts, equipment, makes)
  const devices = buildDevices(random.fork('devices'), equipment, makes, slots)
  const rooms = buildRooms(random.fork('areas'), drafts, racks, (room) =>
    devices.flatMap(({ equipment: item, record }) => (item.room === room ? [record] : [])),
  )
  const moves = planMoves(random.fork('moves'), devices, drafts)
  const cabling = cableRooms(devices, moves)
  const lines = buildLines(random.fork('lines'), devices, cabling)
  const strangers = addStrangers(random.fork('strangers'), devices, cabling)
  const disguises = planDisguises(random.fork('disguises'), devices, moves, cabling, lines)
  const applications = buildApplications(random.fork('applications'), devices)
  // An old machine that no collector reaches, and a line that is otherwise in order.
  const impossible = plantImpossibleDates(
    devices.find(({ managed, equipment: { role } }) => !managed && role === 'storage')!,
    lines.findLast((line) => line.carrierId != null && !disguises.linesDown.has(line))!,
  )
  const simulated = [...devices.filter(({ managed }) => managed), ...strangers]
  const targets = buildTargets(simulated, addressing)
  return {
    records: {
      region: buildRegions(),
      organisation: buildOrganisations(random.fork('organisations')),
      site: sites,
      room: rooms,
      rack: racks,
      device: devices.map(({ record }) => record),
      carrier: buildCarriers(),
      networkZone: buildNetworkZones(),
      line: lines,
      application: applications,
      applicationHost: buildApplicationHosts(devices),
      applicationDependency: buildApplicationDependencies(),
      place: buildPlaces(random.fork('places')),
      indicator: buildIndicators(),
      programmeItem: buildProgramme(),
      credential: buildCredentials(),
      target: targets,
      discovery: buildDiscoveries(targets),
    },
    planted: [...listPlanted(disguises, moves, drafts, strangers, lines), ...impossible],
    network: { simulated, cabling, moves, disguises },
  }
}
