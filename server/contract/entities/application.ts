import { defineEntity } from '../entity.ts'
import { date, number, reference, state, text, via } from '../field.ts'
import { states } from '../state.ts'
import { organisationCategories } from './organisation.ts'

export const applicationKinds = states({
  'special-purpose': {
    label: { zh: '专项应用系统', en: 'Special-purpose system' },
    tone: 'neutral',
    shape: 'square',
  },
  website: { label: { zh: '官方网站', en: 'Official website' }, tone: 'neutral', shape: 'dot' },
})

/** Multi-Level Protection Scheme (网络安全等级保护), GB/T 22240. */
export const mlpsLevels = states({
  ungraded: { label: { zh: '未定级', en: 'Ungraded' }, tone: 'muted', shape: 'dash' },
  '1': { label: { zh: '一级', en: 'Level 1' }, tone: 'neutral', shape: 'ring' },
  '2': { label: { zh: '二级', en: 'Level 2' }, tone: 'neutral', shape: 'dot' },
  '3': { label: { zh: '三级', en: 'Level 3' }, tone: 'info', shape: 'diamond' },
  '4': { label: { zh: '四级', en: 'Level 4' }, tone: 'warning', shape: 'triangle' },
})

export const criticalities = states({
  low: { label: { zh: '一般', en: 'Low' }, tone: 'muted', shape: 'ring' },
  medium: { label: { zh: '较重要', en: 'Medium' }, tone: 'neutral', shape: 'dot' },
  high: { label: { zh: '重要', en: 'High' }, tone: 'warning', shape: 'diamond' },
  critical: { label: { zh: '关键', en: 'Critical' }, tone: 'bad', shape: 'triangle' },
})

export const migrationStatuses = states({
  'not-assessed': {
    label: { zh: '未评估', en: 'Not assessed' },
    tone: 'muted',
    shape: 'dash',
    next: ['assessed', 'blocked'],
  },
  assessed: {
    label: { zh: '已评估', en: 'Assessed' },
    tone: 'neutral',
    shape: 'ring',
    next: ['planned', 'blocked', 'not-assessed'],
  },
  planned: {
    label: { zh: '已计划', en: 'Planned' },
    tone: 'info',
    shape: 'square',
    next: ['migrating', 'blocked', 'assessed'],
  },
  migrating: {
    label: { zh: '迁移中', en: 'Migrating' },
    tone: 'warning',
    shape: 'triangle',
    next: ['cut-over', 'planned', 'blocked'],
  },
  'cut-over': {
    label: { zh: '已割接', en: 'Cut over' },
    tone: 'info',
    shape: 'diamond',
    next: ['verified', 'migrating', 'blocked'],
  },
  verified: {
    label: { zh: '已验证', en: 'Verified' },
    tone: 'good',
    shape: 'check',
    next: ['decommissioned', 'cut-over'],
  },
  decommissioned: {
    label: { zh: '旧系统已下线', en: 'Old system retired' },
    tone: 'good',
    shape: 'dot',
    next: [],
  },
  blocked: {
    label: { zh: '受阻', en: 'Blocked' },
    tone: 'bad',
    shape: 'cross',
    next: ['not-assessed', 'assessed', 'planned', 'migrating'],
  },
})

export const applicationStatuses = states({
  operating: { label: { zh: '在用', en: 'Operating' }, tone: 'good', shape: 'dot' },
  building: { label: { zh: '建设中', en: 'Being built' }, tone: 'info', shape: 'ring' },
  retired: { label: { zh: '已停用', en: 'Retired' }, tone: 'muted', shape: 'dash' },
})

/** A business application (业务应用). */
export const application = defineEntity(
  {
    name: 'application',
    path: '/applications',
    label: { zh: '应用', en: 'Application' },
    plural: { zh: '应用', en: 'Applications' },
    permissions: { read: 'ledger.read', write: 'portfolio.write' },
    defaultSort: 'code',
  },
  {
    code: text({
      label: { zh: '应用编号', en: 'Code' },
      required: true,
      unique: true,
      maxLength: 40,
      search: true,
      listed: true,
    }),
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 120,
      search: true,
      listed: true,
      indexed: true,
    }),
    organisationId: reference('organisation', {
      label: { zh: '所属单位', en: 'Organisation' },
      required: true,
      listed: true,
    }),
    organisationCategory: via(['organisationId', 'category'], {
      label: { zh: '单位类别', en: 'Owner group' },
      of: 'text',
      states: organisationCategories,
    }),
    kind: state(applicationKinds, {
      label: { zh: '类型', en: 'Kind' },
      required: true,
      listed: true,
      indexed: true,
    }),
    networkZoneId: reference('networkZone', {
      label: { zh: '部署网络', en: 'Deployed on' },
      required: true,
      listed: true,
    }),
    networkZoneCode: via(['networkZoneId', 'code'], {
      label: { zh: '网络编码', en: 'Network code' },
      of: 'text',
    }),
    mlpsLevel: state(mlpsLevels, {
      label: { zh: '等保级别', en: 'MLPS level' },
      required: true,
      listed: true,
    }),
    criticality: state(criticalities, {
      label: { zh: '重要程度', en: 'Criticality' },
      required: true,
      listed: true,
    }),
    userCount: number({ label: { zh: '用户数', en: 'Users' }, min: 0, max: 1e8, decimals: 0 }),
    demandVcpu: number({
      label: { zh: '需求 vCPU', en: 'Demand, vCPU' },
      unit: 'vCPU',
      min: 0,
      max: 100000,
      decimals: 1,
      listed: true,
    }),
    demandMemoryGib: number({
      label: { zh: '需求内存', en: 'Demand, memory' },
      unit: 'GiB',
      min: 0,
      max: 1e6,
      decimals: 1,
    }),
    demandStorageTb: number({
      label: { zh: '需求存储', en: 'Demand, storage' },
      unit: 'TB',
      min: 0,
      max: 1e6,
      decimals: 3,
    }),
    url: text({ label: { zh: '访问地址', en: 'Address' }, maxLength: 300, format: 'url', search: true }),
    developer: text({ label: { zh: '承建商', en: 'Developer' }, maxLength: 100, search: true }),
    launchedOn: date({ label: { zh: '上线日期', en: 'Launched' } }),
    status: state(applicationStatuses, {
      label: { zh: '状态', en: 'Status' },
      required: true,
      indexed: true,
    }),
    migrationStatus: state(migrationStatuses, {
      label: { zh: '上云状态', en: 'Migration' },
      required: true,
      listed: true,
      indexed: true,
    }),
    notes: text({ label: { zh: '备注', en: 'Notes' }, maxLength: 2000, multiline: true }),
  },
)
