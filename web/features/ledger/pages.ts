import type { EntityName } from '../../../server/contract/entities/index.ts'
import { passwordLength } from '../../../server/contract/endpoints/session.ts'
import { device } from '../../../server/contract/entities/device.ts'
import { evidence } from '../../../server/contract/entities/evidence.ts'
import { text } from '../../../server/contract/field.ts'
import type { Field, TextField } from '../../../server/contract/field.ts'
import type { Localised } from '../../../server/contract/text.ts'
import { valueLabel } from '../findings/finding-row.ts'
import { findingWords } from '../findings/finding-words.ts'
import { formatInstant } from '../../i18n/format.ts'
import type { LedgerPage } from './page-shape.ts'

const deviceColumns = ['name', 'kind', 'vendor', 'model', 'managementAddress', 'status']
const lineColumns = ['name', 'carrierId', 'networkZoneId', 'bandwidthMbps', 'farEnd', 'status']
const applicationColumns = ['name', 'kind', 'networkZoneId', 'mlpsLevel', 'migrationStatus']
const roomColumns = ['name', 'areaSquareMetres', 'grade', 'powerKw', 'status']
const eventColumns = ['name', 'severity', 'part', 'lastAt', 'count', 'source']
const findingColumns = ['subjectName', 'kind', 'severity', 'status', 'declaredValue', 'observedValue']
const isV3 = (values: Record<string, unknown>) => values['protocol'] === 'snmp-v3'
const isSet = (value: unknown) => Boolean(value) && value !== 'none'

/** What a field of a device is called; what devices say of themselves beyond the ledger's fields has words of its own. */
function observedField(key: string): Localised {
  const fields: Record<string, Field> = device.fields
  return fields[key]?.label ?? (key === 'chassisId' ? chassisId : { zh: key, en: key })
}
/** What devices say as a code of a field's states is shown by its word. */
function observedValue(value: string, row?: Record<string, unknown>): Localised {
  const fields: Record<string, Field> = device.fields
  return valueLabel(fields[String(row?.['field'])], value)
}
const chassisId: Localised = { zh: '机箱标识', en: 'Chassis id' }

