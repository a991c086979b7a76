import {
  interfaceTypes,
  portLayouts,
  portName,
  type PortLayout,
  type PortRun,
} from './catalogue/port-layouts.ts'
import type { Device } from './devices.ts'

export type PortUse = 'link' | 'line' | 'user' | 'none'

/** A port of a device and what is plugged into it. */
export interface Port {
  index: number
  name: string
  type: number
  speedMbps: number
  use: PortUse
  /** Asset tag or simulation key of the device at the other end, or the line's code. */
  to: string | null
  operUp: boolean
}

/** The ports of one device, handed out from the front; `uplinks` go towards the city, `runs` away from it. */
export interface Ports {
  runs: Port[]
  uplinks: Port[]
  management: Port | null
}

export function layPorts(device: Pick<Device, 'make'>): Ports {
  const layoutName = device.make.model.ports
  const layout: PortLayout = portLayouts[layoutName]
  let index = layout.firstIndex
  const lay = (runs: readonly PortRun[]): Port[] =>
    runs.flatMap((run) =>
      Array.from({ length: run.last - run.first + 1 }, (_, offset) => ({
        index: index++,
        name: portName(layoutName, run, run.first + offset),
        type: run.type ?? interfaceTypes.ethernet,
        speedMbps: run.speedMbps,
        use: 'none' as const,
        to: null,
        operUp: false,
      })),
    )
  let runs: Port[] = []
  if (!uplinksComeFirst(layout)) runs = lay(layout.runs)
  const uplinks = lay(layout.uplinks)
  if (uplinksComeFirst(layout)) runs = lay(layout.runs)
  const management: Port | null = layout.management && {
    index,
    name: layout.management.name,
    type: layout.management.type,
    speedMbps: layout.management.speedMbps,
    use: 'none',
    to: null,
    operUp: true,
  }
  return { runs, uplinks, management }
}

/** Ports are numbered in the order of their names: eth0 before eth1, GigabitEthernet0/ before GigabitEthernet1/. */
function uplinksComeFirst({ runs: [run], uplinks: [uplink] }: PortLayout): boolean {
  if (!run || !uplink) return false
  return uplink.prefix === run.prefix ? uplink.first < run.first : uplink.prefix < run.prefix
}

const isFree = (port: Port): boolean => port.use === 'none' && port.type !== interfaceTypes.fibreChannel

/** The next free port, from the preferred side of the device. */
export function takePort(ports: Ports, side: 'runs' | 'uplinks', use: PortUse, to: string): Port | undefined {
  const other = side === 'runs' ? 'uplinks' : 'runs'
  // From the wrong side the last port is taken, so that the next in order stays free for its own use.
  const port = ports[side].find(isFree) ?? ports[other].findLast(isFree)
  if (port) Object.assign(port, { use, to, operUp: true })
  return port
}

export function allPorts(ports: Ports): Port[] {
  const all = [...ports.runs, ...ports.uplinks, ...(ports.management ? [ports.management] : [])]
  return all.sort((one, other) => one.index - other.index)
}
