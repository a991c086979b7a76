import type { App } from '../../server/app.ts'
import type { CreateOf, RowOf } from '../../server/contract/entity.ts'
import type { Entities, EntityName } from '../../server/contract/entities/index.ts'
import { entities } from '../../server/contract/entities/index.ts'
import { createRecord } from '../../server/features/ledger/actions.ts'

/*
 * `aDevice(app, { model: 'S5720' })` is a device with everything it needs: what is not said is made up, parents
 * included, and no two records clash.
 */

let last = 0
const nextNumber = () => ++last

type FieldsOf<N extends EntityName> = Partial<CreateOf<Entities[N]>> & Record<string, unknown>

const system = { userId: null }

async function make<N extends EntityName>(
  app: App,
  name: N,
  defaults: Record<string, unknown>,
  fields: FieldsOf<N>,
): Promise<RowOf<Entities[N]>> {
  return (await createRecord(
    app,
    entities[name],
    { ...defaults, ...fields } as never,
    system,
  )) as unknown as RowOf<Entities[N]>
}

type Made<N extends EntityName> = Promise<RowOf<Entities[N]>>

export async function aRegion(app: App, fields: FieldsOf<'region'> = {}): Made<'region'> {
  const n = nextNumber()
  return make(app, 'region', { code: `R${n}`, name: `测试区${n}`, nameEn: `District ${n}` }, fields)
}

export async function anOrganisation(app: App, fields: FieldsOf<'organisation'> = {}): Made<'organisation'> {
  const n = nextNumber()
  return make(
    app,
    'organisation',
    { code: `ORG-${n}`, name: `测试单位${n}`, nameEn: `Organisation ${n}`, category: 'municipal' },
    fields,
  )
}

export async function aSite(app: App, fields: FieldsOf<'site'> = {}): Made<'site'> {
  const n = nextNumber()
  const regionId = fields.regionId ?? (await aRegion(app)).id
  return make(
    app,
    'site',
    { name: `测试大楼${n}`, longitude: 121.1, latitude: 41.1 },
    { ...fields, regionId },
  )
}

export async function aRoom(app: App, fields: FieldsOf<'room'> = {}): Made<'room'> {
  const n = nextNumber()
  const organisationId = fields.organisationId ?? (await anOrganisation(app)).id
  const siteId = fields.siteId ?? (await aSite(app)).id
  return make(
    app,
    'room',
    { code: `RM-${n}`, name: `机房${n}`, areaSquareMetres: 40, grade: 'B', status: 'operating' },
    { ...fields, organisationId, siteId },
  )
}

export async function aRack(app: App, fields: FieldsOf<'rack'> = {}): Made<'rack'> {
  const roomId = fields.roomId ?? (await aRoom(app)).id
  return make(app, 'rack', { name: `A${nextNumber()}`, heightU: 42 }, { ...fields, roomId })
}

export async function aDevice(app: App, fields: FieldsOf<'device'> = {}): Made<'device'> {
  const n = nextNumber()
  const organisationId = fields.organisationId ?? (await anOrganisation(app)).id
  return make(
    app,
    'device',
    { assetTag: `ZC-${n}`, name: `设备${n}`, kind: 'switch', status: 'in-use' },
    { ...fields, organisationId },
  )
}

export async function aCarrier(app: App, fields: FieldsOf<'carrier'> = {}): Made<'carrier'> {
  const n = nextNumber()
  return make(app, 'carrier', { code: `carrier-${n}`, name: `运营商${n}`, nameEn: `Carrier ${n}` }, fields)
}

export async function aNetworkZone(app: App, fields: FieldsOf<'networkZone'> = {}): Made<'networkZone'> {
  const n = nextNumber()
  return make(
    app,
    'networkZone',
    { code: `zone-${n}`, name: `网络${n}`, nameEn: `Zone ${n}`, isolated: false },
    fields,
  )
}

export async function aLine(app: App, fields: FieldsOf<'line'> = {}): Made<'line'> {
  const n = nextNumber()
  const carrierId = fields.carrierId === undefined ? (await aCarrier(app)).id : fields.carrierId
  const networkZoneId = fields.networkZoneId ?? (await aNetworkZone(app)).id
  const organisationId = fields.organisationId ?? (await anOrganisation(app)).id
  return make(
    app,
    'line',
    { code: `LN-${n}`, name: `线路${n}`, bandwidthMbps: 20, status: 'active' },
    { ...fields, carrierId, networkZoneId, organisationId },
  )
}

export async function anApplication(app: App, fields: FieldsOf<'application'> = {}): Made<'application'> {
  const n = nextNumber()
  const organisationId = fields.organisationId ?? (await anOrganisation(app)).id
  const networkZoneId = fields.networkZoneId ?? (await aNetworkZone(app)).id
  const states = {
    kind: 'website',
    mlpsLevel: '2',
    criticality: 'medium',
    status: 'operating',
    migrationStatus: 'not-assessed',
  }
  return make(
    app,
    'application',
    { code: `APP-${n}`, name: `应用${n}`, ...states },
    { ...fields, organisationId, networkZoneId },
  )
}

export async function anApplicationHost(
  app: App,
  fields: FieldsOf<'applicationHost'> = {},
): Made<'applicationHost'> {
  const applicationId = fields.applicationId ?? (await anApplication(app)).id
  const deviceId = fields.deviceId ?? (await aDevice(app, { kind: 'server' })).id
  return make(app, 'applicationHost', { role: 'application' }, { ...fields, applicationId, deviceId })
}

