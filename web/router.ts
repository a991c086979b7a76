import { createRouter, createWebHistory } from 'vue-router'
import type { RouteRecordRaw, Router } from 'vue-router'
import type { Permission } from '../server/contract/permission.ts'
import { ApiError } from './api/error.ts'
import { useSession } from './stores/session.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Shown without being signed in. */
    public?: boolean
    permission?: Permission
    /** The page fills the height and scrolls inside (lists). */
    fill?: boolean
  }
}

/** Every feature that has pages brings `routes.ts` with its lazy routes. */
const features = import.meta.glob<{ routes: RouteRecordRaw[] }>('./features/*/routes.ts', { eager: true })

const frameRoutes: RouteRecordRaw[] = [
  { path: '/forbidden', name: 'forbidden', component: () => import('./ui/ForbiddenPage.vue') },
  {
    path: '/server-away',
    name: 'server-away',
    component: () => import('./ui/ServerAwayPage.vue'),
    meta: { public: true },
  },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./ui/NotFoundPage.vue') },
]

export function makeRouter(history = createWebHistory()): Router {
  const router = createRouter({
    history,
    routes: [...Object.values(features).flatMap((feature) => feature.routes), ...frameRoutes],
  })

  router.beforeEach(async (to) => {
    const session = useSession()
    if (!session.known) {
      try {
        await session.load()
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        return to.name === 'server-away' ? true : { name: 'server-away', query: { to: to.fullPath } }
      }
    }
    if (to.meta.public) return true
    if (!session.session) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
    if (to.meta.permission && !session.can(to.meta.permission)) {
      return { name: 'forbidden', query: { permission: to.meta.permission } }
    }
    return true
  })

  // After an update of the server the old page's chunks are gone: load the page anew, once, at its new address.
  router.onError((error: unknown, to) => {
    const text = error instanceof Error ? error.message : ''
    if (/dynamically imported module|module script failed|Unable to preload CSS/i.test(text))
      reloadOnce(to.fullPath)
  })
  return router
}

function reloadOnce(address: string): void {
  const key = 'citybase.reloaded'
  const last = Number(sessionStorage.getItem(key) ?? 0)
  if (Date.now() - last < 10_000) return
  sessionStorage.setItem(key, String(Date.now()))
  location.assign(address)
}
