import { Agent } from './agent/agent.ts'
import type { Traffic } from './agent/agent.ts'
import { SimulationError } from './error.ts'
import { applyChange, deviceState } from './mib/device-state.ts'
import type { DeviceChange, DeviceState } from './mib/device-state.ts'
import type { Moment } from './mib/table.ts'
import type { SimulatedDevice } from './spec.ts'

export type { DeviceChange } from './mib/device-state.ts'
export { SimulationError } from './error.ts'

export interface Simulation {
  /** Devices that answer; silent ones have a socket too, so that nothing tells the asker that they are not there. */
  answering: number
  /** @throws SimulationError for an unknown device or interface. */
  set: (key: string, change: DeviceChange) => void
  stop: () => Promise<void>
  stats: () => Traffic
}

/**
 * Lets the devices answer SNMP v1 and v2c, each on its own address and port, in this process.
 * @param options.now Unix time in milliseconds; without it, a clock that never goes back.
 * @throws SimulationError when an address cannot be bound or two devices share one; nothing stays open then.
 */
export async function startSimulation(
  devices: readonly SimulatedDevice[],
  options: { now?: () => number } = {},
): Promise<Simulation> {
  const now = options.now ?? (() => performance.timeOrigin + performance.now())
  const startMilliseconds = now()
  let elapsedSeconds = 0
  const elapsed = (): number => {
    // A clock that is set back must not let counters fall.
    elapsedSeconds = Math.max(elapsedSeconds, (now() - startMilliseconds) / 1_000)
    return elapsedSeconds
  }
  const moment = (device: DeviceState): Moment => {
    const seconds = elapsed()
    return {
      elapsedSeconds: seconds,
      uptimeSeconds: device.spec.uptimeSeconds + seconds,
      epochSeconds: startMilliseconds / 1_000 + seconds,
    }
  }

  refuseDuplicates(devices)
  const traffic: Traffic = { requests: 0, replies: 0, malformed: 0 }
  const agents = new Map<string, Agent>()
  for (const device of devices)
    agents.set(device.key, agentFor(device, startMilliseconds / 1_000, moment, traffic))
  const stop = async () => {
    await Promise.all([...agents.values()].map((agent) => agent.close()))
  }
  const opened = await Promise.allSettled([...agents.values()].map((agent) => agent.listen()))
  const failed = opened.find((one) => one.status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }

  return {
    get answering() {
      return [...agents.values()].filter((agent) => agent.device.answers).length
    },
    set: (key, change) => {
      const agent = agents.get(key)
      if (!agent)
        throw new SimulationError({
          zh: `没有编号为 ${key} 的模拟设备。`,
          en: `There is no simulated device ${key}.`,
        })
      try {
        applyChange(agent.device, change, elapsed())
      } catch (error) {
        throw contradiction(key, error)
      }
    },
    stop,
    stats: () => ({ ...traffic }),
  }
}

function agentFor(
  device: SimulatedDevice,
  startEpochSeconds: number,
  moment: (device: DeviceState) => Moment,
  traffic: Traffic,
): Agent {
  try {
    return new Agent(deviceState(device, startEpochSeconds), moment, traffic)
  } catch (error) {
    throw contradiction(device.key, error)
  }
}

function contradiction(key: string, error: unknown): SimulationError {
  const detail = (error as Error).message
  return new SimulationError(
    {
      zh: `模拟设备 ${key} 的描述有误：${detail}`,
      en: `The description of simulated device ${key} is wrong: ${detail}`,
    },
    { cause: error },
  )
}

function refuseDuplicates(devices: readonly SimulatedDevice[]): void {
  const keys = new Set<string>()
  const places = new Map<string, string>()
  for (const { key, address, port } of devices) {
    const place = `${address}:${port}`
    const other = places.get(place)
    if (keys.has(key))
      throw new SimulationError({
        zh: `模拟设备编号 ${key} 重复。`,
        en: `Two simulated devices have the key ${key}.`,
      })
    if (other)
      throw new SimulationError({
        zh: `模拟设备 ${other} 与 ${key} 使用同一地址 ${place}，请为其中之一更换地址或端口。`,
        en: `The simulated devices ${other} and ${key} share ${place}; give one of them another address or port.`,
      })
    keys.add(key)
    places.set(place, key)
  }
}