export async function anApplicationDependency(
  app: App,
  fields: FieldsOf<'applicationDependency'> = {},
): Made<'applicationDependency'> {
  const consumerId = fields.consumerId ?? (await anApplication(app)).id
  const providerId = fields.providerId ?? (await anApplication(app)).id
  return make(app, 'applicationDependency', { kind: 'calls' }, { ...fields, consumerId, providerId })
}

export async function aPlace(app: App, fields: FieldsOf<'place'> = {}): Made<'place'> {
  const regionId = fields.regionId ?? (await aRegion(app)).id
  return make(
    app,
    'place',
    { name: `场所${nextNumber()}`, category: 'park', wirelessStatus: 'none' },
    { ...fields, regionId },
  )
}

export async function anIndicator(app: App, fields: FieldsOf<'indicator'> = {}): Made<'indicator'> {
  const n = nextNumber()
  return make(
    app,
    'indicator',
    {
      code: `IND-${n}`,
      name: `指标${n}`,
      nameEn: `Indicator ${n}`,
      topic: 'service',
      value: 1,
      asOf: '2019-03-31',
    },
    fields,
  )
}

export async function aProgrammeItem(
  app: App,
  fields: FieldsOf<'programmeItem'> = {},
): Made<'programmeItem'> {
  const n = nextNumber()
  return make(
    app,
    'programmeItem',
    { code: `PRG-${n}`, name: `项目${n}`, nameEn: `Project ${n}`, group: 'project', status: 'proposed' },
    fields,
  )
}

export async function aUser(app: App, fields: FieldsOf<'user'> = {}): Made<'user'> {
  const n = nextNumber()
  return make(
    app,
    'user',
    { login: `user${n}`, name: `用户${n}`, role: 'auditor', status: 'active', language: 'zh' },
    fields,
  )
}

export async function aCredential(app: App, fields: FieldsOf<'credential'> = {}): Made<'credential'> {
  const sealedSecrets = app.secrets.seal(JSON.stringify({ community: 'public' }))
  return make(
    app,
    'credential',
    { name: `凭据${nextNumber()}`, protocol: 'snmp-v2c', hasSecret: true, sealedSecrets },
    fields,
  )
}

export async function aCollector(app: App, fields: FieldsOf<'collector'> = {}): Made<'collector'> {
  const networkZoneId = fields.networkZoneId ?? (await aNetworkZone(app)).id
  return make(
    app,
    'collector',
    { name: `采集器${nextNumber()}`, enabled: true },
    { ...fields, networkZoneId },
  )
}

export async function aTarget(app: App, fields: FieldsOf<'target'> = {}): Made<'target'> {
  const n = nextNumber()
  const networkZoneId = fields.networkZoneId ?? (await aNetworkZone(app)).id
  // Null is a choice: the target tries the credentials of its zone.
  const credentialId = fields.credentialId === undefined ? (await aCredential(app)).id : fields.credentialId
  return make(
    app,
    'target',
    {
      name: `目标${n}`,
      address: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
      port: 161,
      intervalSeconds: 300,
      enabled: true,
    },
    { ...fields, networkZoneId, credentialId },
  )
}

export async function aDiscovery(app: App, fields: FieldsOf<'discovery'> = {}): Made<'discovery'> {
  const networkZoneId = fields.networkZoneId ?? (await aNetworkZone(app)).id
  return make(
    app,
    'discovery',
    {
      name: `发现${nextNumber()}`,
      ranges: '10.9.0.0/24',
      port: 161,
      ratePerSecond: 20,
      crawlDepth: 0,
      crawlLldp: true,
      crawlCdp: true,
      crawlArp: true,
      crawlForwarding: true,
    },
    { ...fields, networkZoneId },
  )
}

export async function aCollectionRun(
  app: App,
  fields: FieldsOf<'collectionRun'> = {},
): Made<'collectionRun'> {
  const targetId = fields.targetId ?? (await aTarget(app)).id
  const collectorId = fields.collectorId ?? (await aCollector(app)).id
  const at = app.now().toISOString()
  return make(
    app,
    'collectionRun',
    {
      collectionId: crypto.randomUUID(),
      source: 'snmp',
      status: 'complete',
      startedAt: at,
      finishedAt: at,
      sampleCount: 0,
      problemCount: 0,
    },
    { ...fields, targetId, collectorId },
  )
}

export async function aFinding(app: App, fields: FieldsOf<'finding'> = {}): Made<'finding'> {
  const n = nextNumber()
  const at = app.now().toISOString()
  return make(
    app,
    'finding',
    {
      kind: 'field-differs',
      severity: 'medium',
      status: 'open',
      subjectEntity: 'device',
      subjectId: 1,
      subjectName: `设备${n}`,
      field: 'serialNumber',
      firstSeenAt: at,
      lastSeenAt: at,
      fingerprint: `finding-${n}`,
      evidenceHash: 'none',
    },
    fields,
  )
}

/** A plan by itself; its rooms and people are made by planning (features/stock-takes). */
export async function aStockTake(app: App, fields: FieldsOf<'stockTake'> = {}): Made<'stockTake'> {
  const leadId = fields.leadId ?? (await aUser(app)).id
  return make(app, 'stockTake', { name: `盘点${nextNumber()}`, dueOn: '2026-12-31' }, { ...fields, leadId })
}
