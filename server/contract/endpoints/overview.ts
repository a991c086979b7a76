import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

/** A slice of a breakdown: what it is, how many, and the filters of the list that holds exactly these. */
export const Slice = z.object({
  value: z.string().nullable(),
  label: z.object({ zh: z.string(), en: z.string() }),
  count: z.number(),
  filters: z.record(z.string(), z.string()),
})
export type Slice = z.infer<typeof Slice>

export const Overview = z
  .object({
    /** Values of the declared figures by key. */
    figures: z.record(z.string(), z.number().nullable()),
    /** Devices by year of purchase, oldest first; devices without a date last. */
    devicesByYear: z.array(Slice),
    linesByCarrier: z.array(Slice),
    linesByNetwork: z.array(Slice),
    applicationsByNetwork: z.array(Slice),
    applicationsByMigration: z.array(Slice),
    /** Open findings by kind. */
    findingsByKind: z.array(Slice),
    targetsByStatus: z.array(Slice),
    /** Events of severity error and above in the last 24 hours. */
    severeEvents: z.object({
      count: z.int(),
      filters: z.record(z.string(), z.string()),
      bySeverity: z.array(Slice),
    }),
    collectors: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        lastSeenAt: z.string().nullable(),
        inFlight: z.number().nullable(),
        spoolCount: z.number().nullable(),
        collectionsLastHour: z.int(),
        failedLastHour: z.int(),
      }),
    ),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof Overview>

export const CityMap = z
  .object({
    regions: z.array(
      z.object({
        id: z.int(),
        code: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        boundary: z.unknown(),
        roomCount: z.int(),
        deviceCount: z.int(),
      }),
    ),
    rooms: z.array(
      z.object({
        id: z.int(),
        code: z.string(),
        name: z.string(),
        status: z.string(),
        organisationName: z.string().nullable(),
        longitude: z.number(),
        latitude: z.number(),
        areaSquareMetres: z.number(),
        deviceCount: z.int(),
        openFindings: z.int(),
      }),
    ),
  })
  .meta({ id: 'CityMap' })
export type CityMap = z.infer<typeof CityMap>

const read = { method: 'get', audience: 'person', permission: 'ledger.read' } as const

export const overviewEndpoints = {
  get: endpoint({ ...read, path: '/overview', summary: { zh: '总览', en: 'Overview' }, returns: Overview }),
  map: endpoint({
    ...read,
    path: '/overview/map',
    summary: { zh: '区县与机房地图', en: 'Districts and rooms for the map' },
    returns: CityMap,
  }),
}

export const SearchHit = z.object({
  entity: z.string(),
  id: z.int(),
  title: z.string(),
  subtitle: z.string().nullable(),
})

export const searchEndpoints = {
  find: endpoint({
    ...read,
    path: '/search',
    summary: { zh: '全局搜索（中文、拼音、拉丁字母）', en: 'Search everything (Chinese, pinyin, Latin)' },
    query: z.strictObject({
      q: z.string().trim().min(1).max(100),
      limit: z.coerce.number().int().min(1).max(20).default(5),
    }),
    /** Groups in the order of the entities; within a group the best matches first. */
    returns: z.object({
      groups: z.array(z.object({ entity: z.string(), hits: z.array(SearchHit), more: z.boolean() })),
    }),
  }),
}

export const systemEndpoints = {
  about: endpoint({
    method: 'get',
    path: '/about',
    summary: { zh: '系统信息', en: 'About this installation' },
    audience: 'anyone',
    permission: null,
    returns: z.object({
      version: z.string(),
      city: z.object({ zh: z.string(), en: z.string() }),
      /** The ledger holds demonstration records. */
      demonstration: z.boolean(),
      /** Accounts to sign in with, in the demonstration only. */
      demonstrationAccounts: z.array(z.object({ login: z.string(), password: z.string(), role: z.string() })),
    }),
  }),
  health: endpoint({
    method: 'get',
    path: '/health',
    summary: { zh: '健康检查', en: 'Health check' },
    audience: 'anyone',
    permission: null,
    returns: z.object({ ok: z.boolean(), ledger: z.boolean(), metrics: z.boolean() }),
  }),
  openapi: endpoint({
    method: 'get',
    path: '/openapi.json',
    summary: { zh: 'OpenAPI 3.1 文档', en: 'OpenAPI 3.1 document' },
    audience: 'anyone',
    permission: null,
    returns: z.record(z.string(), z.unknown()),
  }),
}
