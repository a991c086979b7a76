import type { RouteRecordRaw } from 'vue-router'
import { entities } from '../../../server/contract/entities/index.ts'
import type { EntityName } from '../../../server/contract/entities/index.ts'
import { ownPages, pages } from './pages.ts'

const RecordList = () => import('./list/RecordList.vue')
const RecordPage = () => import('./RecordPage.vue')
const RecordForm = () => import('./RecordFormPage.vue')

function routesOf(name: EntityName): RouteRecordRaw[] {
  const { path, permissions } = entities[name]
  const id = ({ params }: { params: Record<string, unknown> }) => ({ name, id: Number(params['id']) })
  const read: RouteRecordRaw[] = [
    {
      path,
      name,
      component: RecordList,
      props: { entity: name },
      meta: { permission: permissions.read, fill: true },
    },
    {
      path: `${path}/:id(\\d+)`,
      name: `${name}-record`,
      component: RecordPage,
      props: id,
      meta: { permission: permissions.read },
    },
  ]
  if (pages[name]?.readOnly) return read
  return [
    ...read,
    {
      path: `${path}/new`,
      name: `${name}-new`,
      component: RecordForm,
      props: { name },
      meta: { permission: permissions.write },
    },
    {
      path: `${path}/:id(\\d+)/edit`,
      name: `${name}-edit`,
      component: RecordForm,
      props: id,
      meta: { permission: permissions.write },
    },
  ]
}

export const routes: RouteRecordRaw[] = (Object.keys(pages) as EntityName[])
  .filter((name) => !ownPages.includes(name))
  .flatMap(routesOf)
