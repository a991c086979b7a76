import { PiniaColada } from '@pinia/colada'
import { flushPromises, mount } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, RouterView } from 'vue-router'
import type { Router } from 'vue-router'
import { permissionsOfRole } from '../../../server/contract/permission.ts'
import type { Role } from '../../../server/contract/permission.ts'
import type { Language } from '../../../server/contract/text.ts'
import { configureClient } from '../../../web/api/client.ts'
import { i18n } from '../../../web/i18n/index.ts'
import { makeRouter } from '../../../web/router.ts'
import { usePreferences } from '../../../web/stores/preferences.ts'
import { useSession } from '../../../web/stores/session.ts'
// Pages are lazy in the console; here they are loaded with the test file, not within a test's time.
import '../../../web/features/ledger/list/RecordList.vue'
import '../../../web/features/ledger/RecordFormPage.vue'
import '../../../web/features/ledger/RecordPage.vue'
import '../../../web/features/ledger/rooms/RackElevations.vue'

vi.setConfig({ testTimeout: 60_000 })

export interface Opened {
  wrapper: VueWrapper
  router: Router
  /** Waits until everything asked for has come and is shown. */
  settle: () => Promise<void>
}

// happy-dom lays nothing out; virtual lists need a height to fill.
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 })
Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 1200 })

/** Opens an address of the console as a person of a role, with the real router and stores; the API is `fakeApi`'s. */
export async function openConsole(
  address: string,
  { role = 'administrator', language = 'zh' }: { role?: Role; language?: Language } = {},
): Promise<Opened> {
  localStorage.clear()
  const pinia = createPinia()
  setActivePinia(pinia)
  const session = useSession(pinia)
  session.session = {
    user: { id: 1, login: role, name: '测试', role, language },
    permissions: [...permissionsOfRole[role]],
    csrfToken: 'csrf-1',
  }
  session.known = true
  usePreferences(pinia).language = language
  i18n.global.locale.value = language
  configureClient({
    language: () => language,
    csrfToken: () => session.csrfToken,
    onUnauthenticated: () => undefined,
    onReachable: () => undefined,
  })
  const router = makeRouter(createMemoryHistory())
  await router.push(address)
  const page = defineComponent({
    setup: () => () =>
      h(RouterView, null, {
        default: ({ Component }: { Component: object }) =>
          Component ? h(Component, { key: router.currentRoute.value.path }) : null,
      }),
  })
  const wrapper = mount(page, {
    attachTo: document.body,
    global: { plugins: [pinia, [PiniaColada, {}], i18n, router] },
  })
  const settle = async () => {
    for (let round = 0; round < 6; round++) {
      await flushPromises()
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
  }
  await settle()
  return { wrapper, router, settle }
}
