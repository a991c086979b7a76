import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { pollLinkEndpoints as pollLink } from '../../../server/contract/endpoints/polls.ts'
import type { GapReport } from '../../../server/contract/poll.ts'
import { decodePollBatch, type PollRows } from '../../../server/domain/poll-batch.ts'
import type { SpooledCollection } from '../../../collectors/spool.ts'
import {
  collectorLinkEndpoints as link,
  type Assignment,
} from '../../../server/contract/endpoints/collection.ts'
import type { BodyOf } from '../../../server/contract/endpoint.ts'
import {
  discoveryLinkEndpoints as discoveryLink,
  type HandedOutDiscovery,
} from '../../../server/contract/endpoints/discoveries.ts'

type DiscoveryReport = BodyOf<typeof discoveryLink.reportDiscovery>

/** The server's side of the collectors' endpoints, by the contract, with switches for what goes wrong. */
export interface FakeServer {
  url: string
  heartbeats: Record<string, unknown>[]
  collections: SpooledCollection[]
  gaps: GapReport[]
  /** Batches of polls by id, unpacked. */
  polls: Map<string, PollRows>
  progress: { jobId: number; stage: string; done: number; total: number }[]
  jobs: { id: number; targetId: number }[]
  cancelled: Set<number>
  discoveries: HandedOutDiscovery[]
  reports: ({ runId: number } & DiscoveryReport)[]
  /** Whether the one who reports should stop. */
  stopDiscovery: (report: DiscoveryReport) => boolean
  /** Answers everything with this status while it is set. */
  down: number | null
  /** Reasons by target id for which a collection is refused. */
  refuse: Map<number, string>
  /** Takes a batch and loses the answer, so many times. */
  dropAnswers: number
  encodings: (string | undefined)[]
  assignment: () => Assignment
  close(): Promise<void>
}

export const fakeToken = 'collector-token'

export async function startFakeServer(): Promise<FakeServer> {
  const seen = new Set<string>()
  const server: FakeServer = {
    url: '',
    heartbeats: [],
    collections: [],
    gaps: [],
    polls: new Map(),
    progress: [],
    jobs: [],
    cancelled: new Set(),
    discoveries: [],
    reports: [],
    stopDiscovery: () => false,
    down: null,
    refuse: new Map(),
    dropAnswers: 0,
    encodings: [],
    assignment: () => ({ revision: 'none', unchanged: false, targets: [], credentials: [] }),
    close: () => Promise.resolve(),
  }

  async function answer(request: IncomingMessage): Promise<unknown> {
    const url = new URL(request.url ?? '', 'http://server')
    const path = url.pathname.replace(/^\/api/, '')
    const body = await bodyOf(request)
    const job = /^\/collector\/jobs\/(\d+)\/progress$/.exec(path)
    if (path === link.heartbeat.path) {
      server.heartbeats.push(link.heartbeat.body.parse(body))
      return { collectorId: 1, name: 'test' }
    }
    if (path === link.assignment.path) {
      const assignment = server.assignment()
      return url.searchParams.get('revision') === assignment.revision
        ? { ...assignment, unchanged: true, targets: [], credentials: [] }
        : assignment
    }
    if (path === discoveryLink.takeDiscovery.path) return { discovery: server.discoveries.shift() ?? null }
    const reported = /^\/collector\/discoveries\/(\d+)\/progress$/.exec(path)
    if (reported !== null) {
      const report = discoveryLink.reportDiscovery.body.parse(body)
      server.reports.push({ runId: Number(reported[1]), ...report })
      return { stop: server.stopDiscovery(report) }
    }
    if (path === link.takeJobs.path) {
      for (let waited = 0; server.jobs.length === 0 && waited < 200; waited += 20)
        await new Promise((resolve) => setTimeout(resolve, 20))
      return { jobs: server.jobs.splice(0) }
    }
    if (job !== null) {
      const jobId = Number(job[1])
      server.progress.push({ jobId, ...link.reportProgress.body.parse(body) })
      return { cancelled: server.cancelled.has(jobId) }
    }
    if (path === link.ingest.path) {
      server.encodings.push(request.headers['content-encoding'])
      const result = {
        accepted: [] as string[],
        duplicate: [] as string[],
        refused: [] as { id: string; reason: string }[],
      }
      for (const one of link.ingest.body.parse(body).collections as SpooledCollection[]) {
        const { id, target } = one.collection
        const reason = server.refuse.get(target.id ?? 0)
        if (reason !== undefined) result.refused.push({ id, reason })
        else if (seen.has(id)) result.duplicate.push(id)
        else {
          seen.add(id)
          server.collections.push(one)
          result.accepted.push(id)
        }
      }
      return result
    }
    if (path === pollLink.reportGaps.path) {
      server.gaps.push(...pollLink.reportGaps.body.parse(body).gaps)
      return undefined
    }
    if (path === pollLink.ingest.path) {
      const result = { accepted: [] as string[], duplicate: [] as string[], refused: [] }
      for (const { id, content } of pollLink.ingest.body.parse(body).batches) {
        ;(server.polls.has(id) ? result.duplicate : result.accepted).push(id)
        server.polls.set(id, decodePollBatch(gunzipSync(Buffer.from(content, 'base64'))))
      }
      return result
    }
    throw new Error(`no such address: ${path}`)
  }

  const http = createServer((request, response) => {
    const authorised = request.headers.authorization === `Bearer ${fakeToken}`
    const say = (status: number, content: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(content))
    }
    const refuse = (status: number, message: string) =>
      say(status, { error: { code: 'x', message, details: {}, issues: [], requestId: '1' } })
    if (!authorised) return refuse(401, 'the token is not valid')
    if (server.down !== null) return refuse(server.down, 'down for a while')
    answer(request).then(
      (content) => {
        if (request.url?.endsWith(link.ingest.path) && server.dropAnswers-- > 0) response.destroy()
        else say(200, content)
      },
      (error: unknown) => refuse(500, String(error)),
    )
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  server.close = () =>
    new Promise((resolve) => {
      http.closeAllConnections()
      http.close(() => resolve())
    })
  return server
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const bytes = Buffer.concat(parts)
  if (bytes.length === 0) return undefined
  const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes
  return JSON.parse(plain.toString())
}
