import { randomUUID } from 'node:crypto'
import type { SentScan, StockTakePack, TakenScan } from '../../../server/contract/stock-take.ts'
import { aDevice, aRack, aRoom, anOrganisation } from '../../support/factories.ts'
import type { Send, TestConsole } from '../http/console.ts'

type Row = Record<string, never>

/** Two rooms with racks and devices, and people who plan and count over HTTP. */
export async function stockTakeScene(console: TestConsole) {
  const { app } = console
  const [auditor, operator, administrator] = [
    await console.as('auditor'),
    await console.as('operator'),
    await console.as('administrator'),
  ]
  const owner = await anOrganisation(app)
  const rooms = [
    await aRoom(app, { organisationId: owner.id }),
    await aRoom(app, { organisationId: owner.id }),
  ] as const
  const rack = await aRack(app, { roomId: rooms[0].id })
  const inRack = { roomId: rooms[0].id, rackId: rack.id, heightU: 1, organisationId: owner.id }
  const devices = [
    await aDevice(app, { ...inRack, positionU: 10, serialNumber: 'SN-A' }),
    await aDevice(app, { ...inRack, positionU: 20 }),
    await aDevice(app, { ...inRack, positionU: 30 }),
  ] as const
  const elsewhere = await aDevice(app, { roomId: rooms[1].id, organisationId: owner.id })

  const idOf = async (send: Send) =>
    ((await send('GET', '/session')).body as unknown as { user: { id: number } }).user.id
  const people = { auditor: await idOf(auditor), operator: await idOf(operator) }

  async function plan(more: Record<string, unknown> = {}): Promise<number> {
    const reply = await auditor('POST', '/stock-takes', {
      body: {
        name: `盘点 ${randomUUID().slice(0, 8)}`,
        dueOn: '2026-12-31',
        leadId: people.auditor,
        scope: { roomIds: rooms.map(({ id }) => id) },
        crew: [{ userId: people.auditor }, { userId: people.operator, roomIds: [rooms[0].id] }],
        ...more,
      },
    })
    if (reply.status !== 201) throw new Error(reply.text)
    return (reply.body as unknown as { id: number }).id
  }

  async function start(more: Record<string, unknown> = {}): Promise<number> {
    const id = await plan(more)
    await done(auditor, 'POST', `/stock-takes/${id}/start`)
    return id
  }

  const scan = (assetTag: string, roomId: number, more: Partial<SentScan> = {}) => ({
    clientId: randomUUID(),
    roomId,
    assetTag,
    way: 'camera',
    scannedAt: app.now().toISOString(),
    ...more,
  })

  async function send(who: Send, id: number, ...scans: object[]): Promise<TakenScan[]> {
    app.clock.advance(1000)
    const body = await done(who, 'POST', `/stock-takes/${id}/scans`, { scans })
    return (body as unknown as { taken: TakenScan[] }).taken
  }

  const take = async (who: Send, id: number, roomId: number) =>
    (await done(who, 'POST', `/stock-takes/${id}/rooms/${roomId}/take`)) as unknown as StockTakePack
  const handIn = (who: Send, id: number, roomId: number) =>
    done(who, 'POST', `/stock-takes/${id}/rooms/${roomId}/hand-in`)
  const items = async (id: number, filter = '') =>
    (
      (await done(auditor, 'GET', `/stock-take-items?stockTakeId=${id}${filter}&limit=200`)) as unknown as {
        items: Row[]
      }
    ).items
  const itemOf = async (id: number, tag: string) => (await items(id)).find((row) => row['assetTag'] === tag)!

  return {
    app,
    auditor,
    operator,
    administrator,
    people,
    rooms,
    rack,
    devices,
    elsewhere,
    plan,
    start,
    scan,
    send,
    take,
    handIn,
    items,
    itemOf,
  }
}

/** The body of a request that must succeed. */
export async function done(send: Send, method: string, path: string, body?: unknown): Promise<Row> {
  const reply = await send(method, path, body === undefined ? {} : { body })
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`)
  return reply.body as unknown as Row
}
