import { z } from 'zod'
import type { EndpointRow } from '../contract/endpoint.ts'
import { AppError } from '../contract/error.ts'
import { issuesOf } from '../contract/issue-text.ts'

/** @throws AppError notFound: a path whose parameters are not what they should be leads nowhere. */
export function parseParams(row: EndpointRow, raw: unknown): unknown {
  if (!row.params) return {}
  const parsed = row.params.safeParse(raw)
  if (!parsed.success) throw new AppError('notFound')
  return parsed.data
}

/** @throws AppError unknownFilter, unknownSort, or validationFailed with the parameters marked */
export function parseQuery(row: EndpointRow, raw: unknown): unknown {
  if (!row.query) return {}
  const parsed = row.query.safeParse(raw)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      throw new AppError('unknownFilter', { name: issue.keys[0], allowed: Object.keys(shapeOf(row.query)) })
    }
    if (issue.path[0] === 'sort' && issue.code === 'invalid_value') {
      const allowed = issue.values.map(String).filter((name) => !name.startsWith('-'))
      throw new AppError('unknownSort', { name: (raw as Record<string, unknown>)['sort'], allowed })
    }
  }
  throw new AppError('validationFailed', {}, issuesOf(parsed.error))
}

function shapeOf(schema: z.ZodType): Record<string, unknown> {
  return schema instanceof z.ZodObject ? schema.shape : {}
}

/** @throws AppError validationFailed, each issue beside its field */
export function parseBody(row: EndpointRow, raw: unknown): unknown {
  if (!row.body) return undefined
  const parsed = row.body.safeParse(raw, { reportInput: true })
  if (!parsed.success) throw new AppError('validationFailed', {}, issuesOf(parsed.error))
  return parsed.data
}

/**
 * The version that a change is based on, from `If-Match: "3"`.
 * @throws AppError versionRequired when it is missing or not a version
 */
export function parseIfMatch(row: EndpointRow, header: string): number | null {
  if (!row.ifMatch) return null
  const match = /^(?:W\/)?"(\d+)"$/.exec(header.trim())
  if (!match) throw new AppError('versionRequired')
  return Number(match[1])
}
