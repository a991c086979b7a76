import { z } from 'zod'
import type { EndpointRow } from '../../contract/endpoint.ts'
import { endpoints } from '../../contract/endpoints/index.ts'
import { entities } from '../../contract/entities/index.ts'
import { ErrorBody } from '../../contract/error.ts'
import type { Localised } from '../../contract/text.ts'

type JsonSchema = Record<string, unknown>
type Components = Record<string, JsonSchema>

/** A schema as OpenAPI 3.1 wants it (JSON Schema 2020-12); named schemas move into the components. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', components: Components): JsonSchema {
  const {
    $schema: _,
    $defs,
    ...root
  } = z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any', io }) as JsonSchema
  for (const [name, definition] of Object.entries(($defs ?? {}) as Components))
    components[name] ??= relink(definition)
  const id = root['id']
  if (typeof id !== 'string') return relink(root)
  components[id] ??= relink(root)
  return { $ref: `#/components/schemas/${id}` }
}

function relink(schema: JsonSchema): JsonSchema {
  const { id: _, ...rest } = schema
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema
}

function parametersOf(row: EndpointRow, components: Components): JsonSchema[] {
  const inQuery = row.query ? toSchema(row.query, 'input', components) : {}
  const needed = new Set((inQuery['required'] ?? []) as string[])
  const query = Object.entries((inQuery['properties'] ?? {}) as Components).map(([name, schema]) => ({
    name,
    in: 'query',
    required: needed.has(name),
    schema,
  }))
  const path = [...row.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'integer', minimum: 1 },
  }))
  const version = {
    name: 'If-Match',
    in: 'header',
    required: true,
    schema: { type: 'string', examples: ['"3"'] },
  }
  return [...path, ...query, ...(row.ifMatch ? [version] : [])]
}

function repliesOf(row: EndpointRow, components: Components): JsonSchema {
  const problem = {
    description: 'Error',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  }
  const status = String(row.status ?? 200)
  if (status === '204') return { 204: { description: 'Done' }, default: problem }
  const media = {
    json: 'application/json',
    file: 'application/octet-stream',
    'event-stream': 'text/event-stream',
  }[row.produces ?? 'json']
  const schema =
    row.produces && row.produces !== 'json' ? { type: 'string' } : toSchema(row.returns, 'output', components)
  return { [status]: { description: 'OK', content: { [media]: { schema } } }, default: problem }
}

/** What groups of endpoints that are no entities are called. */
const otherGroups: Record<string, Localised> = {
  system: { zh: '系统', en: 'System' },
  session: { zh: '会话', en: 'Session' },
  role: { zh: '角色', en: 'Roles' },
  overview: { zh: '总览', en: 'Overview' },
  search: { zh: '搜索', en: 'Search' },
  job: { zh: '采集任务', en: 'Requested collections' },
  metric: { zh: '监测数据', en: 'Metrics' },
  collectorLink: { zh: '采集器接口', en: 'What collectors call' },
}

const securityOf = { anyone: [], person: [{ session: [], csrf: [] }], collector: [{ collector: [] }] }

function operation(group: string, name: string, row: EndpointRow, components: Components): JsonSchema {
  const tag = (entities as Record<string, { plural: Localised }>)[group]?.plural ?? otherGroups[group]
  const needs = row.permission ? `\n\n需要权限 / Permission: \`${row.permission}\`` : ''
  return {
    operationId: `${group}${name[0]!.toUpperCase()}${name.slice(1)}`,
    tags: [tag ? `${tag.zh} ${tag.en}` : group],
    summary: `${row.summary.zh} · ${row.summary.en}`,
    description: `${row.summary.zh}。${row.summary.en}.${needs}`,
    parameters: parametersOf(row, components),
    ...(row.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: toSchema(row.body, 'input', components) } },
          },
        }
      : {}),
    responses: repliesOf(row, components),
    security: securityOf[row.audience],
  }
}

/** The OpenAPI 3.1 document of the whole contract. */
export function openApiDocument(version: string): JsonSchema {
  const components: Components = {}
  toSchema(ErrorBody, 'output', components)
  const paths: Record<string, JsonSchema> = {}
  for (const [group, rows] of Object.entries(endpoints)) {
    for (const [name, row] of Object.entries(rows) as [string, EndpointRow][]) {
      const path = `/api${row.path.replace(/:(\w+)/g, '{$1}')}`
      paths[path] = { ...paths[path], [row.method]: operation(group, name, row, components) }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '城基 CityBase',
      version,
      description: '城市信息基础设施台账接口。The interface of a city’s infrastructure ledger.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'citybase_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
        collector: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}
