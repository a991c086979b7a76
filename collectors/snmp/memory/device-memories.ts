import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { DeviceMemory, KeptMemory, type KnownEngine } from './device-memory.ts'

/** A device that has not been visited for this long is forgotten. */
const forgottenAfterMs = 30 * 86_400_000

const Kept = z.object({ version: z.literal(1), devices: z.record(z.string(), KeptMemory) })

export interface DeviceMemories {
  /** The memory of a device by where it is; made when there is none. */
  of(target: { address: string; port: number }): DeviceMemory
  /** Other devices (`address:port`) that said they were the same v3 engine, which RFC 3411, 5 forbids. */
  sharing(engineId: string, target: { address: string; port: number }): string[]
  /** Notes the engine that answered at a device. */
  met(engine: KnownEngine, target: { address: string; port: number }): void
  /** Writes what outlives the process; nothing without a folder. */
  save(): void
}

/**
 * Memories of all devices, kept in `folder` when there is one. A file that cannot be read is as good as none: everything
 * in it is learnt again.
 */
export function createDeviceMemories(
  folder: string | null = null,
  now: () => number = Date.now,
): DeviceMemories {
  const devices = new Map<string, DeviceMemory>()
  const engines = new Map<string, Set<string>>()
  const path = folder === null ? null : join(folder, 'devices.json')

  const enlist = (engineId: string, key: string) => {
    const owners = engines.get(engineId)
    if (owners === undefined) engines.set(engineId, new Set([key]))
    else owners.add(key)
  }
  for (const [key, kept] of Object.entries(path === null ? {} : read(path))) {
    const memory = new DeviceMemory()
    memory.recall(kept)
    devices.set(key, memory)
    if (kept.engine !== null) enlist(kept.engine.id, key)
  }

  return {
    of(target) {
      const key = keyOf(target)
      let memory = devices.get(key)
      if (memory === undefined) devices.set(key, (memory = new DeviceMemory()))
      memory.seenAt = now()
      return memory
    },
    sharing(engineId, target) {
      return [...(engines.get(engineId) ?? [])].filter((key) => key !== keyOf(target)).sort()
    },
    met(engine, target) {
      const key = keyOf(target)
      const memory = devices.get(key)
      if (memory?.engine && memory.engine.id !== engine.id) engines.get(memory.engine.id)?.delete(key)
      if (memory !== undefined) memory.engine = engine
      enlist(engine.id, key)
    },
    save() {
      if (path === null) return
      const fresh = [...devices].filter(([, memory]) => memory.seenAt > now() - forgottenAfterMs)
      const kept: z.infer<typeof Kept> = {
        version: 1,
        devices: Object.fromEntries(fresh.map(([key, memory]) => [key, memory.keep()])),
      }
      writeFileSync(`${path}.partial`, JSON.stringify(kept), { mode: 0o600 })
      renameSync(`${path}.partial`, path)
    },
  }
}

function keyOf({ address, port }: { address: string; port: number }): string {
  return `${address}:${port}`
}

function read(path: string): Record<string, KeptMemory> {
  try {
    return Kept.parse(JSON.parse(readFileSync(path, 'utf8'))).devices
  } catch {
    return {}
  }
}
