import { ref } from 'vue'
import { endpoints } from '../../../server/contract/endpoints/index.ts'
import { call } from '../../api/client.ts'
import { ApiError } from '../../api/error.ts'
import { useRefresh } from '../../api/query.ts'
import { useErrorText, useWords } from '../../i18n/text.ts'
import { toast } from '../../ui/toast.ts'
import { useFindingCache } from './finding-cache.ts'
import type { Choice, Decision, FindingRow } from './finding-row.ts'
import { canDecide, statusAfter } from './finding-row.ts'
import { findingTexts } from './messages.ts'

const rows = endpoints.finding

/** Decides findings: shown at once, taken back when the server refuses, undone by reopening. */
export function useDecisions() {
  const put = useFindingCache()
  const refresh = useRefresh()
  const words = useWords(findingTexts)
  const errorText = useErrorText()
  /** Ids that wait for the server's word. */
  const waiting = ref(new Set<number>())

  /** What a decision changes elsewhere: counts, the overview, the record that took the observed value. */
  async function refreshAround(): Promise<void> {
    await Promise.all([
      refresh(rows.summary, endpoints.overview.get, endpoints.changeLogEntry.list),
      refresh(endpoints.device.list, endpoints.line.list, endpoints.room.list),
    ])
  }

  /** Resolves to the decided finding, or null when the server refused (the person has been told). */
  async function decide(
    row: FindingRow,
    decision: Decision,
    reason?: string,
    choice?: Choice,
  ): Promise<FindingRow | null> {
    if (!canDecide(row.status, decision) || waiting.value.has(row.id)) return null
    waiting.value.add(row.id)
    put({ ...row, status: statusAfter[decision] })
    try {
      const given = reason?.trim()
      const decided = await call(rows[decision], {
        params: { id: row.id },
        version: row.version,
        body: { ...(given ? { reason: given } : {}), ...choice },
      })
      // Rows further down a long list are not in the cache: the list is read again.
      if (!put(decided)) void refresh(rows.list)
      announce(decided, decision)
      void refreshAround()
      return decided
    } catch (error) {
      put(row)
      await tell(error, row)
      return null
    } finally {
      waiting.value.delete(row.id)
    }
  }

  function announce(decided: FindingRow, decision: Decision): void {
    const name = decided.subjectName
    if (decision === 'reopen' || decision === 'release') {
      toast({ text: words.value[decision === 'reopen' ? 'reopened' : 'released']({ name }), tone: 'neutral' })
      return
    }
    const text = decision === 'accept' ? words.value.accepted({ name }) : words.value.rejected({ name })
    const action = { label: words.value.undo, run: () => decide(decided, 'reopen') }
    toast({ text, tone: 'good', action })
  }

  async function assign(row: FindingRow, assigneeId: number | null): Promise<void> {
    try {
      const changed = await call(rows.assign, {
        params: { id: row.id },
        version: row.version,
        body: { assigneeId },
      })
      put(changed)
      const who = changed.assigneeName
      toast({ text: who ? words.value.assigned({ who }) : words.value.assignmentRemoved, tone: 'good' })
    } catch (error) {
      await tell(error, row)
    }
  }

  async function tell(error: unknown, row: FindingRow): Promise<void> {
    toast({ text: errorText(error), tone: 'bad' })
    if (!(error instanceof ApiError) || error.status !== 412) return
    // Someone was faster: show how it stands now, so that the next decision rests on that.
    const latest = await call(rows.get, { params: { id: row.id } }).catch(() => null)
    if (latest) put(latest)
  }

  return { decide, assign, waiting, refreshAround }
}
