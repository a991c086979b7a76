import { createSocket, type Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { describeLine } from '../../../collectors/events/syslog/describe.ts'
import { describeNotification } from '../../../collectors/events/snmp/describe.ts'
import { handleDatagram } from '../../../collectors/events/snmp/handle-datagram.ts'
import { loadKnowledge } from '../../../collectors/events/knowledge.ts'
import type { Security } from '../../../collectors/events/snmp/security.ts'
import { buildCity } from '../../../seed/city/city.ts'
import { planSimulation } from '../../../seed/city/simulation-plan.ts'
import { makeRandom } from '../../../seed/random.ts'
import { trapMessage } from '../../../seed/simulation/events/notification.ts'
import { startReporting } from '../../../seed/simulation/events/reporting.ts'
import {
  configurationChange,
  linkFlap,
  loginFailures,
  powerFailure,
} from '../../../seed/simulation/events/stories.ts'

const devices = planSimulation(buildCity())
const knowledge = loadKnowledge()
const arrival = { address: '127.21.0.1', port: 1, transport: 'udp' } as const

/** How the collector reads all that devices of a maker say in a story. */
function told(vendor: string, story: typeof linkFlap) {
  const device = devices.find((one) => one.vendor === vendor && one.kind === 'switch')!
  return story(device, makeRandom(7)).map(({ says }) => {
    if ('line' in says) {
      const frame = {
        bytes: Buffer.from(`<${says.priority}>Nov 24 2026 14:00:00 sw ${says.line}`),
        truncated: false,
      }
      return describeLine(frame, arrival, new Date(), knowledge)!
    }
    const bytes = trapMessage('public', 1, says.trap, 5, says.variables)
    const { notification } = handleDatagram(bytes, null as unknown as Security, null)
    return describeNotification(notification!, arrival, knowledge)
  })
}

test.each(['Huawei', 'H3C', 'Ruijie', 'Cisco'])(
  'what equipment of %s reports is known, title and category',
  (vendor) => {
    const categories = (story: typeof linkFlap) => [
      ...new Set(told(vendor, story).map((event) => event.category)),
    ]
    expect(categories(linkFlap)).toEqual(['link'])
    expect(categories(powerFailure)).toEqual(['power'])
    expect(categories(loginFailures)).toEqual(['security'])
    expect(categories(configurationChange)).toEqual(['configuration'])
    const flap = told(vendor, linkFlap)
    expect(new Set(flap.map((event) => event.link))).toEqual(new Set(['down', 'up']))
    expect(new Set(flap.map((event) => event.part)).size).toBe(1)
    expect(told(vendor, powerFailure)[0]!.severity).toBe('critical')
  },
)

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close()
})

test('devices report from their own addresses to their network’s collector', async () => {
  const heard: string[] = []
  const listen = () =>
    new Promise<number>((resolve) => {
      const socket = createSocket('udp4')
      sockets.push(socket)
      socket.on('message', (_, from) => heard.push(from.address))
      socket.bind(0, '127.0.0.1', () => resolve((socket.address() as AddressInfo).port))
    })
  const to = { address: '127.0.0.1', trapPort: await listen(), syslogPort: await listen() }
  const reporting = startReporting({ devices, destinationOf: () => to, everyMs: 20, atOnce: 3 })
  await expect.poll(() => new Set(heard).size, { timeout: 10_000 }).toBeGreaterThan(2)
  reporting.stop()
  const own = new Set(devices.map((device) => device.address))
  expect(heard.filter((address) => !own.has(address))).toEqual([])
})
