import { computed, reactive, ref, shallowRef } from 'vue'
import type { EntityName } from '../../../../server/contract/entities/index.ts'
import { endpoints } from '../../../../server/contract/endpoints/index.ts'
import type { Localised } from '../../../../server/contract/text.ts'
import { call } from '../../../api/client.ts'
import { ApiError } from '../../../api/error.ts'
import { endpointsOf, entityOf } from '../entity-endpoints.ts'
import type { Row } from '../entity-endpoints.ts'
import { pages } from '../pages.ts'
import { mergeLatest } from './conflict.ts'
import type { Conflict } from './conflict.ts'
import type { Draft } from './draft.ts'
import { changedKeys, formFields, fromWidget, problemsOf, secretProblem, toWidget } from './form-values.ts'
import type { FormValues, Problems } from './form-values.ts'

/** The state of a form that makes (`id` null) or changes a record, from loading it to its being saved. */
export function useRecordForm(name: EntityName, id: number | null, preset: Record<string, unknown>) {
  const entity = entityOf(name)
  const page = pages[name] ?? {}
  const api = endpointsOf(name)
  const allFields = formFields(entity, page.formPartFields)

  const base = ref<FormValues>({})
  const values = reactive<FormValues>({})
  const secrets = reactive<Record<string, string>>({})
  const version = ref<number | null>(null)
  const original = shallowRef<Row | null>(null)
  const creating = ref(id === null)
  const ready = ref(false)
  const loadError = ref<unknown>(null)

  const tried = ref(false)
  const busy = ref(false)
  const error = ref<unknown>(null)
  const serverProblems = ref<Problems>({})
  const stale = ref<{ conflicts: Conflict[]; by: { who: string; at: string } | null } | null>(null)
  const gone = ref(false)

  const fields = computed(() => allFields.filter(([key]) => page.when?.[key]?.(values) ?? true))
  const askedSecrets = computed(() =>
    Object.entries(page.secrets ?? {}).filter(
      ([, secret]) => (creating.value || secret.on === 'both') && (secret.when?.(values) ?? true),
    ),
  )
  const changed = computed(() => new Set(changedKeys(fields.value, base.value, values)))
  const dirty = computed(() => changed.value.size > 0 || Object.values(secrets).some(Boolean))
  const problems = computed<Problems>(() => {
    const touched = creating.value ? new Set(fields.value.map(([key]) => key)) : changed.value
    const found = problemsOf(entity, fields.value, values, touched)
    for (const [key, secret] of askedSecrets.value) {
      const problem = secretProblem(secret, secrets[key] ?? '', creating.value)
      if (problem) found[key] = problem
    }
    return found
  })

  function take(row: Row | null): void {
    original.value = row
    version.value = row?.version ?? null
    base.value = Object.fromEntries(allFields.map(([key, field]) => [key, toWidget(field, row?.[key])]))
    Object.assign(values, base.value)
  }

  async function load(draft: Draft | null): Promise<void> {
    loadError.value = null
    try {
      if (id === null) {
        take(null)
        const given = { ...page.defaults, ...preset }
        for (const [key, field] of allFields) if (key in given) values[key] = toWidget(field, given[key])
        base.value = { ...values }
      } else take(await call(api.get, { params: { id } }))
      if (draft) {
        base.value = draft.base
        version.value = draft.version
        Object.assign(values, draft.values)
      }
      ready.value = true
    } catch (failure) {
      loadError.value = failure
    }
  }

  /** What is wrong with a field, once saving was tried or the server has said so. */
  function problemOf(key: string): Localised | null {
    return serverProblems.value[key] ?? (tried.value ? (problems.value[key] ?? null) : null)
  }

  function set(key: string, value: unknown): void {
    values[key] = value
    delete serverProblems.value[key]
  }

  function body(): Record<string, unknown> {
    const sent: Record<string, unknown> = {}
    for (const [key, field] of fields.value) {
      const value = fromWidget(field, values[key])
      if (creating.value ? value !== null : changed.value.has(key)) sent[key] = value
    }
    for (const [key] of askedSecrets.value) if (secrets[key]) sent[key] = secrets[key]
    return sent
  }

  /** Saves; the API's answer when it succeeded, null when something has to be corrected first. */
  async function save(): Promise<unknown> {
    tried.value = true
    error.value = null
    serverProblems.value = {}
    if (Object.keys(problems.value).length > 0) return null
    busy.value = true
    try {
      if (creating.value) return await call(api.create, { body: body() })
      return await call(api.update, { params: { id: id! }, body: body(), version: version.value! })
    } catch (failure) {
      await explain(failure)
      return null
    } finally {
      busy.value = false
    }
  }

  async function explain(failure: unknown): Promise<void> {
    if (failure instanceof ApiError && failure.code === 'staleVersion') return compare()
    if (failure instanceof ApiError && failure.status === 404 && !creating.value) {
      gone.value = true
      return
    }
    error.value = failure
    if (!(failure instanceof ApiError)) return
    for (const issue of failure.issues) serverProblems.value[issue.path.split('.')[0]!] = issue.message
    if (failure.code === 'duplicateValue' && Array.isArray(failure.details['fields'])) {
      for (const key of failure.details['fields']) {
        serverProblems.value[String(key)] ??= {
          zh: '已有记录使用了这个值。',
          en: 'Another record has this value.',
        }
      }
    }
  }

  /** Someone else has changed the record: puts their values beside those typed here. */
  async function compare(): Promise<void> {
    try {
      const latest = await call(api.get, { params: { id: id! } })
      const merged = mergeLatest(fields.value, base.value, values, latest)
      base.value = { ...base.value, ...merged.base }
      Object.assign(values, merged.values)
      version.value = latest.version
      original.value = latest
      stale.value = { conflicts: merged.conflicts, by: await lastChange() }
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 404) gone.value = true
      else error.value = failure
    }
  }

  async function lastChange(): Promise<{ who: string; at: string } | null> {
    const query = { entity: name, recordId: String(id), limit: 1 }
    // Who it was is a help only; without it the comparison still stands.
    const changes = await call(endpoints.changeLogEntry.list, { query }).catch(() => null)
    const entry = changes?.items[0]
    return entry ? { who: entry.userName ?? '—', at: entry.at } : null
  }

  function choose(key: string, choice: Conflict['choice']): void {
    const conflict = stale.value?.conflicts.find((one) => one.key === key)
    if (conflict) conflict.choice = choice
  }

  function applyChoices(): void {
    for (const conflict of stale.value?.conflicts ?? []) values[conflict.key] = conflict[conflict.choice]
    stale.value = null
  }

  /** The record is gone: what was typed can be saved as a new one. */
  function becomeNew(): void {
    gone.value = false
    creating.value = true
    base.value = {}
    version.value = null
  }

  function draft(): Draft {
    return { base: { ...base.value }, values: { ...values }, version: version.value }
  }

  return {
    entity,
    page,
    fields,
    values,
    secrets,
    askedSecrets,
    original,
    creating,
    base,
    ready,
    loadError,
    dirty,
    problems,
    tried,
    busy,
    error,
    stale,
    gone,
    load,
    set,
    problemOf,
    save,
    choose,
    applyChoices,
    becomeNew,
    draft,
  }
}
