import dgram from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { compareOids } from '../../../collectors/snmp/oid.ts'
import type { Varbind } from '../../../collectors/snmp/varbind.ts'
import { decodeRequest, encodeReply, type SnmpReply, type SnmpRequest } from './ber.ts'

/** What an agent says to a request: a reply, raw bytes, or nothing. */
export type Behaviour = (request: SnmpRequest, count: number) => SnmpReply | Buffer | null

/** The same of an agent that takes its time. */
export type SlowBehaviour = (request: SnmpRequest, count: number) => Promise<SnmpReply | Buffer | null>

export interface TestAgent {
  port: number
  requests: SnmpRequest[]
  close(): Promise<void>
}

const getPdu = 0xa0

/** An SNMP agent on loopback that behaves as told. Requests with another community are not answered. */
export async function startAgent(
  behaviour: Behaviour | SlowBehaviour,
  community = 'public',
  port = 0,
): Promise<TestAgent> {
  const socket = dgram.createSocket('udp4')
  const requests: SnmpRequest[] = []
  let open = true
  socket.on('message', async (bytes, remote) => {
    const request = decodeRequest(bytes)
    if (request.community !== community) return
    requests.push(request)
    const said = behaviour(request, requests.length)
    // Awaited only where it takes time: a quick agent answers within its turn.
    const reply = said instanceof Promise ? await said : said
    if (reply === null || !open) return
    socket.send(Buffer.isBuffer(reply) ? reply : encodeReply(request, reply), remote.port, remote.address)
  })
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve))
  return {
    port: (socket.address() as AddressInfo).port,
    requests,
    close: () => {
      open = false
      return new Promise((resolve) => socket.close(() => resolve()))
    },
  }
}

/** A faultless agent over a list of varbinds in OID order. */
export function answering(mib: Varbind[]): (request: SnmpRequest) => SnmpReply {
  const sorted = [...mib].sort((a, b) => compareOids(a.oid, b.oid))
  const behind = (oid: string): Varbind =>
    sorted.find((varbind) => compareOids(varbind.oid, oid) > 0) ?? { oid, type: 'endOfMibView', value: null }
  return ({ pdu, oids, maxRepetitions }) => {
    if (pdu === getPdu)
      return {
        varbinds: oids.map(
          (oid) => sorted.find((one) => one.oid === oid) ?? { oid, type: 'noSuchInstance', value: null },
        ),
      }
    const varbinds: Varbind[] = []
    let last = oids
    for (let round = 0; round < Math.min(maxRepetitions, 60); round++) {
      const row = last.map(behind)
      varbinds.push(...row)
      last = row.map((varbind) => varbind.oid)
      if (row.every((varbind) => varbind.type === 'endOfMibView')) break
    }
    return { varbinds }
  }
}

const text = (oid: string, value: string | Uint8Array): Varbind => ({
  oid,
  type: 'octets',
  value: typeof value === 'string' ? Buffer.from(value) : value,
})

/** A small switch: its system group and `ports` interfaces with 64-bit counters. */
export function switchMib(ports = 4): Varbind[] {
  const interfaces = Array.from({ length: ports }, (_, position) => position + 1).flatMap(
    (index): Varbind[] => [
      text(`1.3.6.1.2.1.2.2.1.2.${index}`, `GigabitEthernet0/0/${index}`),
      { oid: `1.3.6.1.2.1.2.2.1.3.${index}`, type: 'integer', value: 6 },
      { oid: `1.3.6.1.2.1.2.2.1.5.${index}`, type: 'gauge32', value: 1_000_000_000 },
      text(`1.3.6.1.2.1.2.2.1.6.${index}`, Buffer.from([0, 0x1b, 0xc4, 0xe3, 0, index])),
      { oid: `1.3.6.1.2.1.2.2.1.7.${index}`, type: 'integer', value: 1 },
      { oid: `1.3.6.1.2.1.2.2.1.8.${index}`, type: 'integer', value: index % 2 },
      { oid: `1.3.6.1.2.1.2.2.1.10.${index}`, type: 'counter32', value: 1000 * index },
      { oid: `1.3.6.1.2.1.2.2.1.16.${index}`, type: 'counter32', value: 2000 * index },
      text(`1.3.6.1.2.1.31.1.1.1.1.${index}`, `GE0/0/${index}`),
      { oid: `1.3.6.1.2.1.31.1.1.1.6.${index}`, type: 'counter64', value: 5_000_000_000 + index },
      { oid: `1.3.6.1.2.1.31.1.1.1.10.${index}`, type: 'counter64', value: 6_000_000_000 + index },
      { oid: `1.3.6.1.2.1.31.1.1.1.15.${index}`, type: 'gauge32', value: 1000 },
    ],
  )
  return [
    text('1.3.6.1.2.1.1.1.0', 'S5735-L24T4S-A Huawei Versatile Routing Platform Software V200R019C10SPC500'),
    { oid: '1.3.6.1.2.1.1.2.0', type: 'oid', value: '1.3.6.1.4.1.2011.2.23.579' },
    { oid: '1.3.6.1.2.1.1.3.0', type: 'timeticks', value: 8_640_000 },
    text('1.3.6.1.2.1.1.5.0', 'SW-01'),
    // 锦州市第一机房 in GB18030.
    text('1.3.6.1.2.1.1.6.0', Buffer.from('bdf5d6ddcad0b5dad2bbbbfab7bf', 'hex')),
    ...interfaces,
  ]
}
