import { z } from 'zod'
import type { Permission } from './permission.ts'
import type { Localised } from './text.ts'

/** What a response is made of, when it is not JSON. */
export type Produces = 'json' | 'file' | 'event-stream'

export interface EndpointRow {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below `/api`, parameters as `:id`. */
  path: string
  summary: Localised
  /** Who calls it: anyone, a signed-in person, or a collector with its token. */
  audience: 'anyone' | 'person' | 'collector'
  /** What the person must be allowed to do; null when being signed in is enough. */
  permission: Permission | null
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  returns: z.ZodType
  produces?: Produces
  status?: 200 | 201 | 202 | 204
  /** The version that a change is based on must be stated (If-Match). */
  ifMatch?: boolean
  /** Larger bodies are refused with 413; 1 MiB unless said. */
  bodyLimitMib?: number
}

/** Declares an endpoint once: the server's parsing, the handler's type, the web's client and the documents follow. */
export function endpoint<const R extends EndpointRow>(row: R): R {
  return row
}

type Output<S, Missing> = S extends z.ZodType ? z.output<S> : Missing
export type ParamsOf<R> = R extends { params: infer S }
  ? Output<S, Record<string, never>>
  : Record<string, never>
export type QueryOf<R> = R extends { query: infer S }
  ? Output<S, Record<string, never>>
  : Record<string, never>
export type BodyOf<R> = R extends { body: infer S } ? Output<S, undefined> : undefined
export type ReturnsOf<R> = R extends { returns: infer S } ? Output<S, undefined> : undefined

export const IdParams = z.object({ id: z.coerce.number().int().positive() })
export const Nothing = z.void()
/** A file, as a stream of bytes. */
export const FileBody = z.custom<AsyncIterable<Uint8Array>>()
