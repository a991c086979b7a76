import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestConsole } from '../http/console.ts'
import { startTestConsole } from '../http/console.ts'
import { done, stockTakeScene } from './scene.ts'

let console_: TestConsole
let scene: Awaited<ReturnType<typeof stockTakeScene>>
beforeAll(async () => {
  console_ = await startTestConsole()
  scene = await stockTakeScene(console_)
})
afterAll(() => console_.close())

describe('planning', () => {
  it('lays out rooms and people, and fixes the list when it starts', async () => {
    const { auditor, plan, rooms, items, devices, elsewhere } = scene
    const id = await plan()
    const progress = await done(auditor, 'GET', `/stock-takes/${id}/progress`)
    expect(progress).toMatchObject({
      counts: { expected: 0 },
      rooms: [
        { roomId: rooms[0].id, state: 'waiting', people: [{ name: 'auditor' }, { name: 'operator' }] },
        { roomId: rooms[1].id, state: 'waiting', people: [{ name: 'auditor' }] },
      ],
      people: [
        { name: 'auditor', rooms: 2, handedIn: 0 },
        { name: 'operator', rooms: 1 },
      ],
    })
    await done(auditor, 'POST', `/stock-takes/${id}/start`)
    expect((await items(id)).map((row) => row['assetTag'])).toEqual(
      [...devices, elsewhere].map(({ assetTag }) => assetTag).sort(),
    )
    expect(await done(auditor, 'GET', `/stock-takes/${id}`)).toMatchObject({
      state: 'running',
      itemCount: 4,
      countedCount: 0,
    })
  })

  it('takes organisations and kinds as a scope too', async () => {
    const { start, devices, items } = scene
    const id = await start({ scope: { organisationIds: [devices[0].organisationId], kinds: ['switch'] } })
    expect(await items(id)).toHaveLength(4)
  })

  it('says what is wrong beside its field', async () => {
    const { auditor, people } = scene
    const send = (parts: object) =>
      auditor('POST', '/stock-takes', {
        body: { name: '坏计划', dueOn: '2026-12-31', leadId: people.auditor, ...parts },
      })
    for (const scope of [undefined, {}, { kinds: ['printer'] }, { roomIds: 'all' }]) {
      const reply = await send({ scope })
      expect(reply.status, reply.text).toBe(400)
      expect((reply.body as never as { error: { issues: { path: string }[] } }).error.issues[0]!.path).toBe(
        'scope',
      )
    }
    const unknown = await send({ scope: { kinds: ['switch'] }, crew: [{ userId: 4711 }] })
    expect(unknown.text).toContain('重新选择')
  })

  it('is kept from whoever may not', async () => {
    const viewer = await console_.as('viewer')
    expect((await viewer('POST', '/stock-takes', { body: {} })).status).toBe(403)
    expect((await scene.operator('POST', '/stock-takes/1/start')).status).toBe(403)
    expect((await viewer('POST', '/stock-takes/1/rooms/1/take')).status).toBe(403)
  })

  it('cannot be changed nor removed once it runs, only cancelled', async () => {
    const { auditor, start, rooms } = scene
    const id = await start()
    const row = await done(auditor, 'GET', `/stock-takes/${id}`)
    const headers = { 'If-Match': `"${row['version']}"` }
    const changed = await auditor('PATCH', `/stock-takes/${id}`, {
      body: { scope: { roomIds: [rooms[0].id] } },
      headers,
    })
    expect(changed.status).toBe(409)
    expect((await auditor('DELETE', `/stock-takes/${id}`, { headers })).status).toBe(409)
    await done(auditor, 'POST', `/stock-takes/${id}/cancel`, { reason: '改期' })
    const cancelled = await done(auditor, 'GET', `/stock-takes/${id}`)
    expect(cancelled).toMatchObject({ state: 'cancelled', reason: '改期' })
    const removed = await auditor('DELETE', `/stock-takes/${id}`, {
      headers: { 'If-Match': `"${cancelled['version']}"` },
    })
    expect(removed.status, removed.text).toBe(204)
  })
})