/** Every entity with generic pages; a feature adds its sections and actions here, one line each. */
export const pages: Partial<Record<EntityName, LedgerPage>> = {
  room: {
    facets: ['status', 'organisationCategory', 'grade'],
    sums: ['areaSquareMetres', 'powerKw'],
    sections: [
      { key: 'racks', component: () => import('./rooms/RackElevations.vue') },
      { key: 'topology', component: () => import('../topology/RoomTopology.vue') },
    ],
    related: [
      { entity: 'device', filter: 'roomId', columns: deviceColumns },
      { entity: 'line', filter: 'roomId', columns: lineColumns },
      {
        entity: 'applicationHost',
        filter: 'roomId',
        columns: ['applicationId', 'deviceId', 'role'],
        title: { zh: '本机房承载的应用', en: 'Applications hosted here' },
      },
      { entity: 'finding', filter: 'roomId', columns: findingColumns },
    ],
    defaults: { status: 'operating', grade: 'ungraded' },
  },
  rack: {
    related: [
      { entity: 'device', filter: 'rackId', columns: ['name', 'kind', 'positionU', 'heightU', 'powerWatts'] },
    ],
    defaults: { heightU: 42 },
  },
  device: {
    facets: ['kind', 'status', 'organisationCategory'],
    sections: [
      { key: 'observation', component: () => import('../device-observation/ObservationSection.vue') },
      { key: 'locks', component: () => import('../findings/FieldLocks.vue') },
      { key: 'links', component: () => import('../topology/DeviceLinks.vue') },
    ],
    related: [
      {
        entity: 'applicationHost',
        filter: 'deviceId',
        columns: ['applicationId', 'role'],
        title: { zh: '承载的应用', en: 'Applications on it' },
      },
      { entity: 'line', filter: 'deviceId', columns: [...lineColumns, 'interfaceName'] },
      { entity: 'target', filter: 'deviceId', columns: ['name', 'address', 'status', 'lastAttemptAt'] },
      { entity: 'deviceEvent', filter: 'deviceId', columns: eventColumns },
    ],
    within: { rackId: 'roomId' },
    defaults: { status: 'in-use' },
  },
  line: {
    facets: ['status', 'carrierId', 'networkZoneId'],
    sums: ['bandwidthMbps', 'monthlyFeeYuan'],
    within: { deviceId: 'roomId' },
    defaults: { status: 'active' },
  },
  application: {
    facets: ['kind', 'status', 'migrationStatus', 'networkZoneId', 'mlpsLevel'],
    related: [
      {
        entity: 'applicationHost',
        filter: 'applicationId',
        columns: ['deviceId', 'role', 'notes'],
        title: { zh: '部署在', en: 'Runs on' },
      },
      {
        entity: 'applicationDependency',
        filter: 'consumerId',
        columns: ['providerId', 'kind', 'notes'],
        title: { zh: '依赖的应用（本应用调用）', en: 'Depends on (this one calls)' },
      },
      {
        entity: 'applicationDependency',
        filter: 'providerId',
        columns: ['consumerId', 'kind', 'notes'],
        title: { zh: '被依赖（调用本应用）', en: 'Needed by (calls this one)' },
      },
    ],
    defaults: {
      status: 'operating',
      migrationStatus: 'not-assessed',
      mlpsLevel: 'ungraded',
      criticality: 'medium',
      kind: 'special-purpose',
    },
  },
  applicationHost: { facets: ['role'], defaults: { role: 'application' } },
  applicationDependency: { facets: ['kind'], defaults: { kind: 'calls' } },
  organisation: {
    facets: ['category'],
    related: [
      { entity: 'room', filter: 'organisationId', columns: roomColumns },
      { entity: 'device', filter: 'organisationId', columns: deviceColumns },
      { entity: 'line', filter: 'organisationId', columns: lineColumns },
      { entity: 'application', filter: 'organisationId', columns: applicationColumns },
      {
        entity: 'organisation',
        filter: 'parentId',
        columns: ['name', 'category', 'regionId'],
        title: { zh: '下级单位', en: 'Subordinate organisations' },
      },
    ],
  },
  place: { facets: ['category', 'wirelessStatus'], defaults: { wirelessStatus: 'none' } },
  indicator: { facets: ['topic'] },
  programmeItem: {
    facets: ['group', 'status'],
    related: [
      {
        entity: 'programmeItem',
        filter: 'parentId',
        columns: ['name', 'group', 'status', 'plannedEnd'],
        title: { zh: '下级项目', en: 'Parts' },
      },
    ],
    defaults: { status: 'proposed' },
  },
  site: { related: [{ entity: 'room', filter: 'siteId', columns: roomColumns }] },
  carrier: { related: [{ entity: 'line', filter: 'carrierId', columns: lineColumns }] },
  networkZone: {
    related: [
      { entity: 'line', filter: 'networkZoneId', columns: lineColumns },
      { entity: 'application', filter: 'networkZoneId', columns: applicationColumns },
    ],
  },
  region: {
    related: [
      { entity: 'room', filter: 'regionId', columns: roomColumns },
      { entity: 'organisation', filter: 'regionId', columns: ['name', 'category', 'contactName'] },
      { entity: 'place', filter: 'regionId', columns: ['name', 'category', 'wirelessStatus'] },
      { entity: 'site', filter: 'regionId', columns: ['name', 'address'] },
    ],
  },
  collector: {
    defaults: { enabled: true },
    finalRemoval: true,
    sections: [{ key: 'now', component: () => import('../collection/CollectorNow.vue'), above: true }],
    actions: [{ key: 'token', place: 'record', component: () => import('../collection/TokenButtons.vue') }],
    afterCreate: () => import('../collection/TokenDialog.vue'),
    related: [
      {
        entity: 'eventReceiver',
        filter: 'collectorId',
        columns: [
          'kind',
          'port',
          'status',
          'fault',
          'received',
          'accepted',
          'joined',
          'sampled',
          'dropped',
          'lastAt',
        ],
      },
      {
        entity: 'collectionRun',
        filter: 'collectorId',
        columns: ['finishedAt', 'targetId', 'status', 'sampleCount', 'problemCount'],
      },
      {
        entity: 'collectionGap',
        filter: 'collectorId',
        columns: ['toAt', 'fromAt', 'kind', 'cause', 'targets', 'samples'],
      },
    ],
  },
  target: {
    facets: ['status', 'enabled', 'networkZoneId'],
    sections: [{ key: 'polls', component: () => import('../collection/PollLoad.vue') }],
    related: [
      { entity: 'deviceEvent', filter: 'targetId', columns: eventColumns },
      {
        entity: 'collectionRun',
        filter: 'targetId',
        columns: ['finishedAt', 'status', 'packetsSent', 'deviceMilliseconds', 'sampleCount', 'problemCount'],
      },
      {
        entity: 'evidence',
        filter: 'targetId',
        columns: ['field', 'value', 'source', 'firstSeenAt', 'lastSeenAt', 'current'],
      },
    ],
    actions: [
      { key: 'collect', place: 'record', component: () => import('../collection/CollectTargetButton.vue') },
      {
        key: 'collect-many',
        place: 'selection',
        component: () => import('../collection/CollectSelectionButton.vue'),
      },
    ],
    defaults: { port: 161, intervalSeconds: 300, enabled: true },
  },
  collectionRun: {
    readOnly: true,
    facets: ['status', 'source', 'collectorId'],
    sums: ['packetsSent', 'packetsReceived', 'deviceMilliseconds'],
    nameOf: ({ targetName, finishedAt }) => `${String(targetName)} · ${formatInstant(String(finishedAt))}`,
    words: { source: (value) => valueLabel(evidence.fields.source, value) },
    sections: [{ key: 'problems', component: () => import('./record/RunProblems.vue'), inPanel: true }],
  },
  finding: {
    readOnly: true,
    facets: ['kind', 'status', 'severity', 'field', 'organisationId', 'roomId'],
    entityFields: ['subjectEntity'],
    recordFields: { subjectName: { entity: 'subjectEntity', id: 'subjectId' } },
    words: findingWords,
    panel: () => import('../findings/FindingPanel.vue'),
    actions: [
      { key: 'reconcile', place: 'list', component: () => import('../findings/ReconcileButton.vue') },
      { key: 'decide', place: 'selection', component: () => import('../findings/DecideSelection.vue') },
    ],
  },
  discovery: {
    facets: ['state', 'networkZoneId'],
    formPart: () => import('../discovery/DiscoveryPlan.vue'),
    formPartFields: ['credentialIds'],
    defaults: {
      port: 161,
      ratePerSecond: 20,
      crawlDepth: 0,
      crawlLldp: true,
      crawlCdp: true,
      crawlArp: true,
      crawlForwarding: true,
    },
    actions: [
      { key: 'start', place: 'record', component: () => import('../discovery/StartDiscoveryButton.vue') },
    ],
    related: [
      {
        entity: 'discoveryRun',
        filter: 'discoveryId',
        columns: [
          'name',
          'state',
          'addressCount',
          'answeredCount',
          'newCount',
          'readdressedCount',
          'requestedAt',
        ],
      },
    ],
  },
  discoveryRun: {
    readOnly: true,
    facets: ['state', 'discoveryId'],
    sections: [{ key: 'progress', component: () => import('../discovery/RunProgress.vue'), above: true }],
  },
  discoveryFind: {
    readOnly: true,
    facets: ['state', 'how', 'kind', 'vendor', 'discoveryId'],
    actions: [
      { key: 'decide', place: 'record', component: () => import('../discovery/DecideFinds.vue') },
      { key: 'decide-many', place: 'selection', component: () => import('../discovery/DecideFinds.vue') },
    ],
  },
  stockTake: {
    facets: ['state', 'leadId'],
    formPart: () => import('../stock-takes/StockTakePlan.vue'),
    formPartFields: ['leadId', 'scope', 'crew'],
    sections: [
      { key: 'progress', component: () => import('../stock-takes/StockTakeProgress.vue'), above: true },
    ],
    actions: [
      { key: 'steps', place: 'record', component: () => import('../stock-takes/StockTakeActions.vue') },
    ],
  },
  stockTakeRoom: { readOnly: true, facets: ['state', 'stockTakeId'] },
  stockTakeAssignment: { readOnly: true, facets: ['state', 'stockTakeId', 'userId'] },
  stockTakeItem: {
    readOnly: true,
    facets: ['state', 'stockTakeId', 'roomId', 'condition'],
    sections: [
      {
        key: 'records',
        component: () => import('../stock-takes/ItemConflict.vue'),
        above: true,
        inPanel: true,
      },
    ],
  },
  stockTakeScan: { readOnly: true, facets: ['verdict', 'stockTakeId', 'userId', 'way'] },
  evidence: {
    readOnly: true,
    facets: ['source', 'current'],
    words: { field: observedField, value: observedValue },
  },
  deviceEvent: {
    readOnly: true,
    facets: ['severity', 'category', 'source', 'deviceId', 'senderAddress'],
    panel: () => import('../events/EventPanel.vue'),
    sections: [{ key: 'wire', component: () => import('../events/EventDetail.vue'), above: true }],
  },
  topologyLink: { readOnly: true, facets: ['conflict', 'protocol', 'status', 'roomId'] },
  collectionGap: { readOnly: true, facets: ['cause', 'kind', 'collectorId'] },
  eventReceiver: {
    readOnly: true,
    facets: ['kind', 'status', 'collectorId'],
    sections: [{ key: 'dropped', component: () => import('../events/DroppedSection.vue'), inPanel: true }],
  },
  credential: {
    facets: ['protocol', 'networkZoneId'],
    related: [
      { entity: 'target', filter: 'credentialId', columns: ['name', 'address', 'status'] },
      {
        entity: 'target',
        filter: 'workingCredentialId',
        columns: ['name', 'address', 'status'],
        title: { zh: '最近以此凭据应答的目标', en: 'Targets that answered to it last' },
      },
    ],
    defaults: { protocol: 'snmp-v3', authProtocol: 'sha256', privProtocol: 'aes' },
    finalRemoval: true,
    when: { userName: isV3, authProtocol: isV3, privProtocol: isV3, contextName: isV3 },
    secrets: {
      community: {
        field: text({ label: { zh: '团体字', en: 'Community' }, maxLength: 255 }) as TextField,
        on: 'both',
        minLength: 1,
        when: (values) => values['protocol'] === 'snmp-v1' || values['protocol'] === 'snmp-v2c',
      },
      authKey: {
        field: text({ label: { zh: '认证密钥', en: 'Authentication key' }, maxLength: 255 }) as TextField,
        on: 'both',
        minLength: 8,
        when: (values) => isV3(values) && isSet(values['authProtocol']),
      },
      privKey: {
        field: text({ label: { zh: '加密密钥', en: 'Privacy key' }, maxLength: 255 }) as TextField,
        on: 'both',
        minLength: 8,
        when: (values) => isV3(values) && isSet(values['privProtocol']),
      },
    },
  },
  user: {
    facets: ['role', 'status'],
    defaults: { status: 'active', language: 'zh', role: 'viewer' },
    finalRemoval: true,
    actions: [
      { key: 'password', place: 'record', component: () => import('./record/SetPasswordButton.vue') },
    ],
    secrets: {
      password: {
        field: text({
          label: { zh: '初始密码', en: 'Initial password' },
          required: true,
          maxLength: passwordLength.max,
        }) as TextField,
        on: 'create',
        minLength: passwordLength.min,
      },
    },
  },
  changeSet: {
    readOnly: true,
    facets: ['kind', 'state', 'userId'],
    sections: [{ key: 'undo', component: () => import('../change-sets/UndoChangeSet.vue'), above: true }],
    related: [
      {
        entity: 'changeLogEntry',
        filter: 'changeSetId',
        columns: ['at', 'entity', 'recordName', 'action', 'userId', 'reason'],
      },
      {
        entity: 'changeSet',
        filter: 'undoesId',
        columns: ['title', 'kind', 'state', 'changeCount', 'userId', 'at'],
        title: { zh: '对本批次的撤销', en: 'Undone by' },
      },
    ],
  },
  changeLogEntry: {
    readOnly: true,
    facets: ['action', 'entity'],
    entityFields: ['entity'],
    recordFields: { recordName: { entity: 'entity', id: 'recordId' } },
    sections: [{ key: 'diff', component: () => import('./record/ChangeDiffSection.vue'), inPanel: true }],
  },
}

/** Entities whose lists and pages a feature of its own shows. */
export const ownPages: readonly EntityName[] = ['finding']

/** Whether people change records of an entity through forms. */
export function isEditable(name: EntityName): boolean {
  return pages[name] !== undefined && !pages[name].readOnly
}
