import { afterEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import snmp from 'net-snmp'
import { startSimulation, SimulationError } from '../../../seed/simulation/start.ts'
import type { Simulation } from '../../../seed/simulation/start.ts'
import type { SimulatedDevice } from '../../../seed/simulation/spec.ts'
import { BerReader, element, integerElement, oidContent, tags } from '../../../seed/simulation/agent/ber.ts'
import { readRequest, pduTypes } from '../../../seed/simulation/agent/message.ts'
import { largestReply } from '../../../seed/simulation/agent/respond.ts'
import { dotted } from '../../../seed/simulation/mib/value.ts'
import {
  asText,
  endOfMibView,
  exchange,
  get,
  getBulk,
  getNext,
  noSuchInstance,
  noSuchObject,
} from './client.ts'
import { device, port } from './factory.ts'

let running: Simulation | null = null
const start = async (devices: SimulatedDevice[]) => (running = await startSimulation(devices))
afterEach(async () => {
  await running?.stop()
  running = null
})

const sysName = '1.3.6.1.2.1.1.5.0'

function message(
  community: string,
  pduType: number,
  oids: string[],
  second = 0,
  third = 0,
  version = 1,
): Buffer {
  const varbinds = oids.map((oid) =>
    element(tags.sequence, element(tags.objectIdentifier, oidContent(dotted(oid))), element(tags.null)),
  )
  return element(
    tags.sequence,
    integerElement(version),
    element(tags.octetString, Buffer.from(community)),
    element(
      pduType,
      integerElement(4711),
      integerElement(second),
      integerElement(third),
      element(tags.sequence, ...varbinds),
    ),
  )
}

/** Error status, error index and number of varbinds of a response. */
function outline(reply: Buffer | null) {
  if (!reply) return null
  const envelope = new BerReader(reply).expect(tags.sequence)
  envelope.integer()
  envelope.octets()
  const pdu = envelope.expect(pduTypes.response)
  const requestId = pdu.integer()
  const status = pdu.integer()
  const index = pdu.integer()
  const list = pdu.expect(tags.sequence)
  let varbinds = 0
  for (; !list.atEnd; varbinds++) list.next()
  return { requestId, status, index, varbinds }
}

describe('protocol', () => {
  it('tells a missing object, a missing instance and the end of the view apart', async () => {
    const simulated = device()
    await start([simulated])
    const [object, instance, column] = await get(simulated, [
      '1.3.6.1.2.1.999.1.0',
      '1.3.6.1.2.1.2.2.1.2.77',
      '1.3.6.1.2.1.1.5',
    ])
    expect(object?.type).toBe(noSuchObject)
    expect(instance?.type).toBe(noSuchInstance)
    // The object is there, only not without its ".0".
    expect(column?.type).toBe(noSuchInstance)
    const [end] = await getNext(simulated, ['1.3.6.1.6.3.10.2.1.4.0'])
    expect(end?.type).toBe(endOfMibView)
  })

  it('goes to the next instance from anywhere', async () => {
    const simulated = device()
    await start([simulated])
    const next = async (oid: string) => (await getNext(simulated, [oid]))[0]?.oid
    expect(await next('1.3')).toBe('1.3.6.1.2.1.1.1.0')
    expect(await next('1.3.6.1.2.1.1.5')).toBe('1.3.6.1.2.1.1.5.0')
    expect(await next('1.3.6.1.2.1.1.5.0')).toBe('1.3.6.1.2.1.1.6.0')
    expect(await next('1.3.6.1.2.1.1.5.0.1')).toBe('1.3.6.1.2.1.1.6.0')
    expect(await next('1.3.6.1.2.1.2.2.1.2.4')).toBe('1.3.6.1.2.1.2.2.1.3.1')
    expect(await next('1.3.6.1.2.1.2.2.1.2.2.5')).toBe('1.3.6.1.2.1.2.2.1.2.3')
    expect(await next('1.3.6.1.2.1.2.2.1.22.4')).toBe('1.3.6.1.2.1.4.1.0')
  })

  it('fills a bulk reply up to one Ethernet frame and no further', async () => {
    const simulated = device({
      interfaces: Array.from({ length: 48 }, (_, position) =>
        port(position + 1, { alias: '至某某单位机房的专线'.repeat(6) }),
      ),
    })
    await start([simulated])
    const reply = await exchange(
      simulated,
      message(simulated.community, pduTypes.getBulk, ['1.3.6.1.2.1.31.1.1.1.18'], 0, 10_000),
    )
    expect(reply?.length).toBeLessThanOrEqual(largestReply)
    expect(reply?.length).toBeGreaterThan(1_000)
    expect(await getBulk(simulated, '1.3.6.1.2.1.2.2.1.1', 20)).toHaveLength(20)
  })

  it('refuses as too big what does not fit, with nothing in it', async () => {
    const simulated = device({ location: '机房'.repeat(40) })
    await start([simulated])
    const reply = await exchange(
      simulated,
      message(simulated.community, pduTypes.get, Array<string>(10).fill('1.3.6.1.2.1.1.6.0')),
    )
    expect(outline(reply)).toEqual({ requestId: 4711, status: 1, index: 0, varbinds: 0 })
  })

  it('puts non-repeaters first and ends early at the end of the view', async () => {
    const simulated = device()
    await start([simulated])
    const reply = await exchange(
      simulated,
      message(simulated.community, pduTypes.getBulk, ['1.3.6.1.2.1.1.4', '1.3.6.1.6.3.10.2.1.3.0'], 1, 50),
    )
    // The contact once; then snmpEngineMaxMessageSize and the end.
    expect(outline(reply)).toEqual({ requestId: 4711, status: 0, index: 0, varbinds: 3 })
  })

  it('speaks SNMPv1: no exceptions, no 64-bit counters', async () => {
    const simulated = device()
    await start([simulated])
    const v1 = { version: snmp.Version1 }
    expect(asText((await get(simulated, [sysName], v1))[0]?.value)).toBe(simulated.name)
    const missing = await exchange(
      simulated,
      message(simulated.community, pduTypes.get, [sysName, '1.3.6.1.2.1.999.0'], 0, 0, 0),
    )
    expect(outline(missing)).toEqual({ requestId: 4711, status: 2, index: 2, varbinds: 2 })
    const [next] = await getNext(simulated, ['1.3.6.1.2.1.31.1.1.1.5.4'], v1)
    expect(next?.oid).toBe('1.3.6.1.2.1.31.1.1.1.14.1')
  })

  it('lets nothing be set', async () => {
    const simulated = device()
    await start([simulated])
    const reply = await exchange(simulated, message(simulated.community, pduTypes.set, [sysName]))
    expect(outline(reply)).toEqual({ requestId: 4711, status: 17, index: 1, varbinds: 1 })
  })
})

describe('silence', () => {
  it('answers no other community', async () => {
    const simulated = device()
    const simulation = await start([simulated])
    expect(await exchange(simulated, message('public', pduTypes.get, [sysName]))).toBeNull()
    expect(simulation.stats()).toEqual({ requests: 1, replies: 0, malformed: 0 })
    expect(await exchange(simulated, message(simulated.community, pduTypes.get, [sysName]))).not.toBeNull()
  })

  it('is what a silent device keeps until it is told to answer', async () => {
    const silent = device({ answers: false })
    const simulation = await start([silent, device()])
    expect(simulation.answering).toBe(1)
    const ask = () => exchange(silent, message(silent.community, pduTypes.get, [sysName]))
    expect(await ask()).toBeNull()
    simulation.set(silent.key, { answers: true })
    expect(simulation.answering).toBe(2)
    expect(outline(await ask())?.varbinds).toBe(1)
  })

  it('meets garbage, and the device goes on', async () => {
    const simulated = device()
    const simulation = await start([simulated])
    const whole = message(simulated.community, pduTypes.getBulk, [sysName], 0, 5)
    const garbage = [
      Buffer.alloc(0),
      Buffer.from('hello'),
      Buffer.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff),
      Buffer.of(0x30, 0x80, 0, 0),
      ...Array.from({ length: whole.length - 1 }, (_, length) => whole.subarray(0, length + 1)),
    ]
    for (const bytes of garbage) expect(await exchange(simulated, bytes, 5)).toBeNull()
    expect((await get(simulated, [sysName]))[0]?.type).toBe(snmp.ObjectType.OctetString)
    expect(simulation.stats().malformed).toBe(garbage.length)
  })

  it('reads any bytes without another error than that they are malformed', () => {
    const seedMessage = message('citybase-demo', pduTypes.getBulk, [sysName, '1.3.6.1.2.1.2'], 0, 5)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(seedMessage.length - 1), fc.nat(255)), { maxLength: 6 }),
        (changes) => {
          const bytes = Buffer.from(seedMessage)
          for (const [position, value] of changes) bytes[position] = value
          try {
            readRequest(bytes)
          } catch (error) {
            expect((error as Error).constructor.name).toBe('MalformedMessage')
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

describe('what cannot start', () => {
  it('names the address that is in use and the way out, in both languages, and leaves nothing open', async () => {
    const first = device()
    await start([first])
    const other = device()
    const refused = startSimulation([other, { ...device(), address: first.address, port: first.port }])
    await expect(refused).rejects.toThrow(SimulationError)
    await expect(refused).rejects.toThrow(
      new RegExp(`UDP ${first.address}:${first.port} 已被占用[^]*is in use\\. Stop the program`),
    )
    const again = await startSimulation([other])
    expect(again.answering).toBe(1)
    await again.stop()
  })

  it('names an address that this machine does not have', async () => {
    await expect(startSimulation([device({ address: '192.0.2.77' })])).rejects.toThrow(
      /没有地址 192\.0\.2\.77[^]*has no address 192\.0\.2\.77/,
    )
  })

  it('refuses two devices on one place, two of one key, and a neighbour on no port', async () => {
    const one = device()
    await expect(startSimulation([one, { ...one, key: 'other' }])).rejects.toThrow(/share 127\./)
    await expect(startSimulation([one, { ...device(), key: one.key }])).rejects.toThrow(/have the key/)
    const lost = device({
      neighbours: [
        {
          localInterface: 'Eth9',
          remoteKey: 'x',
          remoteName: 'x',
          remoteChassisMac: '02:00:00:00:00:01',
          remoteInterface: 'y',
          remoteAddress: null,
          remoteDescription: null,
        },
      ],
    })
    await expect(startSimulation([lost])).rejects.toThrow(/neighbour on Eth9/)
  })

  it('refuses a change of a device or port that is not there', async () => {
    const simulated = device()
    const simulation = await start([simulated])
    expect(() => simulation.set('nobody', { answers: true })).toThrow(/no simulated device nobody/)
    expect(() => simulation.set(simulated.key, { interfaceOper: { name: 'Eth9', up: true } })).toThrow(
      /no interface Eth9/,
    )
  })
})
