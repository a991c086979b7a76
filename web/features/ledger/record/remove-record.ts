import { useQueryCache } from '@pinia/colada'
import { ref } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { EntityName } from '../../../../server/contract/entities/index.ts'
import { isWritable } from '../../../../server/contract/entity.ts'
import type { Entity } from '../../../../server/contract/entity.ts'
import { call } from '../../../api/client.ts'
import { keyOf, useRefresh } from '../../../api/query.ts'
import { useErrorText, useLanguage, useText } from '../../../i18n/text.ts'
import { toast } from '../../../ui/toast.ts'
import { recordName } from '../columns.ts'
import { endpointsOf, entityOf } from '../entity-endpoints.ts'
import type { Row } from '../entity-endpoints.ts'
import { pages } from '../pages.ts'

/** What a person would have to enter again to have the record back. */
export function enteredValues(entity: Entity, row: Row): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [key, field] of Object.entries(entity.fields)) {
    if (isWritable(field) && row[key] !== null && row[key] !== undefined) values[key] = row[key]
  }
  return values
}

/**
 * Removes a record and offers to undo it: the record is then entered again with its values (a new number; nothing can
 * have referred to it, or its removal would have been refused).
 */
export function useRemoval(name: EntityName): {
  busy: Ref<boolean>
  error: Ref<unknown>
  remove: (row: Row) => Promise<boolean>
} {
  const { t } = useI18n()
  const text = useText()
  const language = useLanguage()
  const errorText = useErrorText()
  const refresh = useRefresh()
  const entity = entityOf(name)
  const { list, get, remove: removal, create } = endpointsOf(name)
  const cache = useQueryCache()
  const busy = ref(false)
  const error = ref<unknown>(null)

  async function restore(row: Row): Promise<void> {
    try {
      await call(create, { body: enteredValues(entity, row) })
      await refresh(list)
      toast({ text: t('record.restored', { name: recordName(entity, row, language.value) }), tone: 'good' })
    } catch (failure) {
      toast({ text: errorText(failure), tone: 'bad' })
    }
  }

  async function remove(row: Row): Promise<boolean> {
    busy.value = true
    error.value = null
    try {
      await call(removal, { params: { id: row.id }, version: row.version })
      const final = pages[name]?.finalRemoval
      toast({
        text: t('record.removed', {
          what: text(entity.label),
          name: recordName(entity, row, language.value),
        }),
        ...(final ? {} : { action: { label: t('record.undo'), run: () => restore(row) } }),
      })
      // The record itself is not asked for again, though its page may still be open.
      for (const entry of cache.getEntries({ key: keyOf(get, { params: { id: row.id } }) }))
        cache.remove(entry)
      void refresh(list)
      return true
    } catch (failure) {
      error.value = failure
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, error, remove }
}
