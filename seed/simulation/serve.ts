import { readFile } from 'node:fs/promises'
import { startSimulation } from './start.ts'
import type { DeviceChange } from './start.ts'
import type { SimulatedDevice } from './spec.ts'

/*
 * The child's side of a simulation in a process of its own: the list of devices comes in a file, changes and questions
 * over the channel to the parent, if there is one.
 */

export type Instruction =
  { id: number; do: 'set'; key: string; change: DeviceChange } | { id: number; do: 'stats' }

export type Report =
  | { ready: number }
  | { refused: { zh: string; en: string } }
  | { id: number; answering: number; stats: { requests: number; replies: number; malformed: number } }
  | { id: number; error: { zh: string; en: string } }

const parentCheckMilliseconds = 1_000

const tell = (report: Report): void => {
  process.send?.(report)
}

const messagesOf = (error: unknown): { zh: string; en: string } => {
  const messages = (error as { messages?: { zh: string; en: string } }).messages
  return messages ?? { zh: `模拟设备出错：${String(error)}`, en: `The simulation failed: ${String(error)}` }
}

async function run(path: string): Promise<void> {
  const devices = JSON.parse(await readFile(path, 'utf8')) as SimulatedDevice[]
  const simulation = await startSimulation(devices)

  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void simulation.stop().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
  // An orphan gets another parent: it then serves nobody. Windows keeps the number, there the channel tells.
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) stop()
  }, parentCheckMilliseconds).unref()

  process.on('message', (instruction: Instruction) => {
    const { id } = instruction
    try {
      if (instruction.do === 'set') simulation.set(instruction.key, instruction.change)
      tell({ id, answering: simulation.answering, stats: simulation.stats() })
    } catch (error) {
      tell({ id, error: messagesOf(error) })
    }
  })

  process.stdout.write(`ready ${simulation.answering}\n`)
  tell({ ready: simulation.answering })
}

/**
 * Lets the devices of a file (JSON, an array of SimulatedDevice) answer until SIGTERM or SIGINT comes or the process that
 * started this one is gone. Prints `ready N` once N devices answer. Ends the process with 1 when it cannot start, with 2
 * without a file.
 */
export async function serveSimulation(path: string | undefined): Promise<void> {
  if (path === undefined) {
    process.stderr.write(
      '用法：node seed/simulation/process.ts 设备清单.json\nUsage: node seed/simulation/process.ts DEVICES.json\n',
    )
    process.exit(2)
  }
  try {
    await run(path)
  } catch (error) {
    const messages = messagesOf(error)
    // A parent on the channel says it to the user itself.
    if (process.send) process.send({ refused: messages } satisfies Report, () => process.exit(1))
    else {
      process.stderr.write(`${messages.zh}\n${messages.en}\n`)
      process.exit(1)
    }
  }
}
