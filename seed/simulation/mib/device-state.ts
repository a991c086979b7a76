import type { SimulatedDevice, SimulatedInterface } from '../spec.ts'
import { fraction, between } from './noise.ts'
import { flow, octetsBetween } from './traffic.ts'
import type { Flow } from './traffic.ts'

/** What can happen to a device while it runs. */
export interface DeviceChange {
  answers?: boolean
  serialNumber?: string
  interfaceOper?: { name: string; up: boolean }
}

export interface InterfaceState {
  spec: SimulatedInterface
  operUp: boolean
  /** When operUp last changed, seconds since the simulation started (negative before it). */
  changedSeconds: number
  inbound: Direction
  outbound: Direction
}

interface Direction {
  flow: Flow
  octetsPerPacket: number
  /** Octets counted up to `changedSeconds`; while the port is up more come on top. */
  countedOctets: number
}

export interface DeviceState {
  spec: SimulatedDevice
  answers: boolean
  serialNumber: string
  interfaces: InterfaceState[]
}

export function deviceState(spec: SimulatedDevice, startEpochSeconds: number): DeviceState {
  return {
    spec,
    answers: spec.answers,
    serialNumber: spec.serialNumber,
    interfaces: spec.interfaces
      .map((one) => interfaceState(spec, one, startEpochSeconds))
      .sort((a, b) => a.spec.index - b.spec.index),
  }
}

function interfaceState(
  device: SimulatedDevice,
  spec: SimulatedInterface,
  startEpochSeconds: number,
): InterfaceState {
  const seed = device.noiseSeed
  const direction = (name: string, meanMbps: number): Direction => ({
    flow: flow(seed, `${spec.index}/${name}`, meanMbps, spec.speedMbps, startEpochSeconds),
    octetsPerPacket: Math.round(between(seed, `${spec.index}/${name}/packet`, 380, 920)),
    countedOctets: 0,
  })
  const state: InterfaceState = {
    spec,
    operUp: spec.adminUp && spec.operUp,
    // Up since shortly after the device started.
    changedSeconds: -device.uptimeSeconds + Math.min(30, device.uptimeSeconds / 2),
    inbound: direction('in', spec.meanInMbps),
    outbound: direction('out', spec.meanOutMbps),
  }
  if (spec.adminUp && !spec.operUp) {
    // A port that is in use and down was up before.
    const downFor = device.uptimeSeconds * (0.02 + 0.3 * fraction(seed, `${spec.index}/down`))
    state.operUp = true
    setInterfaceOper(state, false, -downFor)
  }
  return state
}

/** Octets since the device started. */
export function countedOctets(
  state: InterfaceState,
  direction: 'inbound' | 'outbound',
  elapsedSeconds: number,
): number {
  const one = state[direction]
  if (!state.operUp) return Math.floor(one.countedOctets)
  return Math.floor(one.countedOctets + octetsBetween(one.flow, state.changedSeconds, elapsedSeconds))
}

export function countedPackets(
  state: InterfaceState,
  direction: 'inbound' | 'outbound',
  elapsedSeconds: number,
): number {
  return Math.floor(countedOctets(state, direction, elapsedSeconds) / state[direction].octetsPerPacket)
}

function setInterfaceOper(state: InterfaceState, up: boolean, elapsedSeconds: number): void {
  if (state.operUp === up) return
  state.inbound.countedOctets = countedOctets(state, 'inbound', elapsedSeconds)
  state.outbound.countedOctets = countedOctets(state, 'outbound', elapsedSeconds)
  state.operUp = up
  state.changedSeconds = elapsedSeconds
}

/** @throws Error when the device has no interface of that name. */
export function applyChange(state: DeviceState, change: DeviceChange, elapsedSeconds: number): void {
  if (change.interfaceOper) {
    const { name, up } = change.interfaceOper
    const port = state.interfaces.find((one) => one.spec.name === name)
    if (!port) throw new Error(`${state.spec.key} has no interface ${name}`)
    setInterfaceOper(port, up, elapsedSeconds)
  }
  if (change.answers !== undefined) state.answers = change.answers
  if (change.serialNumber !== undefined) state.serialNumber = change.serialNumber
}
