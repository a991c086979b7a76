import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChangeSetProgress, UndoPreview } from '../../../server/contract/endpoints/change-sets.ts'
import { device as deviceEntity } from '../../../server/contract/entities/device.ts'
import { room as roomEntity } from '../../../server/contract/entities/room.ts'
import { openChangeSet } from '../../../server/features/change-sets/open.ts'
import { recoverUndo } from '../../../server/features/change-sets/undo.ts'
import {
  createRecord,
  findRecord,
  readRecord,
  removeRecord,
  updateRecord,
} from '../../../server/features/ledger/actions.ts'
import { newValues } from '../../../server/features/ledger/values.ts'
import { writeMany } from '../../../server/features/ledger/write-many.ts'
import { aDevice, anOrganisation, aRoom, aUser } from '../../support/factories.ts'
import type { Send, TestConsole } from '../http/console.ts'
import { startTestConsole } from '../http/console.ts'

/* Sets of changes: made together, undone together, and brought back. */

let console_: TestConsole
let auditor: Send
beforeAll(async () => {
  console_ = await startTestConsole()
  auditor = await console_.as('auditor')
})
afterAll(() => console_.close())

const by = { userId: null }
let count = 0
const tag = () => `CS-${++count}`

/** A set that makes a device, renames another, and removes a third. */
async function aSet() {
  const { app } = console_
  const organisation = await anOrganisation(app)
  const renamed = await aDevice(app, { name: '旧名', model: 'S5720' })
  const removed = await aDevice(app, { name: '待删', serialNumber: 'SN-1' })
  return app.ledger.transaction(async (transaction) => {
    const id = await openChangeSet(app, { kind: 'import', title: '普查表.xlsx', userId: null, transaction })
    const why = { by, expectedVersion: null, changeSetId: id, transaction }
    const made = await createRecord(
      app,
      deviceEntity,
      { assetTag: tag(), name: '新设备', kind: 'server', status: 'in-use', organisationId: organisation.id },
      by,
      { changeSetId: id, transaction },
    )
    await updateRecord(app, deviceEntity, renamed.id, { name: '新名' }, why)
    await updateRecord(app, deviceEntity, renamed.id, { name: '更新的名', model: 'S6730' }, why)
    await removeRecord(app, deviceEntity, removed.id, why)
    return { id, made, renamed, removed }
  })
}

const device = (id: number) => findRecord(console_.app.ledger, deviceEntity, id)
async function undo(id: number, body: object = {}): Promise<{ status: number } & ChangeSetProgress> {
  const reply = await auditor('POST', `/change-sets/${id}/undo`, { body })
  return { status: reply.status, ...(reply.body as object) } as never
}
const preview = async (id: number) =>
  (await auditor('GET', `/change-sets/${id}/undo-preview`)).body as UndoPreview

