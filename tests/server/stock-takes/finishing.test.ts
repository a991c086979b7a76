import { afterAll, beforeAll, expect, it } from 'vitest'
import type { StockTakeResult } from '../../../server/contract/stock-take.ts'
import type { TestConsole } from '../http/console.ts'
import { password, startTestConsole } from '../http/console.ts'
import { done, stockTakeScene } from './scene.ts'

let console_: TestConsole
let scene: Awaited<ReturnType<typeof stockTakeScene>>
beforeAll(async () => {
  console_ = await startTestConsole()
  scene = await stockTakeScene(console_)
})
afterAll(() => console_.close())

async function closed(): Promise<number> {
  const { start, send, scan, operator, auditor, rooms, devices, elsewhere, handIn } = scene
  const id = await start()
  await send(
    operator,
    id,
    scan(devices[0].assetTag, rooms[0].id, { condition: 'damaged', labelUnreadable: true, way: 'typed' }),
    scan(elsewhere.assetTag, rooms[0].id),
    scan(`盘盈-${id}`, rooms[0].id, { kind: 'server', serialNumber: `SN-${id}` }),
  )
  await handIn(operator, id, rooms[0].id)
  await handIn(auditor, id, rooms[1].id)
  await done(auditor, 'POST', `/stock-takes/${id}/close`)
  return id
}

const resultOf = async (id: number) =>
  (await done(scene.auditor, 'GET', `/stock-takes/${id}/result`)) as unknown as StockTakeResult

it('is refused while a list is out or a room was not counted, and says which', async () => {
  const { start, take, auditor, operator, rooms, handIn } = scene
  const id = await start()
  await take(operator, id, rooms[0].id)
  const refused = await auditor('POST', `/stock-takes/${id}/close`)
  expect(refused.status).toBe(409)
  expect(refused.text).toContain(`${rooms[0].name} (operator)`)
  expect(refused.text).toContain(`还没有人盘点：${rooms[1].name}`)
  await handIn(operator, id, rooms[0].id)
  await handIn(operator, id, rooms[1].id)
  await done(auditor, 'POST', `/stock-takes/${id}/close`)
})

it('states surplus and deficit, moved, unreadable and damaged', async () => {
  const { counts, items } = await resultOf(await closed())
  expect(counts).toEqual({
    expected: 4,
    found: 1,
    moved: 1,
    surplus: 1,
    missing: 2,
    open: 0,
    conflict: 0,
    unreadable: 1,
    damaged: 1,
  })
  expect(items.find(({ state }) => state === 'moved')).toMatchObject({
    roomName: scene.rooms[1].name,
    foundRoomName: scene.rooms[0].name,
  })
})

it('is signed by who led it, with the password, and approved by another', async () => {
  const { auditor, administrator } = scene
  const id = await closed()
  const path = `/stock-takes/${id}`
  expect((await administrator('POST', `${path}/approve`, { body: { password } })).status).toBe(409)
  expect((await auditor('POST', `${path}/sign`, { body: { password: 'wrong' } })).text).toContain(
    '密码不正确',
  )
  const notLead = await administrator('POST', `${path}/sign`, { body: { password } })
  expect(notLead.status).toBe(409)
  expect(notLead.text).toContain('负责人 auditor')
  await done(auditor, 'POST', `${path}/sign`, { password })
  const { stockTake } = await resultOf(id)
  expect(stockTake).toMatchObject({ state: 'signed', signedByName: 'auditor', hashHolds: true })
  expect(stockTake.resultHash).toMatch(/^[0-9a-f]{64}$/)
  const same = await auditor('POST', `${path}/approve`, { body: { password } })
  expect(same.status).toBe(409)
  expect(same.text).toContain('由另一人批准')
  await done(administrator, 'POST', `${path}/approve`, { password })
  expect((await resultOf(id)).stockTake).toMatchObject({ state: 'approved', approvedByName: 'administrator' })
})

it('is not approved when somebody has touched what was signed', async () => {
  const { app, auditor, administrator, itemOf, devices } = scene
  const id = await closed()
  await done(auditor, 'POST', `/stock-takes/${id}/sign`, { password })
  const item = await itemOf(id, devices[2].assetTag)
  await app.ledger.models.stockTakeItem.update({ state: 'found' }, { where: { id: item['id'] } })
  expect((await resultOf(id)).stockTake.hashHolds).toBe(false)
  const refused = await administrator('POST', `/stock-takes/${id}/approve`, { body: { password } })
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('签字已失效')
})

it('can be sent back: what nobody had recorded is open again and the signature falls', async () => {
  const { auditor, administrator, send, scan, operator, devices, rooms, itemOf } = scene
  const id = await closed()
  await done(auditor, 'POST', `/stock-takes/${id}/sign`, { password })
  await done(administrator, 'POST', `/stock-takes/${id}/reopen`, { reason: '二层还有一台' })
  expect(await done(auditor, 'GET', `/stock-takes/${id}`)).toMatchObject({
    state: 'running',
    signedAt: null,
    resultHash: null,
    reason: '二层还有一台',
  })
  expect(await itemOf(id, devices[1].assetTag)).toMatchObject({ state: 'open' })
  await send(operator, id, scan(devices[1].assetTag, rooms[0].id))
  await done(auditor, 'POST', `/stock-takes/${id}/close`)
  expect((await resultOf(id)).counts).toMatchObject({ found: 2, missing: 1 })
})
