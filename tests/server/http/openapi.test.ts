import { describe, expect, it } from 'vitest'
import type { EndpointRow } from '../../../server/contract/endpoint.ts'
import { endpoints } from '../../../server/contract/endpoints/index.ts'
import { openApiDocument } from '../../../server/features/system/openapi.ts'

interface Operation {
  operationId: string
  responses: Record<string, unknown>
  parameters: { name: string; in: string }[]
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> }
}

const document = openApiDocument('1.2.3') as unknown as Document

describe('the OpenAPI document', () => {
  it('is 3.1 and holds every endpoint of the contract', () => {
    expect(document.openapi).toBe('3.1.0')
    const documented = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    )
    const declared = Object.values(endpoints)
      .flatMap((group) => Object.values(group) as EndpointRow[])
      .map((row) => `${row.method} /api${row.path.replace(/:(\w+)/g, '{$1}')}`)
    expect(documented.sort()).toEqual(declared.sort())
  })

  it('names every operation once', () => {
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map((operation) => operation.operationId),
    )
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('deviceList')
    expect(ids).toContain('findingAccept')
  })

  it('every reference leads to a schema', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target!,
    )
    expect(references.length).toBeGreaterThan(100)
    for (const target of references)
      expect(document.components.schemas, target).toHaveProperty([target.split('/').at(-1)!])
  })

  it('says what a device is, its filters, and that a change needs a version', () => {
    expect(Object.keys(document.components.schemas['Device']!.properties!)).toEqual(
      expect.arrayContaining(['assetTag', 'roomName', 'version']),
    )
    expect(document.paths['/api/devices']!['get']!.parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['kind', 'purchaseDate.lt', 'sort', 'cursor', 'q']),
    )
    expect(document.paths['/api/devices/{id}']!['patch']!.parameters).toContainEqual(
      expect.objectContaining({ name: 'If-Match', in: 'header' }),
    )
  })
})
