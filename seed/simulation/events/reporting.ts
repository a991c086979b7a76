import { createSocket } from 'node:dgram'
import iconv from 'iconv-lite'
import { makeRandom } from '../../random.ts'
import type { SimulatedDevice } from '../spec.ts'
import { trapMessage } from './notification.ts'
import { configurationChange, linkFlap, loginFailures, powerFailure, type Report } from './stories.ts'

/** Where the events of a device go: its network's collector. */
export interface Destination {
  address: string
  trapPort: number
  syslogPort: number
}

export interface ReportingOptions {
  devices: readonly SimulatedDevice[]
  destinationOf: (device: SimulatedDevice) => Destination | null
  /** A story begins this often; some more begin at once. */
  everyMs?: number
  atOnce?: number
}

/** How often each thing happens in a city's network. */
const stories = [
  { tell: linkFlap, weight: 5 },
  { tell: loginFailures, weight: 2 },
  { tell: configurationChange, weight: 2 },
  { tell: powerFailure, weight: 1 },
]
const networkKinds = new Set(['switch', 'router', 'firewall'])
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Lets simulated devices report by themselves, each from its own address, until stopped. */
export function startReporting({ devices, destinationOf, everyMs = 20_000, atOnce = 10 }: ReportingOptions): {
  stop(): void
} {
  const speakers = devices.filter((device) => device.answers && networkKinds.has(device.kind))
  const random = makeRandom(20_261_124)
  const timers = new Set<NodeJS.Timeout>()
  let requestId = 0

  const later = (afterMs: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, afterMs)
    timers.add(timer)
  }
  const begin = () => {
    if (speakers.length === 0) return
    const device = random.pick(speakers)
    const { tell } = random.weighted(stories, (story) => story.weight)
    for (const report of tell(device, random))
      later(report.afterSeconds * 1000, () => {
        const to = destinationOf(device)
        if (to !== null) send(device, report, to, ++requestId)
      })
  }
  for (let at = 0; at < atOnce; at++) later(at * 400, begin)
  const pace = setInterval(begin, everyMs)
  return {
    stop() {
      clearInterval(pace)
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

function send(device: SimulatedDevice, { says }: Report, to: Destination, requestId: number): void {
  const socket = createSocket('udp4')
  const close = () => socket.close()
  // A report that cannot be sent is lost, as in a real network.
  socket.on('error', close)
  const isTrap = 'trap' in says
  const bytes = isTrap
    ? trapMessage(device.community, requestId, says.trap, device.uptimeSeconds, says.variables)
    : syslogBytes(device, says, new Date())
  socket.bind(0, device.address, () =>
    socket.send(bytes, isTrap ? to.trapPort : to.syslogPort, to.address, close),
  )
}

/** RFC 3164 as network equipment writes it, in the device's own encoding. */
function syslogBytes(
  device: SimulatedDevice,
  { priority, line }: { priority: number; line: string },
  now: Date,
): Buffer {
  const two = (value: number) => String(value).padStart(2, '0')
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':')
  const stamp = `${months[now.getMonth()]} ${String(now.getDate()).padStart(2, ' ')} ${now.getFullYear()} ${time}`
  const name = device.name.replace(/\s+/g, '-')
  return iconv.encode(`<${priority}>${stamp} ${name} ${line}`, device.encoding)
}
