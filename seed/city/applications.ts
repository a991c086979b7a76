import {
  applicationEntries,
  dependencyEntries,
  developers,
  type ApplicationEntry,
} from './catalogue/applications.ts'
import { organisationEntries } from './catalogue/organisations.ts'
import { addMonths, earliest } from './dates.ts'
import type { Device } from './devices.ts'
import { zoneIds } from './network-zones.ts'
import { organisationId } from './organisations.ts'
import {
  origin,
  surveyDate,
  type ApplicationDependencyRecord,
  type ApplicationHostRecord,
  type ApplicationRecord,
} from './records.ts'
import type { Random } from '../random.ts'

export function buildApplications(random: Random, devices: readonly Device[]): ApplicationRecord[] {
  return applicationEntries.map((entry, index) => {
    const organisation = organisationEntries.find(({ code }) => code === entry.organisation)!
    const hosts = devices.filter(({ equipment }) => equipment.applications.some((use) => use.index === index))
    const launchedOn = addMonths(earliest(hosts.map(({ record }) => record.purchaseDate!)), random.int(1, 4))
    const heavy = { low: 1, medium: 2, high: 4, critical: 10 }[entry.criticality]
    const demandVcpu = heavy * random.pick([2, 4])
    return {
      id: index + 1,
      code: `JZ-A${String(index + 1).padStart(3, '0')}`,
      name: nameOf(entry, organisation),
      organisationId: organisationId(entry.organisation),
      kind: entry.kind,
      networkZoneId: zoneIds[entry.zone],
      mlpsLevel: mlpsOf(random, entry),
      criticality: entry.criticality,
      userCount: entry.kind === 'website' ? random.int(3, 90) * 100 : entry.users,
      demandVcpu,
      demandMemoryGib: demandVcpu * random.pick([2, 4]),
      demandStorageTb: Math.round(heavy * (0.05 + random.next() * 0.6) * 1000) / 1000,
      url: entry.kind === 'website' ? `http://www.${entry.organisation.toLowerCase()}.jz.example/` : null,
      developer: random.pick(developers),
      launchedOn: launchedOn > surveyDate ? surveyDate : launchedOn,
      status: 'operating',
      migrationStatus: migrationOf(random, entry),
      notes: entry.zone === 'intranet' ? '涉密信息系统，按分级保护管理，不上政务云。' : null,
      origin,
    }
  })
}

function nameOf(entry: ApplicationEntry, organisation: { name: string; category: string }): string {
  if (entry.name !== '' && entry.kind === 'website') return entry.name
  const own = organisation.category === 'municipal' || organisation.category === 'public-security'
  if (entry.kind === 'website') return `${organisation.name}${own ? '门户网站' : '官方网站'}`
  return `${organisation.name.replace(/^国家税务总局/, '')}${entry.name}`
}

/** Classified systems fall under another scheme (分级保护) and have no MLPS level. */
function mlpsOf(
  random: Random,
  { zone, kind, criticality }: ApplicationEntry,
): ApplicationRecord['mlpsLevel'] {
  if (zone === 'intranet') return 'ungraded'
  if (criticality === 'critical') return '3'
  if (criticality === 'high') return random.pick(['2', '3'])
  if (kind === 'website') return random.pick(['2', '2', 'ungraded'])
  return random.pick(['1', '2', 'ungraded'])
}

/** As of the survey nothing has moved: some systems are assessed, few are planned, classified ones stay. */
function migrationOf(random: Random, { zone, kind, criticality }: ApplicationEntry) {
  if (zone === 'intranet') return 'blocked'
  if (kind === 'website') return random.pick(['planned', 'assessed', 'assessed', 'not-assessed'] as const)
  if (criticality === 'critical') return 'not-assessed'
  return random.pick(['assessed', 'not-assessed', 'not-assessed'] as const)
}

export function buildApplicationHosts(devices: readonly Device[]): ApplicationHostRecord[] {
  const hosts = devices.flatMap(({ record, equipment }) =>
    equipment.applications.map(({ index, role }) => ({
      applicationId: index + 1,
      deviceId: record.id,
      role,
    })),
  )
  hosts.sort((one, other) => one.applicationId - other.applicationId || one.deviceId - other.deviceId)
  return hosts.map((host, index) => ({ id: index + 1, ...host, notes: null, origin }))
}

export function buildApplicationDependencies(): ApplicationDependencyRecord[] {
  return dependencyEntries.map(([consumer, provider, kind], index) => ({
    id: index + 1,
    consumerId: findApplication(consumer),
    providerId: findApplication(provider),
    kind,
    notes: null,
    origin,
  }))
}

function findApplication(reference: string): number {
  const [organisation, part] = reference.split(' ') as [string, string]
  const index = applicationEntries.findIndex(
    (entry) => entry.organisation === organisation && entry.name.includes(part),
  )
  if (index < 0) throw new RangeError(`no application ${reference}`)
  return index + 1
}
