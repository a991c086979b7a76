import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SimulationError } from './error.ts'
import type { DeviceChange } from './mib/device-state.ts'
import type { Instruction, Report } from './serve.ts'
import type { SimulatedDevice } from './spec.ts'

export interface SpawnedSimulation {
  pid: number
  /** Devices that answered when it was ready. */
  answering: number
  /** @throws SimulationError for an unknown device or interface, or when the process is gone. */
  set: (key: string, change: DeviceChange) => Promise<void>
  stats: () => Promise<{ requests: number; replies: number; malformed: number }>
  stop: () => Promise<void>
  /** Settles when the process has ended, for whatever reason, with its exit code (null after a signal). */
  exited: Promise<number | null>
}

const patienceMilliseconds = 60_000
const killAfterMilliseconds = 5_000
type Answer = Extract<Report, { id: number }>

/**
 * Starts the devices in a child process, so that they do not share the caller's event loop, and waits until they answer.
 * The child ends when this process does.
 * @throws SimulationError when a device's address cannot be bound, or the child ends or says nothing for a minute.
 */
export async function spawnSimulation(devices: readonly SimulatedDevice[]): Promise<SpawnedSimulation> {
  // The list holds communities: only its owner may read it, and only until the child has.
  const folder = await mkdtemp(join(tmpdir(), 'citybase-simulation-'))
  const path = join(folder, 'devices.json')
  let child: ChildProcess | null = null
  try {
    await writeFile(path, JSON.stringify(devices), { mode: 0o600 })
    child = fork(fileURLToPath(new URL('process.ts', import.meta.url)), [path], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // A small nursery: tens of megabytes less for a few per cent of speed.
      execArgv: ['--max-semi-space-size=2'],
    })
    const answering = await ready(child)
    return conversation(child, answering)
  } catch (error) {
    child?.kill('SIGKILL')
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function ready(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const give = (messages: { zh: string; en: string }) => {
      clearTimeout(timer)
      reject(new SimulationError(messages))
    }
    const timer = setTimeout(
      () =>
        give({
          zh: '模拟设备进程一分钟内没有就绪。',
          en: 'The process of the simulated devices was not ready within a minute.',
        }),
      patienceMilliseconds,
    )
    child.once('error', (error) =>
      give({
        zh: `模拟设备进程无法启动：${error.message}`,
        en: `The process of the simulated devices cannot start: ${error.message}`,
      }),
    )
    child.once('exit', (code, signal) => give(ended(code, signal)))
    child.on('message', (report: Report) => {
      if ('refused' in report) give(report.refused)
      if (!('ready' in report)) return
      clearTimeout(timer)
      resolve(report.ready)
    })
  })
}

function conversation(child: ChildProcess, answering: number): SpawnedSimulation {
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>()
  let lastId = 0
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code, signal) => {
      for (const { reject } of waiting.values()) reject(new SimulationError(ended(code, signal)))
      waiting.clear()
      resolve(code)
    })
  })
  child.on('message', (report: Report) => {
    if (!('id' in report)) return
    waiting.get(report.id)?.resolve(report)
    waiting.delete(report.id)
  })
  // The caller may end without stopping it: then the channel closes and the child ends too.
  child.unref()
  child.channel?.unref()

  const ask = async (instruction: Omit<Instruction & { do: 'set' }, 'id'> | { do: 'stats' }) => {
    if (!child.connected) throw new SimulationError(ended(child.exitCode, child.signalCode))
    const id = ++lastId
    child.channel?.ref()
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        child.send({ ...instruction, id } satisfies Instruction, (error) => {
          if (error) reject(error)
        })
      })
      if ('error' in answer) throw new SimulationError(answer.error)
      return answer
    } finally {
      if (waiting.size === 0) child.channel?.unref()
    }
  }

  return {
    pid: child.pid as number,
    answering,
    set: async (key, change) => {
      await ask({ do: 'set', key, change })
    },
    stats: async () => (await ask({ do: 'stats' })).stats,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.ref()
      const killer = setTimeout(() => child.kill('SIGKILL'), killAfterMilliseconds)
      child.kill('SIGTERM')
      await exited
      clearTimeout(killer)
    },
    exited,
  }
}

function ended(code: number | null, signal: NodeJS.Signals | null): { zh: string; en: string } {
  const how = signal ?? `${code ?? '?'}`
  return {
    zh: `模拟设备进程已退出（${how}）。`,
    en: `The process of the simulated devices has ended (${how}).`,
  }
}
