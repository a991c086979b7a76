import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/standing',
    name: 'standing',
    component: () => import('./StandingPage.vue'),
    meta: { permission: 'ledger.read' },
  },
]
