import { useQueryCache } from '@pinia/colada'
import { onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { ChangeSetProgress, UndoPreview } from '../../../server/contract/endpoints/change-sets.ts'
import { endpoints } from '../../../server/contract/endpoints/index.ts'
import type { changeSet } from '../../../server/contract/entities/change-set.ts'
import type { RowOf } from '../../../server/contract/entity.ts'
import { call, events } from '../../api/client.ts'
import { keyOf, useRefresh } from '../../api/query.ts'

export type ChangeSetRow = RowOf<typeof changeSet>

/** Previews, starts, follows and stops the undo of a set of changes. Leaving the page stops following, not the undo. */
export function useUndo(row: () => ChangeSetRow, onDone: (set: ChangeSetRow) => void) {
  const preview = shallowRef<UndoPreview | null>(null)
  const progress = shallowRef<ChangeSetProgress['progress']>(null)
  const error = ref<unknown>(null)
  const busy = ref<'preview' | 'undo' | 'cancel' | null>(null)
  const broken = ref(false)
  const refresh = useRefresh()
  const cache = useQueryCache()
  let close: (() => void) | null = null

  async function during(what: 'preview' | 'undo' | 'cancel', work: () => Promise<void>): Promise<void> {
    busy.value = what
    error.value = null
    try {
      await work()
    } catch (failure) {
      error.value = failure
    } finally {
      busy.value = null
    }
  }

  function take({ changeSet: set, progress: now }: ChangeSetProgress): void {
    broken.value = false
    progress.value = now
    cache.setQueryData(keyOf(endpoints.changeSet.get, { params: { id: set.id } }), set)
    if (now) return listen()
    stopListening()
    if (set.state === row().state && set.undoneCount === row().undoneCount && !wasUnderWay) return
    preview.value = null
    // Whatever is shown of the ledger may have changed.
    void cache.invalidateQueries()
    onDone(set)
  }

  let wasUnderWay = false

  function listen(): void {
    wasUnderWay = true
    close ??= events(
      endpoints.changeSet.events,
      { params: { id: row().id } },
      { onEvent: take, onBroken: () => (broken.value = true) },
    )
  }

  function stopListening(): void {
    close?.()
    close = null
  }

  const params = () => ({ params: { id: row().id } })
  const look = () =>
    during('preview', async () => {
      preview.value = await call(endpoints.changeSet.previewUndo, params())
    })
  const undo = (skipConflicts: boolean) =>
    during('undo', async () => {
      wasUnderWay = true
      take(await call(endpoints.changeSet.undo, { ...params(), body: { skipConflicts } }))
    })
  const cancel = () =>
    during('cancel', async () => {
      take(await call(endpoints.changeSet.cancelUndo, params()))
      await refresh(endpoints.changeSet.list)
    })

  watch(
    () => row().id,
    () => {
      preview.value = null
      wasUnderWay = false
      stopListening()
      if (row().state === 'undoing') listen()
    },
    { immediate: true },
  )
  onBeforeUnmount(stopListening)
  return { preview, progress, error, busy, broken, look, undo, cancel }
}