describe('a set of changes', () => {
  test('counts its changes and lists them', async () => {
    const { id } = await aSet()
    const { body } = await auditor('GET', `/change-sets/${id}`)
    expect(body).toMatchObject({ title: '普查表.xlsx', kind: 'import', state: 'applied', changeCount: 4 })
    const entries = await auditor('GET', `/change-log?changeSetId=${id}`)
    expect((entries.body as { items: unknown[] }).items).toHaveLength(4)
  })

  test('is undone as if it had not been made, and undoing that brings it back', async () => {
    const { id, made, renamed, removed } = await aSet()
    expect(await preview(id)).toMatchObject({ recordCount: 3, conflictCount: 0 })
    const done = await undo(id)
    expect(done).toMatchObject({
      status: 202,
      progress: null,
      changeSet: { state: 'undone', undoneCount: 4 },
    })
    expect(await device(made.id)).toBeNull()
    expect(await device(renamed.id)).toMatchObject({ name: '旧名', model: 'S5720' })
    expect(await device(removed.id)).toMatchObject({ name: '待删', serialNumber: 'SN-1' })
    // Found by its name again, and in the log with who did it.
    const found = await auditor('GET', '/devices?q=jiuming')
    expect((found.body as { items: { id: number }[] }).items.map((row) => row.id)).toContain(renamed.id)
    const { body } = await auditor('GET', `/change-sets?undoesId=${id}`)
    const [undoing] = (body as { items: { id: number; kind: string; changeCount: number }[] }).items
    expect(undoing).toMatchObject({ kind: 'undo', changeCount: 4, userName: 'auditor' })

    expect((await undo(undoing!.id)).changeSet).toMatchObject({ state: 'undone' })
    expect(await device(made.id)).toMatchObject({ name: '新设备', kind: 'server' })
    expect(await device(renamed.id)).toMatchObject({ name: '更新的名', model: 'S6730' })
    expect(await device(removed.id)).toBeNull()
    expect((await auditor('GET', `/change-sets/${id}`)).body).toMatchObject({
      state: 'applied',
      undoneAt: null,
    })
    // And once more.
    expect((await undo(id)).changeSet).toMatchObject({ state: 'undone' })
    expect(await device(made.id)).toBeNull()
  })

  test('shows who has worked on its records since, and leaves those alone', async () => {
    const { app } = console_
    const { id, made, renamed, removed } = await aSet()
    const colleague = await aUser(app, { name: '王审计' })
    const later = { by: { userId: colleague.id }, expectedVersion: null }
    await updateRecord(app, deviceEntity, renamed.id, { name: '王改的名' }, later)
    const shown = await preview(id)
    expect(shown).toMatchObject({ recordCount: 2, conflictCount: 1 })
    expect(shown.conflicts[0]).toMatchObject({
      entity: 'device',
      recordId: renamed.id,
      reason: 'changed',
      fields: [{ field: 'name', left: '更新的名', now: '王改的名', before: '旧名' }],
      by: { userId: colleague.id, userName: '王审计' },
    })
    expect(shown.conflicts[0]!.message.zh).toContain('名称')

    const refused = await undo(id)
    expect(refused.status).toBe(409)
    expect(await device(made.id)).not.toBeNull()
    expect((await auditor('GET', `/change-sets/${id}`)).body).toMatchObject({ state: 'applied' })

    const done = await undo(id, { skipConflicts: true })
    expect(done.changeSet).toMatchObject({ state: 'partly-undone', undoneCount: 2, keptCount: 2 })
    expect(await device(made.id)).toBeNull()
    expect(await device(renamed.id)).toMatchObject({ name: '王改的名', model: 'S6730' })
    expect(await device(removed.id)).not.toBeNull()

    // Once the colleague has put the value back, the rest follows.
    await updateRecord(app, deviceEntity, renamed.id, { name: '更新的名' }, later)
    expect((await undo(id)).changeSet).toMatchObject({ state: 'undone' })
    expect(await device(renamed.id)).toMatchObject({ name: '旧名', model: 'S5720' })
  })

  test('keeps what others refer to, what is taken, and what work went into', async () => {
    const { app } = console_
    const room = await aRoom(app)
    const { siteId, organisationId } = room
    const other = await aDevice(app, { assetTag: tag() })
    const oldTag = tag()
    const renumbered = await aDevice(app, { assetTag: oldTag })
    const { id, made, worked } = await app.ledger.transaction(async (transaction) => {
      const set = await openChangeSet(app, { kind: 'stock-take', title: '盘点', userId: null, transaction })
      const why = { by, expectedVersion: null, changeSetId: set, transaction }
      const fields = {
        areaSquareMetres: 20,
        grade: 'B',
        status: 'operating',
        siteId,
        organisationId,
      } as const
      const rooms = []
      for (const name of ['甲', '乙'])
        rooms.push(await createRecord(app, roomEntity, { code: tag(), name, ...fields }, by, why))
      await updateRecord(app, deviceEntity, renumbered.id, { assetTag: tag() }, why)
      return { id: set, made: rooms[0]!, worked: rooms[1]! }
    })
    const later = { by, expectedVersion: null }
    await updateRecord(app, deviceEntity, other.id, { roomId: made.id }, later)
    await updateRecord(app, roomEntity, worked.id, { powerKw: 12 }, later)
    await aDevice(app, { assetTag: oldTag })
    const { conflicts, recordCount } = await preview(id)
    expect(recordCount).toBe(0)
    expect(new Map(conflicts.map((one) => [`${one.entity} ${one.recordId}`, one.reason]))).toEqual(
      new Map([
        [`device ${renumbered.id}`, 'taken'],
        [`room ${worked.id}`, 'changed'],
        [`room ${made.id}`, 'referenced'],
      ]),
    )
    expect((await undo(id, { skipConflicts: true })).changeSet).toMatchObject({
      keptCount: 3,
      undoneCount: 0,
    })
  })

  test('of many changes is written and undone in a few statements, rooms before the devices in them', async () => {
    const { app } = console_
    const room = await aRoom(app)
    const organisationId = room.organisationId
    const many = 1_200
    const id = await app.ledger.transaction(async (transaction) => {
      const set = await openChangeSet(app, { kind: 'import', title: '大表', userId: null, transaction })
      const why = { by, transaction, changeSetId: set }
      const code = tag()
      const { siteId } = room
      const [made] = await writeMany(
        app,
        roomEntity,
        [
          {
            action: 'create',
            values: newValues(
              roomEntity,
              {
                code,
                name: '丙',
                areaSquareMetres: 1,
                grade: 'B',
                status: 'operating',
                siteId,
                organisationId,
              },
              'imported',
            ),
          },
        ],
        why,
      )
      const values = Array.from({ length: many }, (_, i) => ({
        assetTag: `${code}-${i}`,
        name: `设备${i}`,
        kind: 'server',
        status: 'in-use',
        organisationId,
        roomId: made!,
      }))
      const ids = await writeMany(
        app,
        deviceEntity,
        values.map((one) => ({ action: 'create', values: newValues(deviceEntity, one, 'imported') })),
        why,
      )
      expect(new Set(ids).size).toBe(many)
      return set
    })
    const { body } = await auditor('GET', `/devices/summary?assetTag.contains=CS-&name=设备7`)
    expect(body).toMatchObject({ count: 1 })
    const row = await app.ledger.models.device.findOne({ where: { name: '设备7' }, raw: true })
    expect(row).toMatchObject({
      version: 1,
      origin: 'imported',
      searchText: expect.stringContaining('shebei7'),
    })
    expect(await preview(id)).toMatchObject({ recordCount: many + 1, conflictCount: 0 })
    expect((await undo(id)).changeSet).toMatchObject({ state: 'undone', undoneCount: many + 1 })
    expect(await app.ledger.models.device.count({ where: { name: '设备7' } })).toBe(0)
  })

  test('is not undone twice, nor by those who may not write', async () => {
    const { id } = await aSet()
    await undo(id)
    const again = await auditor('POST', `/change-sets/${id}/undo`, { body: {} })
    expect(again.status).toBe(409)
    expect(again.text).toContain('已经撤销')
    const viewer = await console_.as('viewer')
    expect((await viewer('POST', `/change-sets/${id}/undo`, { body: {} })).status).toBe(403)
    expect((await viewer('GET', `/change-sets/${id}/undo-preview`)).status).toBe(200)
  })

  test('whose undo broke off with its server stands as it was', async () => {
    const { app } = console_
    const { id } = await aSet()
    await app.ledger.models.changeSet.update({ state: 'undoing' }, { where: { id } })
    await recoverUndo(app, id)
    expect((await auditor('GET', `/change-sets/${id}`)).body).toMatchObject({ state: 'applied' })
    expect((await undo(id)).changeSet).toMatchObject({ state: 'undone' })
    await expect(readRecord(app, deviceEntity, 0)).rejects.toMatchObject({ code: 'notFound' })
  })
})
