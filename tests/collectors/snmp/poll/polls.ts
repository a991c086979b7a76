import {
  createDeviceMemories,
  type DeviceMemories,
} from '../../../../collectors/snmp/memory/device-memories.ts'
import type { SnmpCredential } from '../../../../collectors/snmp/credential.ts'
import { startPoller } from '../../../../collectors/snmp/poll/poller.ts'

/** What one poll brought, kept apart from the values that the poller uses again. */
export interface Polled {
  answered: boolean
  refused: boolean
  isPartial: boolean
  ports: string[]
  packetsSent: number
  timeouts: number
}

/** The poller's clock goes so much faster: a poll comes each second, and has the time that one in five seconds has. */
const quick = 5

/** Polls a device on loopback each second, until a number of polls or the time has ended. */
export async function pollTimes(
  port: number,
  credential: SnmpCredential,
  times: number,
  memories: DeviceMemories = createDeviceMemories(),
  { withinMs = 15_000, ...patience }: { withinMs?: number; timeoutMs?: number; retries?: number } = {},
): Promise<Polled[]> {
  const polled: Polled[] = []
  const begun = Date.now()
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => void end(), withinMs)
    const end = () => {
      clearTimeout(timer)
      return poller.stop().then(resolve)
    }
    const poller = startPoller({
      memories,
      now: () => begun + (Date.now() - begun) * quick,
      spread: 0,
      patience,
      onVisit: (_target, { answered, refused, isPartial, plan, values, load }) => {
        const ports = Array.from(
          { length: values.rows },
          (_, row) => plan?.names.get(values.indexes[row]!) ?? '?',
        )
        polled.push({
          answered,
          refused,
          isPartial,
          ports,
          packetsSent: load.packetsSent,
          timeouts: load.timeouts,
        })
        if (polled.length === times) void end()
      },
      onSkipped: () => {},
      onFault: (_target, error) => reject(error as Error),
    })
    poller.assign([{ id: 1, address: '127.0.0.1', port, pollSeconds: quick, offered: { id: 1, credential } }])
  })
  return polled
}
