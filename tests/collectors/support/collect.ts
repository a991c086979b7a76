import type { Collection } from '../../../server/contract/collection.ts'
import { createSnmpCollector, type SnmpOptions } from '../../../collectors/snmp/collector.ts'
import type { SnmpCredential } from '../../../collectors/snmp/credential.ts'
import type { DeviceMemories } from '../../../collectors/snmp/memory/device-memories.ts'

/** One collection from loopback, with little patience. */
export function collectFrom(
  port: number,
  options: Partial<SnmpOptions> & {
    deadlineMs?: number
    signal?: AbortSignal
    address?: string
    now?: () => Date
  } = {},
  credential: SnmpCredential = { version: '2c', community: 'public' },
  memories?: DeviceMemories,
): Promise<Collection> {
  const {
    deadlineMs = 20_000,
    signal = new AbortController().signal,
    address = '127.0.0.1',
    now = () => new Date(),
    ...snmp
  } = options
  return createSnmpCollector({ timeoutMs: 150, retries: 1, ...snmp }, memories).collect(
    { id: null, address, port },
    [{ id: null, credential }],
    { signal, onProgress: () => {}, deadlineMs, now },
  )
}

export function codesOf(collection: Collection): string[] {
  return collection.problems.map((problem) => problem.code)
}
