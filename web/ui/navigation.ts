import {
  Aim,
  Bell,
  Box,
  Clock,
  Collection,
  Compass,
  Connection,
  Cpu,
  DataLine,
  Document,
  DocumentRemove,
  Files,
  Flag,
  Grid,
  Guide,
  House,
  Key,
  Link,
  Location,
  MapLocation,
  Message,
  Monitor,
  Notebook,
  Odometer,
  OfficeBuilding,
  Operation,
  Phone,
  RefreshLeft,
  School,
  Search,
  Share,
  User,
  Warning,
} from '@element-plus/icons-vue'
import type { Component } from 'vue'
import { entities } from '../../server/contract/entities/index.ts'
import type { EntityName } from '../../server/contract/entities/index.ts'
import type { Permission } from '../../server/contract/permission.ts'
import type { Localised } from '../../server/contract/text.ts'

export interface NavItem {
  /** Address inside the console, or of a document outside it (`external`). */
  to: string
  label: Localised
  icon: Component
  permission: Permission | null
  /** The entity whose list it is. */
  entity?: EntityName
  external?: boolean
}

export interface NavGroup {
  label: Localised | null
  items: NavItem[]
}

const list = (name: EntityName, icon: Component): NavItem => ({
  to: entities[name].path,
  label: entities[name].plural,
  icon,
  permission: entities[name].permissions.read,
  entity: name,
})

/** The rail: grouped by the jobs that people come for. */
export const navigation: NavGroup[] = [
  {
    label: null,
    items: [{ to: '/', label: { zh: '总览', en: 'Overview' }, icon: House, permission: 'ledger.read' }],
  },
  {
    label: { zh: '台账', en: 'Ledger' },
    items: [
      list('room', OfficeBuilding),
      list('device', Cpu),
      list('line', Connection),
      list('application', Grid),
      list('organisation', School),
      list('place', Location),
      list('indicator', DataLine),
      list('programmeItem', Flag),
    ],
  },
  {
    label: { zh: '盘点核查', en: 'Audit' },
    items: [
      {
        to: '/findings/queue',
        label: { zh: '差异队列', en: 'Work queue' },
        icon: Files,
        permission: 'ledger.read',
      },
      list('finding', Warning),
      {
        to: '/standing',
        label: { zh: '差异指数', en: 'Mismatch score' },
        icon: Odometer,
        permission: 'ledger.read',
      },
      list('discovery', Compass),
      list('discoveryFind', Search),
      list('changeLogEntry', Clock),
      list('changeSet', RefreshLeft),
    ],
  },
  {
    label: { zh: '运行监测', en: 'Monitoring' },
    items: [
      list('deviceEvent', Bell),
      {
        to: '/topology',
        label: { zh: '网络拓扑', en: 'Topology' },
        icon: Operation,
        permission: 'ledger.read',
      },
      list('topologyLink', Link),
    ],
  },
  {
    label: { zh: '采集', en: 'Collection' },
    items: [
      list('collector', Monitor),
      list('target', Aim),
      list('collectionRun', Document),
      list('collectionGap', DocumentRemove),
      list('eventReceiver', Message),
      list('credential', Key),
    ],
  },
  {
    label: { zh: '基础数据', en: 'Reference data' },
    items: [
      list('site', MapLocation),
      list('rack', Box),
      list('carrier', Phone),
      list('networkZone', Share),
      list('region', Guide),
    ],
  },
  {
    label: { zh: '系统', en: 'System' },
    items: [
      list('user', User),
      {
        to: '/api/docs',
        label: { zh: '接口文档', en: 'API reference' },
        icon: Notebook,
        permission: null,
        external: true,
      },
    ],
  },
]

/** The mark of an entity in search results. */
export function iconOf(entity: string): Component {
  for (const group of navigation) {
    const item = group.items.find((candidate) => candidate.entity === entity)
    if (item) return item.icon
  }
  return Collection
}