describe('counting', () => {
  it('hands out what a phone needs where no network reaches', async () => {
    const { start, take, operator, auditor, rooms, devices, elsewhere, rack } = scene
    const id = await start()
    const pack = await take(operator, id, rooms[0].id)
    expect(pack.items.map(({ assetTag }) => assetTag)).toEqual(devices.map(({ assetTag }) => assetTag))
    expect(pack.racks).toMatchObject([{ id: rack.id, heightU: 42 }])
    expect(pack.elsewhere).toContainEqual(
      expect.objectContaining({ assetTag: elsewhere.assetTag, roomId: rooms[1].id }),
    )
    const open = await done(operator, 'GET', '/stock-takes/open')
    expect((open as never as { items: { id: number }[] }).items.find((one) => one.id === id)).toMatchObject({
      rooms: [
        { roomId: rooms[0].id, state: 'taken', isMine: true },
        { roomId: rooms[1].id, state: 'waiting', isMine: false },
      ],
    })
    expect(await done(auditor, 'GET', `/stock-takes/${id}/progress`)).toMatchObject({
      obstacles: [
        { link: expect.stringContaining('state=taken') },
        { link: expect.stringContaining('waiting') },
      ],
    })
  })

  it('tells found, misplaced, unknown, absent and duplicate apart', async () => {
    const { start, send, scan, operator, rooms, devices, elsewhere, itemOf } = scene
    const id = await start()
    const [room] = rooms
    const taken = await send(
      operator,
      id,
      scan(devices[0].assetTag, room.id),
      scan(elsewhere.assetTag, room.id),
      scan('无标签-1', room.id, { kind: 'server', serialNumber: 'SN-NEW', note: '旧服务器' }),
      scan(devices[1].assetTag, room.id, { isAbsent: true, way: 'list' }),
      scan(devices[0].assetTag, room.id),
    )
    expect(taken.map(({ verdict }) => verdict)).toEqual([
      'found',
      'misplaced',
      'unknown',
      'absent',
      'duplicate',
    ])
    expect(await itemOf(id, devices[0].assetTag)).toMatchObject({ state: 'found', foundRoomId: room.id })
    expect(await itemOf(id, elsewhere.assetTag)).toMatchObject({ state: 'moved', roomId: rooms[1].id })
    expect(await itemOf(id, '无标签-1')).toMatchObject({
      state: 'surplus',
      deviceId: null,
      isExpected: false,
      kind: 'server',
      serialNumber: 'SN-NEW',
    })
    expect(await itemOf(id, devices[1].assetTag)).toMatchObject({ state: 'missing', foundRoomId: null })
    expect(await itemOf(id, devices[2].assetTag)).toMatchObject({ state: 'open' })
  })

  it('counts what arrives twice once, also when half of it is new', async () => {
    const { start, send, scan, operator, rooms, devices, auditor } = scene
    const id = await start()
    const first = scan(devices[0].assetTag, rooms[0].id)
    const second = scan(devices[1].assetTag, rooms[0].id)
    const before = await send(operator, id, first)
    const again = await send(operator, id, first, second)
    expect(again[0]).toEqual(before[0])
    const scans = await done(auditor, 'GET', `/stock-take-scans?stockTakeId=${id}`)
    expect((scans as never as { items: unknown[] }).items).toHaveLength(2)
    expect(await done(auditor, 'GET', `/stock-takes/${id}/progress`)).toMatchObject({
      people: [
        { name: 'auditor', scans: 0 },
        { name: 'operator', scans: 2 },
      ],
      counts: { found: 2, open: 2 },
    })
    expect(await done(auditor, 'GET', `/stock-takes/${id}`)).toMatchObject({ countedCount: 2 })
  })

  it('keeps a photo and gives it back', async () => {
    const { start, send, scan, operator, rooms, devices, auditor } = scene
    const id = await start()
    await send(
      operator,
      id,
      scan(devices[0].assetTag, rooms[0].id, { photo: 'data:image/jpeg;base64,/9j/4AAQ' }),
    )
    const scans = (await done(auditor, 'GET', `/stock-take-scans?stockTakeId=${id}`)) as never as {
      items: { id: number; hasPhoto: boolean }[]
    }
    expect(scans.items[0]!.hasPhoto).toBe(true)
    const photo = await auditor('GET', `/stock-take-scans/${scans.items[0]!.id}/photo`)
    expect(photo.headers.get('content-type')).toBe('image/jpeg')
  })

  it('refuses a room that is not part of it, and records after its end', async () => {
    const { start, scan, operator, rooms, devices, auditor } = scene
    const id = await start({ scope: { roomIds: [rooms[0].id] }, crew: [] })
    const body = { scans: [scan(devices[0].assetTag, rooms[1].id)] }
    expect((await operator('POST', `/stock-takes/${id}/scans`, { body })).status).toBe(409)
    await done(auditor, 'POST', `/stock-takes/${id}/cancel`, {})
    const late = await operator('POST', `/stock-takes/${id}/scans`, {
      body: { scans: [scan(devices[0].assetTag, rooms[0].id)] },
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('已不在进行中')
  })
})

describe('two people', () => {
  it('at once in one room are both heard, and agree where they can', async () => {
    const { start, send, scan, auditor, operator, rooms, devices, items } = scene
    const id = await start()
    const all = devices.map(({ assetTag }) => assetTag)
    await Promise.all([
      send(auditor, id, ...all.map((tag) => scan(tag, rooms[0].id))),
      send(operator, id, ...all.map((tag) => scan(tag, rooms[0].id)), scan('新设备-1', rooms[0].id)),
    ])
    expect((await items(id, '&state=found')).length).toBe(3)
    expect(await items(id, '&state=surplus')).toHaveLength(1)
  })

  it('who contradict each other make a conflict that a person settles', async () => {
    const { start, send, scan, auditor, operator, rooms, devices, itemOf, handIn } = scene
    const id = await start({ scope: { roomIds: [rooms[0].id] } })
    const tag = devices[0].assetTag
    await send(auditor, id, scan(tag, rooms[0].id, { condition: 'good' }))
    const [taken] = await send(operator, id, scan(tag, rooms[0].id, { condition: 'damaged', note: '风扇坏' }))
    expect(taken!.itemState).toBe('conflict')
    await handIn(auditor, id, rooms[0].id)
    await handIn(operator, id, rooms[0].id)
    const refused = await auditor('POST', `/stock-takes/${id}/close`)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('互相矛盾')
    const scans = (await done(
      auditor,
      'GET',
      `/stock-take-scans?stockTakeItemId=${taken!.itemId}`,
    )) as never as {
      items: { id: number; condition: string }[]
    }
    const chosen = scans.items.find(({ condition }) => condition === 'damaged')!
    await done(auditor, 'POST', `/stock-take-items/${taken!.itemId}/resolve`, {
      scanId: chosen.id,
      reason: '现场复核',
    })
    expect(await itemOf(id, tag)).toMatchObject({
      state: 'found',
      condition: 'damaged',
      note: '风扇坏',
      resolution: '现场复核',
      resolvedByName: 'auditor',
    })
    await done(auditor, 'POST', `/stock-takes/${id}/close`)
    expect(await itemOf(id, devices[1].assetTag)).toMatchObject({ state: 'missing' })
  })
})
