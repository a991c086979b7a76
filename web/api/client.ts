import type { BodyOf, EndpointRow, ParamsOf, QueryOf, ReturnsOf } from '../../server/contract/endpoint.ts'
import { ErrorBody } from '../../server/contract/error.ts'
import type { Language } from '../../server/contract/text.ts'
import { ApiError, clientError } from './error.ts'

type ParamsPart<R> = R extends { params: unknown } ? { params: ParamsOf<R> } : { params?: undefined }
type QueryPart<R> = R extends { query: unknown } ? { query?: Partial<QueryOf<R>> } : { query?: undefined }
type BodyPart<R> = R extends { body: unknown } ? { body: BodyOf<R> } : { body?: undefined }
type VersionPart<R> = R extends { ifMatch: true } ? { version: number } : { version?: undefined }

/** What a call of an endpoint takes: exactly the parts that its row declares. */
export type CallInput<R> = ParamsPart<R> &
  QueryPart<R> &
  BodyPart<R> &
  VersionPart<R> & { signal?: AbortSignal }
/** Input of endpoints for a file or a stream: where, and which filters. */
export type AddressInput<R> = ParamsPart<R> & QueryPart<R>

interface LooseInput {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  version?: number
  signal?: AbortSignal
}

/** What the client needs to know of the console; set once by `main.ts`. */
export interface ClientSettings {
  language: () => Language
  csrfToken: () => string | null
  /** The session has ended. */
  onUnauthenticated: () => void
  /** Whether the last request got an answer. */
  onReachable: (reachable: boolean) => void
}

let settings: ClientSettings = {
  language: () => 'zh',
  csrfToken: () => null,
  onUnauthenticated: () => undefined,
  onReachable: () => undefined,
}

export function configureClient(given: ClientSettings): void {
  settings = given
}

/** Address of an endpoint, with parameters and filters filled in; empty filters are left out. */
function addressOf(row: EndpointRow, input: LooseInput): string {
  const path = row.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name])),
  )
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.append(key, String(value))
  }
  const search = query.toString()
  return `/api${path}${search ? `?${search}` : ''}`
}

/**
 * Calls an endpoint of the contract. Throws `ApiError` when it does not succeed: with the server's code, message and
 * issues, or with code `network` when no answer came. An aborted call throws the browser's AbortError.
 */
export async function call<R extends EndpointRow>(row: R, given: CallInput<R>): Promise<ReturnsOf<R>> {
  const input = given as LooseInput
  const response = await send(row, input)
  if (!response.ok) throw await errorOf(row, response)
  settings.onReachable(true)
  return (await bodyOf(response)) as ReturnsOf<R>
}

async function send(row: EndpointRow, input: LooseInput): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'Accept-Language': settings.language(),
  }
  const token = settings.csrfToken()
  if (row.method !== 'get' && token) headers['X-CSRF-Token'] = token
  if (input.version !== undefined) headers['If-Match'] = `"${input.version}"`
  if (input.body !== undefined) headers['Content-Type'] = 'application/json'
  try {
    return await fetch(addressOf(row, input), {
      method: row.method.toUpperCase(),
      headers,
      credentials: 'same-origin',
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal ? { signal: input.signal } : {}),
    })
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure
    settings.onReachable(false)
    throw clientError('network', 0)
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  try {
    return await response.json()
  } catch {
    throw clientError('unexpectedAnswer', response.status)
  }
}

async function errorOf(row: EndpointRow, response: Response): Promise<ApiError> {
  const parsed = ErrorBody.safeParse(await response.json().catch(() => null))
  if (!parsed.success) {
    // A gateway in front of a server that is away answers in its own words.
    if (response.status >= 502 && response.status <= 504) settings.onReachable(false)
    return clientError(response.status >= 502 ? 'network' : 'unexpectedAnswer', response.status)
  }
  settings.onReachable(true)
  const error = new ApiError(response.status, parsed.data.error)
  if (error.code === 'unauthenticated' && row.audience === 'person') settings.onUnauthenticated()
  return error
}

/** Address of a file (an export) for a link or a download. */
export function downloadUrl<R extends EndpointRow>(row: R, input: AddressInput<R>): string {
  return addressOf(row, input as LooseInput)
}

type EventOf<R> = ReturnsOf<R> extends AsyncIterable<infer T> ? T : never

export interface EventListeners<T> {
  onEvent: (event: T) => void
  /** The stream broke off; the browser connects again by itself unless `close` is called. */
  onBroken?: () => void
}

/** Listens to a stream of server-sent events. Call the returned function to stop. */
export function events<R extends EndpointRow>(
  row: R,
  input: AddressInput<R>,
  listeners: EventListeners<EventOf<R>>,
): () => void {
  const source = new EventSource(addressOf(row, input as LooseInput))
  source.onmessage = (message: MessageEvent<string>) =>
    listeners.onEvent(JSON.parse(message.data) as EventOf<R>)
  source.onerror = () => listeners.onBroken?.()
  return () => source.close()
}
