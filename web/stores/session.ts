import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { endpoints } from '../../server/contract/endpoints/index.ts'
import type { Session } from '../../server/contract/endpoints/session.ts'
import type { Permission } from '../../server/contract/permission.ts'
import type { Language } from '../../server/contract/text.ts'
import { call } from '../api/client.ts'
import { ApiError } from '../api/error.ts'
import { usePreferences } from './preferences.ts'

/** Who is signed in, and what they may do. */
export const useSession = defineStore('session', () => {
  const session = ref<Session | null>(null)
  /** Whether the server has been asked. */
  const known = ref(false)

  const user = computed(() => session.value?.user ?? null)
  const csrfToken = computed(() => session.value?.csrfToken ?? null)

  function can(permission: Permission | null | undefined): boolean {
    if (!session.value) return false
    return !permission || session.value.permissions.includes(permission)
  }

  function begin(value: Session): void {
    session.value = value
    known.value = true
    usePreferences().language = value.user.language
  }

  /** Asks the server who is signed in. Throws when the server cannot be asked. */
  async function load(): Promise<void> {
    try {
      begin(await call(endpoints.session.get, {}))
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      end()
    }
  }

  /** `chosen` is the language picked on the sign-in page, if one was: the newer wish. */
  async function signIn(login: string, password: string, chosen: Language | null = null): Promise<void> {
    const value = await call(endpoints.session.signIn, { body: { login, password } })
    begin(value)
    if (chosen && chosen !== value.user.language) await setLanguage(chosen)
  }

  async function signOut(): Promise<void> {
    await call(endpoints.session.signOut, {})
    end()
  }

  async function setLanguage(language: Language): Promise<void> {
    usePreferences().language = language
    if (!session.value) return
    session.value.user.language = language
    await call(endpoints.session.setLanguage, { body: { language } })
  }

  /** Forgets the session, when the server has ended it. */
  function end(): void {
    session.value = null
    known.value = true
  }

  return { session, known, user, csrfToken, can, load, signIn, signOut, setLanguage, end }
})
