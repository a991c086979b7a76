import { readonly, ref } from 'vue'
import { endpoints } from '../../server/contract/endpoints/index.ts'
import { call } from './client.ts'

const away = ref(false)
let timer: ReturnType<typeof setTimeout> | null = null
let whenBack: () => void = () => undefined

/** Whether the server has stopped answering; shown until it answers again. */
export const serverAway = readonly(away)

/** Notes whether a request got an answer; while none does, asks again every five seconds. */
export function noteReachable(reachable: boolean): void {
  if (reachable) {
    if (!away.value) return
    away.value = false
    if (timer) clearTimeout(timer)
    timer = null
    whenBack()
    return
  }
  away.value = true
  timer ??= setTimeout(askAgain, 5000)
}

async function askAgain(): Promise<void> {
  timer = null
  // The client itself notes the outcome of the call; a failure needs nothing more here.
  await call(endpoints.system.health, {}).catch(() => undefined)
}

export function onServerBack(action: () => void): void {
  whenBack = action
}
