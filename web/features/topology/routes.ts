import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/topology',
    name: 'topology',
    component: () => import('./TopologyPage.vue'),
    meta: { permission: 'ledger.read' },
  },
]
