import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/findings',
    name: 'finding',
    component: () => import('../ledger/list/RecordList.vue'),
    props: { entity: 'finding' },
    meta: { permission: 'ledger.read', fill: true },
    // The queue is what waits for a decision; whoever takes the filter away inside the list sees everything.
    beforeEnter: (to) =>
      Object.keys(to.query).length > 0 || { path: to.path, query: { status: 'open' }, replace: true },
  },
  {
    path: '/findings/queue',
    name: 'finding-queue',
    component: () => import('./queue/FindingQueue.vue'),
    meta: { permission: 'ledger.read', fill: true },
    beforeEnter: (to) =>
      Object.keys(to.query).length > 0 || { path: to.path, query: { status: 'open' }, replace: true },
  },
  {
    path: '/findings/:id(\\d+)',
    name: 'finding-record',
    component: () => import('./FindingPage.vue'),
    props: ({ params }) => ({ id: Number(params['id']) }),
    meta: { permission: 'ledger.read' },
  },
]
