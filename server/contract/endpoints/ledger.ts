import type { z } from 'zod'
import { endpoint, FileBody, IdParams, Nothing } from '../endpoint.ts'
import type { Entity } from '../entity.ts'
import { createSchema, rowSchema, updateSchema } from '../entity.ts'
import { exportQuerySchema, listQuerySchema, pageSchema, Summary, summaryQuerySchema } from '../list-query.ts'

/** The endpoints that read any entity: list, summary (count, facets, sums), export, one record. */
export function recordEndpoints<E extends Entity>(entity: E) {
  const row = rowSchema(entity)
  const common = { audience: 'person', permission: entity.permissions.read, method: 'get' } as const
  const { zh, en } = { zh: entity.plural.zh, en: entity.plural.en.toLowerCase() }
  return {
    list: endpoint({
      ...common,
      path: entity.path,
      summary: { zh: `${zh}列表`, en: `List ${en}` },
      query: listQuerySchema(entity),
      returns: pageSchema(row),
    }),
    summary: endpoint({
      ...common,
      path: `${entity.path}/summary`,
      summary: { zh: `${zh}的数量、分面与合计`, en: `Count, facets and sums of ${en}` },
      query: summaryQuerySchema(entity),
      returns: Summary,
    }),
    export: endpoint({
      ...common,
      path: `${entity.path}/export`,
      summary: { zh: `导出${zh}`, en: `Export ${en} as CSV or XLSX` },
      query: exportQuerySchema(entity),
      returns: FileBody,
      produces: 'file',
    }),
    get: endpoint({
      ...common,
      path: `${entity.path}/:id`,
      summary: { zh: `单条${entity.label.zh}`, en: `One ${entity.label.en.toLowerCase()}` },
      params: IdParams,
      returns: row,
    }),
  }
}

/** The endpoints that change an entity. `extra` adds write-only values, such as secrets, to the bodies. */
export function writeEndpoints<E extends Entity, C extends z.ZodType, U extends z.ZodType>(
  entity: E,
  bodies: { create: C; update: U },
) {
  const row = rowSchema(entity)
  const common = { audience: 'person', permission: entity.permissions.write } as const
  const en = entity.label.en.toLowerCase()
  return {
    create: endpoint({
      ...common,
      method: 'post',
      path: entity.path,
      summary: { zh: `新增${entity.label.zh}`, en: `Create a ${en}` },
      body: bodies.create,
      returns: row,
      status: 201,
    }),
    update: endpoint({
      ...common,
      method: 'patch',
      path: `${entity.path}/:id`,
      summary: { zh: `修改${entity.label.zh}`, en: `Change a ${en}` },
      params: IdParams,
      body: bodies.update,
      returns: row,
      ifMatch: true,
    }),
    remove: endpoint({
      ...common,
      method: 'delete',
      path: `${entity.path}/:id`,
      summary: { zh: `删除${entity.label.zh}`, en: `Remove a ${en}` },
      params: IdParams,
      returns: Nothing,
      status: 204,
      ifMatch: true,
    }),
  }
}

/** All seven endpoints of an ordinary entity of the ledger. */
export function ledgerEndpoints<E extends Entity>(entity: E) {
  return {
    ...recordEndpoints(entity),
    ...writeEndpoints(entity, { create: createSchema(entity), update: updateSchema(entity) }),
  }
}
