import { organisationEntries } from './catalogue/organisations.ts'
import { givenNames, surnames } from './catalogue/people.ts'
import { regionId } from './regions.ts'
import { origin, type OrganisationRecord } from './records.ts'
import type { Random } from '../random.ts'

export function organisationId(code: string): number {
  const index = organisationEntries.findIndex((entry) => entry.code === code)
  if (index < 0) throw new RangeError(`no organisation ${code}`)
  return index + 1
}

export function buildOrganisations(random: Random): OrganisationRecord[] {
  return organisationEntries.map((entry, index) => ({
    id: index + 1,
    code: `JZ-${entry.code}`,
    name: entry.name,
    nameEn: entry.nameEn,
    category: entry.category,
    regionId: regionId(entry.region),
    parentId: entry.parent === undefined ? null : organisationId(entry.parent),
    contactName: random.pick(surnames) + random.pick(givenNames),
    // No number of the 0416 area begins with 0: these can reach nobody.
    contactPhone: `0416-0${String(100000 + index * 731).slice(-6)}`,
    notes: null,
    origin,
  }))
}
