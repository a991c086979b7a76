import { PiniaColada, useQueryCache } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { configureClient } from './api/client.ts'
import { noteReachable, onServerBack } from './api/connection.ts'
import { i18n } from './i18n/index.ts'
import { makeRouter } from './router.ts'
import { usePreferences } from './stores/preferences.ts'
import { useSession } from './stores/session.ts'
import './ui/base.css'
import './ui/tokens.css'

const app = createApp(App)
const pinia = createPinia()
app.use(pinia)
app.use(PiniaColada, { queryOptions: { staleTime: 5_000, gcTime: 300_000 } })
app.use(i18n)

const preferences = usePreferences()
const session = useSession()
const router = makeRouter()

configureClient({
  language: () => preferences.language,
  csrfToken: () => session.csrfToken,
  onUnauthenticated: () => void leaveEndedSession(),
  onReachable: noteReachable,
})

/** Goes to the sign-in page first, so that an open form can keep what was typed, and only then forgets the session. */
async function leaveEndedSession(): Promise<void> {
  if (!session.session) return
  const { meta, fullPath } = router.currentRoute.value
  if (!meta.public) await router.replace({ name: 'sign-in', query: { to: fullPath, ended: '1' } })
  session.end()
}

const cache = useQueryCache(pinia)
// A query that fails again keeps its error where it is shown.
onServerBack(() => void cache.invalidateQueries().catch(() => undefined))
watch(
  () => session.user?.id,
  // Another person sees other things: nothing of the one before stays.
  () => void cache.getEntries().forEach((entry) => cache.remove(entry)),
  { flush: 'sync' },
)
watch(
  () => preferences.language,
  (language) => (i18n.global.locale.value = language),
  { immediate: true, flush: 'sync' },
)

app.use(router)
app.mount('#app')
