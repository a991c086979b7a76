import { organisationEntries, type OrganisationEntry } from './catalogue/organisations.ts'
import { organisationId } from './organisations.ts'
import { drawPlace, regionId } from './regions.ts'
import { origin, type SiteRecord } from './records.ts'
import type { Random } from '../random.ts'

/** A machine room before it is known what stands in it. */
export interface RoomDraft {
  id: number
  code: string
  name: string
  organisation: OrganisationEntry
  organisationId: number
  siteId: number
  floor: string
  /** 5 for the largest, 1 for a closet with a rack. */
  size: number
  /** The organisation's first room: networks come in here. */
  main: boolean
}

const laterNames = {
  municipal: ['灾备机房', '业务机房'],
  'public-security': ['指挥中心机房', '备份机房'],
  school: ['实验中心机房', '图书馆机房'],
  hospital: ['影像中心机房', '备份机房'],
  other: ['机房'],
} as const

/** The rooms and the sites that they stand on. Schools and hospitals keep theirs on one campus. */
export function draftRooms(random: Random): { rooms: RoomDraft[]; sites: SiteRecord[] } {
  const rooms: RoomDraft[] = []
  const sites: SiteRecord[] = []
  for (const organisation of organisationEntries) {
    organisation.rooms.forEach((size, index) => {
      const campus = organisation.category === 'school' || organisation.category === 'hospital'
      const suffix = laterNames[organisation.category][index - 1]
      if (index === 0 || !campus) {
        const { address, at } = drawPlace(random, organisation.region)
        sites.push({
          id: sites.length + 1,
          name:
            index === 0
              ? siteName(organisation)
              : `${siteName(organisation)}（第${'二三'[index - 1]}办公区）`,
          regionId: regionId(organisation.region),
          address: `锦州市${address}`,
          longitude: at[0],
          latitude: at[1],
          origin,
        })
      }
      const id = rooms.length + 1
      rooms.push({
        id,
        code: `JZ-R${String(id).padStart(3, '0')}`,
        name: organisation.name + (suffix ?? (organisation.rooms.length > 1 ? '中心机房' : '机房')),
        organisation,
        organisationId: organisationId(organisation.code),
        siteId: sites.length,
        floor: `${random.int(1, size >= 4 ? 3 : 6)} 层`,
        size,
        main: index === 0,
      })
    })
  }
  return { rooms, sites }
}

function siteName({ category, name }: OrganisationEntry): string {
  if (category === 'school') return `${name}校区`
  return category === 'hospital' ? `${name}院区` : `${name}办公楼`
}
