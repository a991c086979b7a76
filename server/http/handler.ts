import type { BodyOf, EndpointRow, ParamsOf, QueryOf, ReturnsOf } from '../contract/endpoint.ts'
import type { Endpoints } from '../contract/endpoints/index.ts'
import type { Role } from '../contract/permission.ts'
import type { Language } from '../contract/text.ts'

/** A signed-in person. */
export interface Person {
  kind: 'person'
  userId: number
  login: string
  name: string
  role: Role
}

/** A collector with a valid token. */
export interface CollectorActor {
  kind: 'collector'
  collectorId: number
  name: string
  networkZoneId: number
}

export interface Anyone {
  kind: 'anyone'
}

export type Actor = Person | CollectorActor | Anyone

type ActorOf<R> = R extends { audience: 'person' }
  ? Person
  : R extends { audience: 'collector' }
    ? CollectorActor
    : Anyone

/** A file to download; `content` is read as it is sent. */
export interface FileReply {
  fileName: string
  contentType: string
  content: AsyncIterable<Uint8Array | string>
}

/** Everything a handler may know of a request, parsed and checked. */
export interface Call<R = EndpointRow> {
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
  actor: ActorOf<R>
  /** The version in If-Match; a number wherever the endpoint's row asks for it, else null. */
  ifMatch: number | null
  language: Language
  requestId: string
  clientAddress: string
  /** Aborted when the client goes away. */
  signal: AbortSignal
  cookies: {
    get(name: string): string | undefined
    set(name: string, value: string | null, expires?: Date): void
  }
}

type ReplyOf<R> = R extends { produces: 'file' } ? FileReply : ReturnsOf<R>

export type Handler<R> = (call: Call<R>) => Promise<ReplyOf<R>>

/** The handlers of one group of endpoints; none may be missing. */
export type HandlersOf<G extends keyof Endpoints> = { [N in keyof Endpoints[G]]: Handler<Endpoints[G][N]> }

export type AllHandlers = { [G in keyof Endpoints]: HandlersOf<G> }
