/*
 * How much the simulated city costs: `node tests/bench/simulation.ts [devices] [ports]` starts that many devices in a
 * child process, asks each for its whole table of objects, and prints start time, rate and memory.
 */
import { createSocket } from 'node:dgram'
import { readFile } from 'node:fs/promises'
import { spawnSimulation } from '../../seed/simulation/process.ts'
import type { SimulatedDevice } from '../../seed/simulation/spec.ts'
import { BerReader, element, integerElement, oidContent, tags } from '../../seed/simulation/agent/ber.ts'
import { pduTypes } from '../../seed/simulation/agent/message.ts'

const count = Number(process.argv[2] ?? 930)
const ports = Number(process.argv[3] ?? 48)
const atOnce = 64
const firstPort = 22_500

const vendors = ['Huawei', 'H3C', 'Ruijie', 'ZTE', 'Cisco', 'Inspur', 'Dell']

const devices = Array.from({ length: count }, (_, position): SimulatedDevice => {
  const vendor = vendors[position % vendors.length] as string
  const mac = (port: number) =>
    `02:00:${[position >> 8, position & 255, port >> 8, port & 255].map((part) => part.toString(16).padStart(2, '0')).join(':')}`
  return {
    key: `BENCH-${position}`,
    address: `127.22.${position >> 8}.${position & 255}`,
    port: firstPort,
    community: 'citybase-demo',
    answers: true,
    vendor,
    kind: vendor === 'Inspur' || vendor === 'Dell' ? 'server' : 'switch',
    model: 'S5720-52X-LI-AC',
    softwareVersion: 'V200R011C10SPC600',
    serialNumber: `SN${position}`,
    name: `SW-${position}`,
    location: '一号机房',
    contact: '',
    managementAddress: `10.22.${position >> 8}.${position & 255}`,
    prefixLength: 16,
    encoding: position % 5 === 0 ? 'gb18030' : 'utf8',
    interfaces: Array.from({ length: ports }, (_unused, port) => ({
      index: port + 1,
      name: `GigabitEthernet0/0/${port + 1}`,
      alias: `至 ${port} 号机柜`,
      type: 6,
      mac: mac(port + 1),
      speedMbps: 1_000,
      adminUp: true,
      operUp: port % 3 > 0,
      meanInMbps: 30,
      meanOutMbps: 12,
    })),
    learnt: [],
    resolved: [],
    neighbours: [
      {
        localInterface: 'GigabitEthernet0/0/1',
        remoteKey: 'x',
        remoteName: 'x',
        remoteChassisMac: '02:00:00:00:00:01',
        remoteInterface: 'GigabitEthernet0/0/2',
        remoteAddress: null,
        remoteDescription: null,
      },
    ],
    modules: [],
    uptimeSeconds: 1e6,
    noiseSeed: position,
  }
})

const started = performance.now()
const simulation = await spawnSimulation(devices)
const startSeconds = (performance.now() - started) / 1_000
const beforeMebibytes = await residentMebibytes(simulation.pid)

let varbinds = 0
let replies = 0
const walkStarted = performance.now()
const waiting = devices.values()
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (const device of waiting) await walkDevice(device)
  }),
)
const walkSeconds = (performance.now() - walkStarted) / 1_000
const afterMebibytes = await residentMebibytes(simulation.pid)
await simulation.stop()

process.stdout.write(
  [
    `${count} devices of ${ports} ports`,
    `ready after            ${startSeconds.toFixed(2)} s`,
    `memory when ready      ${beforeMebibytes} MiB`,
    `whole walk of all      ${walkSeconds.toFixed(2)} s, ${varbinds} varbinds in ${replies} replies, ${Math.round(varbinds / walkSeconds)} varbinds/s`,
    `memory after the walk  ${afterMebibytes} MiB`,
    '',
  ].join('\n'),
)

/** Resident memory of a process as Linux tells it; NaN elsewhere. */
async function residentMebibytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Math.round(Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1]) / 1_024)
}

async function walkDevice(device: SimulatedDevice): Promise<void> {
  const socket = createSocket('udp4')
  const community = element(tags.octetString, Buffer.from(device.community))
  const ask = (oid: Buffer): Promise<Buffer> =>
    new Promise((resolve) => {
      const varbind = element(tags.sequence, element(tags.objectIdentifier, oid), element(tags.null))
      const request = element(
        tags.sequence,
        integerElement(1),
        community,
        element(
          pduTypes.getBulk,
          integerElement(1),
          integerElement(0),
          integerElement(50),
          element(tags.sequence, varbind),
        ),
      )
      socket.once('message', resolve)
      socket.send(request, device.port, device.address)
    })
  let position = oidContent([1, 0])
  for (let ended = false; !ended;) {
    const envelope = new BerReader(await ask(position)).expect(tags.sequence)
    replies += 1
    envelope.next()
    envelope.next()
    const pdu = envelope.expect(pduTypes.response)
    for (let field = 0; field < 3; field++) pdu.next()
    const list = pdu.expect(tags.sequence)
    while (!list.atEnd) {
      const varbind = list.expect(tags.sequence)
      const oid = varbind.expect(tags.objectIdentifier)
      position = oid.bytes.subarray(oid.position, oid.end)
      if (varbind.next().tag === tags.endOfMibView) ended = true
      else varbinds += 1
    }
  }
  socket.close()
}
