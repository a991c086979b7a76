import { gzip } from 'node:zlib'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { BodyOf, EndpointRow, ParamsOf, QueryOf, ReturnsOf } from '../server/contract/endpoint.ts'
import { ErrorBody } from '../server/contract/error.ts'

/*
 * The only way from collectors to the server: HTTP, also when both run in one process. Requests and answers are checked
 * against the contract's endpoint rows.
 */

export interface SinkOptions {
  /** `https://console.example/`: below it is `/api`. */
  serverUrl: string
  token: string
  fetch?: typeof globalThis.fetch
}

/** Why a call brought nothing. `status` is null when no response came. */
export class SinkFailure extends Error {
  readonly status: number | null
  readonly code: string | null

  constructor(message: string, status: number | null, code: string | null) {
    super(message)
    this.name = 'SinkFailure'
    this.status = status
    this.code = code
  }

  /** The token is wrong or was revoked: asking soon again is of no use. */
  get isUnauthenticated(): boolean {
    return this.status === 401
  }

  /** The server understood and will say the same again. */
  get isRefusal(): boolean {
    return (
      this.status !== null &&
      this.status >= 400 &&
      this.status < 500 &&
      ![401, 403, 408, 425, 429].includes(this.status)
    )
  }
}

export interface Call<R extends EndpointRow> {
  params?: ParamsOf<R>
  query?: QueryOf<R>
  body?: BodyOf<R>
  signal?: AbortSignal
  /** Gives up after this; 30 s unless said. */
  timeoutMs?: number
  /** Sends the body with Content-Encoding: gzip. */
  compress?: boolean
}

export interface Sink {
  /** Calls an endpoint; rejects with `SinkFailure`. */
  call<R extends EndpointRow>(row: R, call: Call<R>): Promise<ReturnsOf<R>>
}

const compressBody = promisify(gzip)
const defaultTimeoutMs = 30_000

export function createSink(options: SinkOptions): Sink {
  const send = options.fetch ?? globalThis.fetch
  const base = `${options.serverUrl.replace(/\/+$/, '')}/api`
  return {
    async call(row, { params, query, body, signal, timeoutMs = defaultTimeoutMs, compress = false }) {
      const headers: Record<string, string> = {
        authorization: `Bearer ${options.token}`,
        accept: 'application/json',
      }
      let content: Uint8Array<ArrayBuffer> | string | undefined
      if (body !== undefined) {
        headers['content-type'] = 'application/json'
        content = JSON.stringify(body)
        if (compress) {
          headers['content-encoding'] = 'gzip'
          content = new Uint8Array(await compressBody(content))
        }
      }
      const timeout = AbortSignal.timeout(timeoutMs)
      const response = await stating(() =>
        send(`${base}${pathOf(row.path, params)}${queryOf(query)}`, {
          method: row.method.toUpperCase(),
          headers,
          ...(content !== undefined && { body: content }),
          signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        }),
      )
      if (!response.ok) throw await refusalOf(response)
      const answer: unknown = response.status === 204 ? undefined : await stating(() => response.json())
      const parsed = row.returns.safeParse(answer)
      if (!parsed.success)
        throw new SinkFailure(
          `the server's answer is not what the contract says: ${z.prettifyError(parsed.error)}`,
          response.status,
          null,
        )
      return parsed.data as ReturnsOf<typeof row>
    },
  }
}

function pathOf(path: string, params: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name])))
}

function queryOf(query: unknown): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>))
    if (value !== undefined) search.set(name, String(value))
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

async function stating<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const cause = (error as { cause?: { code?: string; message?: string } }).cause
    const words = cause?.code ?? cause?.message ?? (error as Error).message
    throw new SinkFailure(`the server cannot be reached: ${words}`, null, null)
  }
}

async function refusalOf(response: Response): Promise<SinkFailure> {
  const body: unknown = await response.json().catch(() => null)
  const parsed = ErrorBody.safeParse(body)
  return parsed.success
    ? new SinkFailure(parsed.data.error.message, response.status, parsed.data.error.code)
    : new SinkFailure(`HTTP ${response.status}`, response.status, null)
}
