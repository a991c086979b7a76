import { createSocket } from 'node:dgram'
import snmp from 'net-snmp'
import type { SimulatedDevice } from '../../../seed/simulation/spec.ts'

export interface Answer {
  oid: string
  type: number
  value: unknown
}

interface Options {
  community?: string
  timeout?: number
  version?: snmp.SessionOptions['version']
}

const isAnswer = (item: unknown): item is Answer => typeof item === 'object' && item !== null && 'oid' in item

async function withSession<T>(
  device: SimulatedDevice,
  options: Options,
  use: (session: snmp.Session) => Promise<T>,
): Promise<T> {
  const session = snmp.createSession(device.address, options.community ?? device.community, {
    port: device.port,
    version: options.version ?? snmp.Version2c,
    timeout: options.timeout ?? 5_000,
    retries: 0,
  })
  try {
    return await use(session)
  } finally {
    session.close()
  }
}

export function get(device: SimulatedDevice, oids: string[], options: Options = {}): Promise<Answer[]> {
  return withSession(
    device,
    options,
    (session) =>
      new Promise((resolve, reject) => {
        session.get(oids, (error, varbinds) =>
          error ? reject(error) : resolve(((varbinds ?? []) as unknown[]).filter(isAnswer)),
        )
      }),
  )
}

export function getNext(device: SimulatedDevice, oids: string[], options: Options = {}): Promise<Answer[]> {
  return withSession(
    device,
    options,
    (session) =>
      new Promise((resolve, reject) => {
        session.getNext(oids, (error, varbinds) =>
          error ? reject(error) : resolve(((varbinds ?? []) as unknown[]).filter(isAnswer)),
        )
      }),
  )
}

/** The varbinds of one GETBULK for one column, as they came. */
export function getBulk(device: SimulatedDevice, oid: string, repetitions = 50): Promise<Answer[]> {
  return withSession(
    device,
    {},
    (session) =>
      new Promise((resolve, reject) => {
        session.getBulk([oid], 0, repetitions, (error, varbinds) =>
          error ? reject(error) : resolve(((varbinds ?? []) as unknown[]).flat().filter(isAnswer)),
        )
      }),
  )
}

export const endOfMibView = snmp.ObjectType.EndOfMibView
export const noSuchObject = snmp.ObjectType.NoSuchObject
export const noSuchInstance = snmp.ObjectType.NoSuchInstance

/** Everything from `from` on, by GETBULK, until the end of the view. */
export async function walk(device: SimulatedDevice, from = '1.0'): Promise<Answer[]> {
  const all: Answer[] = []
  let position = from
  for (;;) {
    const answers = await getBulk(device, position)
    if (answers.length === 0) throw new Error(`no varbinds after ${position}`)
    for (const answer of answers) {
      if (answer.type === endOfMibView) return all
      all.push(answer)
    }
    position = all.at(-1)?.oid ?? position
  }
}

/** Values of one column by row index. */
export async function column(device: SimulatedDevice, oid: string): Promise<Map<string, unknown>> {
  const rows = new Map<string, unknown>()
  for (const answer of await walk(device, oid)) {
    if (!answer.oid.startsWith(`${oid}.`)) break
    rows.set(answer.oid.slice(oid.length + 1), answer.value)
  }
  return rows
}

/** Sends bytes as they are; what came back within `patienceMilliseconds`, else null. */
export function exchange(
  device: SimulatedDevice,
  datagram: Buffer,
  patienceMilliseconds = 300,
): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    const finish = (reply: Buffer | null) => {
      clearTimeout(timer)
      socket.close()
      resolve(reply)
    }
    const timer = setTimeout(() => finish(null), patienceMilliseconds)
    socket.once('message', finish)
    socket.once('error', reject)
    socket.send(datagram, device.port, device.address)
  })
}

export const asText = (value: unknown): string =>
  Buffer.isBuffer(value) ? value.toString('utf8') : String(value)

/** Counter64 comes as its bytes. */
export const asNumber = (value: unknown): number =>
  Buffer.isBuffer(value) ? Number(BigInt(`0x${value.toString('hex') || '0'}`)) : Number(value)
