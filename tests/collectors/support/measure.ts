import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { readDevice } from '../../../collectors/snmp/read-device.ts'
import { Visit } from '../../../collectors/snmp/visit.ts'
import type { Facts } from '../../../server/contract/collection.ts'
import { expectedOf } from './expected.ts'
import { judge, type Judged } from './judgement.ts'
import { readRecording, recordingNames, recordingSession } from './recording.ts'

/** What the product's own reader makes of a recording, and what went wrong on the way. */
export async function readRecorded(name: string): Promise<{ facts: Facts; problems: Visit['problems'] }> {
  const visit = new Visit(recordingSession(readRecording(name)), { retries: 1, rowLimit: 20_000 })
  const { facts } = await readDevice(visit, () => {})
  return { facts, problems: visit.problems }
}

/** Every expected value of these recordings (all unless said), judged, by one thread for each processor. */
export async function measureRecordings(names: string[] = recordingNames()): Promise<Judged[]> {
  const waiting = [...names]
  const judged: Judged[] = []
  const worker = () =>
    new Promise<void>((done, fail) => {
      const thread = new Worker(new URL(import.meta.url), { workerData: { measuring: true } })
      const next = () => {
        const name = waiting.shift()
        thread.postMessage(name ?? null)
      }
      thread.on('message', (some: Judged[]) => {
        judged.push(...some)
        next()
      })
      thread.on('error', fail)
      thread.on('exit', () => done())
      next()
    })
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, worker))
  return judged.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}

const isWorker = !isMainThread && (workerData as { measuring?: boolean } | null)?.measuring === true
if (isWorker) {
  const port = parentPort
  port?.on('message', (name: string | null) => {
    if (name === null) port.close()
    else void readRecorded(name).then(({ facts }) => port.postMessage(judge(expectedOf(name), facts)))
  })
}
