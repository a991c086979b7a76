import type { CreateOf } from '../../server/contract/entity.ts'
import type { Entities } from '../../server/contract/entities/index.ts'

/** A record of the demonstration city: what a person would enter, with a fixed id and its mark as demonstration. */
export type SeedRecord<N extends keyof Entities> = Writable<CreateOf<Entities[N]>> & {
  id: number
  origin: 'demonstration'
}
type Writable<T> = { -readonly [K in keyof T]: T[K] }

export type RegionRecord = SeedRecord<'region'>
export type OrganisationRecord = SeedRecord<'organisation'>
export type SiteRecord = SeedRecord<'site'>
export type RoomRecord = SeedRecord<'room'>
export type RackRecord = SeedRecord<'rack'>
export type DeviceRecord = SeedRecord<'device'>
export type CarrierRecord = SeedRecord<'carrier'>
export type NetworkZoneRecord = SeedRecord<'networkZone'>
export type LineRecord = SeedRecord<'line'>
export type ApplicationRecord = SeedRecord<'application'>
export type ApplicationHostRecord = SeedRecord<'applicationHost'>
export type ApplicationDependencyRecord = SeedRecord<'applicationDependency'>
export type PlaceRecord = SeedRecord<'place'>
export type IndicatorRecord = SeedRecord<'indicator'>
export type ProgrammeItemRecord = SeedRecord<'programmeItem'>
/** Names only: the community is `demonstrationCommunity`, stored encrypted by the server. */
export type CredentialRecord = SeedRecord<'credential'> & { hasSecret: boolean }
export type TargetRecord = SeedRecord<'target'> & { status: 'never'; failureCount: 0 }

export type DiscoveryRecord = SeedRecord<'discovery'> & { state: 'never' }

export interface CityRecords {
  region: RegionRecord[]
  organisation: OrganisationRecord[]
  site: SiteRecord[]
  room: RoomRecord[]
  rack: RackRecord[]
  device: DeviceRecord[]
  carrier: CarrierRecord[]
  networkZone: NetworkZoneRecord[]
  line: LineRecord[]
  application: ApplicationRecord[]
  applicationHost: ApplicationHostRecord[]
  applicationDependency: ApplicationDependencyRecord[]
  place: PlaceRecord[]
  indicator: IndicatorRecord[]
  programmeItem: ProgrammeItemRecord[]
  credential: CredentialRecord[]
  target: TargetRecord[]
  discovery: DiscoveryRecord[]
}

export const origin = 'demonstration' as const

/** The survey's closing date: nothing in the city is younger. */
export const surveyDate = '2019-03-31'

export type ZoneCode = 'internet' | 'extranet' | 'intranet' | 'private'
