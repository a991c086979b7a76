import { randomUUID } from 'node:crypto'
import type { SpooledCollection } from '../../../collectors/spool.ts'

/** A small collection as it stands in the spool. */
export function entry(id: string = randomUUID(), detail: string | null = null): SpooledCollection {
  return {
    jobId: null,
    collection: {
      id,
      source: 'snmp',
      target: { id: 1, address: '127.0.0.1', port: 161 },
      startedAt: '2026-11-23T08:00:00.000Z',
      finishedAt: '2026-11-23T08:00:01.000Z',
      status: 'failed',
      facts: null,
      samples: [],
      problems: [{ code: 'no-answer', about: null, detail }],
      credentialId: null,
      load: null,
    },
  }
}
