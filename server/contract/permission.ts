import { states } from './state.ts'
import type { Localised } from './text.ts'

/** What one may be allowed to do. Each endpoint names exactly one. */
export const permissions = {
  'ledger.read': { zh: '查看台账', en: 'See the ledger' },
  'ledger.write': { zh: '维护机房、机柜、设备与单位', en: 'Keep rooms, racks, devices and organisations' },
  'line.write': { zh: '维护线路与运营商', en: 'Keep lines and carriers' },
  'portfolio.write': {
    zh: '维护应用、场所、指标与规划项目',
    en: 'Keep applications, places, indicators and programme items',
  },
  'finding.decide': { zh: '处理核查差异', en: 'Decide findings' },
  'stock-take.manage': {
    zh: '计划、结束与批准盘点，盘点入账',
    en: 'Plan, close, approve and apply stock-takes',
  },
  'stock-take.count': { zh: '现场盘点', en: 'Count on the spot' },
  'collection.manage': { zh: '管理采集器、目标与凭据', en: 'Manage collectors, targets and credentials' },
  'collection.request': { zh: '立即采集', en: 'Collect now' },
  'account.manage': { zh: '管理用户', en: 'Manage users' },
} as const satisfies Record<string, Localised>

export type Permission = keyof typeof permissions

/** The roles of the console's users. */
export const roles = states({
  viewer: { label: { zh: '查看者', en: 'Viewer' }, tone: 'neutral', shape: 'ring' },
  auditor: { label: { zh: '审计员', en: 'Auditor' }, tone: 'info', shape: 'check' },
  planner: { label: { zh: '规划员', en: 'Planner' }, tone: 'info', shape: 'diamond' },
  operator: { label: { zh: '运维员', en: 'Operator' }, tone: 'info', shape: 'square' },
  administrator: { label: { zh: '管理员', en: 'Administrator' }, tone: 'warning', shape: 'triangle' },
})

export type Role = keyof typeof roles

export const permissionsOfRole: Record<Role, readonly Permission[]> = {
  viewer: ['ledger.read'],
  auditor: [
    'ledger.read',
    'ledger.write',
    'line.write',
    'finding.decide',
    'stock-take.manage',
    'stock-take.count',
    'collection.request',
  ],
  planner: ['ledger.read', 'portfolio.write'],
  operator: ['ledger.read', 'line.write', 'stock-take.count', 'collection.manage', 'collection.request'],
  administrator: Object.keys(permissions) as Permission[],
}

export function roleCan(role: Role, permission: Permission): boolean {
  return permissionsOfRole[role].includes(permission)
}
