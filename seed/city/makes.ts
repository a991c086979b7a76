import { deviceModels, type DeviceModel } from './catalogue/models.ts'
import type { Equipment } from './equipment.ts'
import type { Random } from '../random.ts'

/** Devices bought in each year; 546 before 2013 and 703 before 2015, of 994. */
const boughtByYear: readonly [year: number, count: number][] = [
  [2004, 10],
  [2005, 20],
  [2006, 38],
  [2007, 58],
  [2008, 74],
  [2009, 82],
  [2010, 90],
  [2011, 92],
  [2012, 82],
  [2013, 81],
  [2014, 76],
  [2015, 72],
  [2016, 69],
  [2017, 68],
  [2018, 64],
  [2019, 18],
]

/** First year in which equipment of some roles is bought at all. */
const earliestYear: Partial<Record<Equipment['role'], number>> = {
  'load-balancer': 2008,
  'wireless-controller': 2011,
  'access-point': 2011,
}

export interface Make {
  model: DeviceModel
  purchaseDate: string
}

/**
 * Model and purchase date of each device. Rooms were fitted out at one time and renewed piece by piece; the order that
 * follows from this takes the years from the survey's totals.
 */
export function chooseMakes(random: Random, equipment: readonly Equipment[]): Map<Equipment, Make> {
  const fittedOut = new Map<number, number>()
  const wished = equipment.map((device) => {
    const base = fittedOut.get(device.room.id) ?? random.next() * 9
    fittedOut.set(device.room.id, base)
    const late = earliestYear[device.role] !== undefined ? 6 : 0
    return { device, when: base + late + random.next() * (random.chance(0.35) ? 12 : 5) }
  })
  wished.sort((one, other) => one.when - other.when)
  const years = boughtByYear.flatMap(([year, count]) => Array<number>(count).fill(year))
  if (years.length !== equipment.length)
    throw new RangeError(`${years.length} purchases, not ${equipment.length}`)
  const makes = new Map<Equipment, Make>()
  wished.forEach(({ device }, rank) => {
    // A device cannot be older than its kind: it changes places with a server bought later.
    const year = years[rank]!
    if (year < (earliestYear[device.role] ?? 0)) {
      const later = wished.findIndex(
        (other, otherRank) => otherRank > rank && other.device.role === 'server' && years[otherRank]! >= 2012,
      )
      ;[years[rank], years[later]] = [years[later]!, year]
    }
    makes.set(device, {
      model: chooseModel(random, device, years[rank]!),
      purchaseDate: drawDate(random, years[rank]!),
    })
  })
  return makes
}

/** Market shares: foreign makes give way to Chinese ones over the years; schools like Ruijie. */
function vendorWeight({ vendor }: DeviceModel, device: Equipment, year: number): number {
  const foreign = ['IBM', 'Dell', 'HPE', 'Cisco', 'EMC', 'NetApp'].includes(vendor)
  const share = foreign ? (year < 2010 ? 3 : year < 2014 ? 1.6 : 0.5) : year < 2010 ? 1.5 : 2.2
  const liking = vendor === 'Ruijie' && device.room.organisation.category === 'school' ? 4 : 1
  const house = ['Huawei', 'H3C'][device.room.organisationId % 2] === vendor ? 2.5 : 1
  return share * liking * house
}

function chooseModel(random: Random, device: Equipment, year: number): DeviceModel {
  const offered = deviceModels.filter(
    (model) => model.role === device.role && model.from <= year && year <= model.to,
  )
  if (offered.length === 0) throw new RangeError(`no ${device.role} was sold in ${year}`)
  return random.weighted(offered, (model) => vendorWeight(model, device, year))
}

/** Public purchases crowd towards the end of the budget year; 2019 ends with the survey, in March. */
function drawDate(random: Random, year: number): string {
  const month = year === 2019 ? random.int(1, 3) : random.chance(0.5) ? random.int(9, 12) : random.int(1, 12)
  return `${year}-${String(month).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`
}
