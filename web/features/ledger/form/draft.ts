import type { FormValues } from './form-values.ts'

/** What was typed when the session ended in the middle of it; it comes back after signing in again, in this tab. */
export interface Draft {
  base: FormValues
  values: FormValues
  version: number | null
}

const storageKey = (address: string) => `citybase.draft:${address}`

export function keepDraft(address: string, draft: Draft): void {
  try {
    sessionStorage.setItem(storageKey(address), JSON.stringify(draft))
  } catch {
    // Storage may be forbidden by policy; then the person has to type again.
  }
}

export function takeDraft(address: string): Draft | null {
  try {
    const kept = sessionStorage.getItem(storageKey(address))
    sessionStorage.removeItem(storageKey(address))
    return kept ? (JSON.parse(kept) as Draft) : null
  } catch {
    return null
  }
}
