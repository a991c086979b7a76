import type { PollAppend } from '../../server/metrics/poll-tables.ts'
import type { MetricStore, SampleBatch } from '../../server/metrics/metric-store.ts'

/** A metric store that keeps what it is given, for tests of features that only hand samples on. */
export interface RecordingMetricStore extends MetricStore {
  batches: SampleBatch[]
  polls: PollAppend[]
  /** What `isReady` says; appending while it is false fails as an engine that is away would. */
  ready: boolean
}

export function recordingMetricStore(): RecordingMetricStore {
  const batches: SampleBatch[] = []
  const polls: PollAppend[] = []
  const store: RecordingMetricStore = {
    batches,
    polls,
    ready: true,
    async append(more) {
      if (!store.ready) throw new Error('The metric store is away')
      for (const batch of more) {
        if (!batches.some((known) => known.collectionId === batch.collectionId)) batches.push(batch)
      }
    },
    async appendPolls(more) {
      if (!store.ready) throw new Error('The metric store is away')
      const known = new Set(more.filter(({ id }) => polls.some((one) => one.id === id)).map(({ id }) => id))
      polls.push(...more.filter(({ id }) => !known.has(id)))
      return known
    },
    thinPolls: async () => 0,
    pollLoad: async () => ({
      polls: 0,
      requests: 0,
      octets: 0,
      variables: 0,
      timeouts: 0,
      deviceMilliseconds: 0,
      lastAt: null,
      last: null,
    }),
    async pollSummary() {
      const rows = polls.reduce((sum, batch) => sum + batch.rows.names.length, 0)
      return { rows, ports: rows, firstAt: null, lastAt: null }
    },
    async series({ targetId, metric, part, from, to }) {
      const points = batches
        .filter((batch) => batch.targetId === targetId)
        .flatMap((batch) => batch.samples)
        .filter((sample) => sample.metric === metric && sample.part === part)
        .filter((sample) => sample.at >= from.toISOString() && sample.at < to.toISOString())
        .sort((a, b) => a.at.localeCompare(b.at))
        .map(({ at, value, quality }) => ({ at, value, quality }))
      const values = points.map((point) => point.value).sort((a, b) => a - b)
      return { points, p95: values[Math.ceil(values.length * 0.95) - 1] ?? null }
    },
    courses: () => Promise.resolve([]),
    async latest(targetId) {
      const newest = new Map<string, Awaited<ReturnType<MetricStore['latest']>>[number]>()
      for (const batch of batches.filter((each) => each.targetId === targetId)) {
        for (const { metric, part, at, value, quality } of batch.samples) {
          const key = `${metric}\n${part}`
          if (at >= (newest.get(key)?.at ?? '')) newest.set(key, { metric, part, at, value, quality })
        }
      }
      return [...newest.values()]
    },
    isReady: () => store.ready,
    async close() {},
  }
  return store
}
