import type { Random } from '../../random.ts'
import { text } from '../mib/text.ts'
import { integer, ipAddress } from '../mib/value.ts'
import type { SimulatedDevice, SimulatedInterface } from '../spec.ts'
import type { Variables } from './notification.ts'

/** Something that a device reports, some seconds after its story began. */
export interface Report {
  afterSeconds: number
  says: { trap: string; variables: Variables } | { priority: number; line: string }
}

/** Makers that have words of their own here; the others tell what the standard traps can. */
const speaksVrp = (device: SimulatedDevice) => device.vendor === 'Huawei'
const speaksComware = (device: SimulatedDevice) => device.vendor === 'H3C'
const speaksIos = (device: SimulatedDevice) => ['Cisco', 'Ruijie'].includes(device.vendor)

/** local7 with the severities of RFC 5424, 6.2.1. */
const facility = 23
const priority = (severity: number) => facility * 8 + severity

const linkDown = '1.3.6.1.6.3.1.1.5.3'
const linkUp = '1.3.6.1.6.3.1.1.5.4'

/** snmpTrapAddress.0: whose trap it is, also where the simulated devices share one address. */
const ownAddress = (device: SimulatedDevice): Variables[number] => [
  '1.3.6.1.6.3.18.1.3.0',
  ipAddress(device.managementAddress),
]

function linkVariables(device: SimulatedDevice, port: SimulatedInterface, up: boolean): Variables {
  return [
    [`1.3.6.1.2.1.2.2.1.1.${port.index}`, integer(port.index)],
    [`1.3.6.1.2.1.2.2.1.7.${port.index}`, integer(1)],
    [`1.3.6.1.2.1.2.2.1.8.${port.index}`, integer(up ? 1 : 2)],
    [`1.3.6.1.2.1.31.1.1.1.1.${port.index}`, text(port.name, device.encoding)],
    ownAddress(device),
  ]
}

/** A port that goes down and comes back; what the device says when it is asked stays as it is. */
export function linkFlap(device: SimulatedDevice, random: Random): Report[] {
  const ports = device.interfaces.filter((port) => port.type === 6 && port.adminUp && port.operUp)
  if (ports.length === 0) return []
  const port = random.pick(ports)
  const back = random.int(6, 25)
  const line = (state: 'down' | 'up'): Report[] => {
    if (speaksVrp(device))
      return [
        {
          afterSeconds: state === 'down' ? 0 : back,
          says: {
            priority: priority(4),
            line: `%%01IFNET/4/LINK_STATE(l)[${random.int(1, 999)}]:The line protocol IP on the interface ${port.name} has entered the ${state.toUpperCase()} state.`,
          },
        },
      ]
    if (speaksComware(device))
      return [
        {
          afterSeconds: state === 'down' ? 0 : back,
          says: {
            priority: priority(3),
            line: `%%10IFNET/3/PHY_UPDOWN: Physical state on the interface ${port.name} changed to ${state}.`,
          },
        },
      ]
    return []
  }
  return [
    { afterSeconds: 0, says: { trap: linkDown, variables: linkVariables(device, port, false) } },
    ...line('down'),
    { afterSeconds: back, says: { trap: linkUp, variables: linkVariables(device, port, true) } },
    ...line('up'),
  ]
}

/** A power supply that fails and recovers. */
export function powerFailure(device: SimulatedDevice, random: Random): Report[] {
  const supply = device.modules.find((module) => module.class === 'power-supply')
  const name = supply?.name ?? 'PWR1'
  const back = random.int(40, 120)
  if (speaksVrp(device)) {
    const variables: Variables = [
      ['1.3.6.1.2.1.47.1.1.1.1.7.68157445', text(name, device.encoding)],
      ownAddress(device),
    ]
    return [
      { afterSeconds: 0, says: { trap: '1.3.6.1.4.1.2011.5.25.219.2.5.5', variables } },
      { afterSeconds: back, says: { trap: '1.3.6.1.4.1.2011.5.25.219.2.5.6', variables } },
    ]
  }
  if (speaksComware(device)) {
    const variables: Variables = [['1.3.6.1.4.1.25506.8.35.9.1.2.1.1.1', integer(1)], ownAddress(device)]
    return [
      { afterSeconds: 0, says: { trap: '1.3.6.1.4.1.25506.8.35.12.1.1', variables } },
      { afterSeconds: back, says: { trap: '1.3.6.1.4.1.25506.8.35.12.1.2', variables } },
    ]
  }
  if (speaksIos(device))
    return [
      {
        afterSeconds: 0,
        says: {
          priority: priority(2),
          line: `%PLATFORM_ENV-1-FRU_PS_SIGNAL_FAULTY: signal on power supply ${name} is faulty`,
        },
      },
      {
        afterSeconds: back,
        says: {
          priority: priority(5),
          line: `%PLATFORM_ENV-1-FRU_PS_SIGNAL_OK: signal on power supply ${name} is restored`,
        },
      },
    ]
  return []
}

/** Somebody tries passwords: the same line again and again. */
export function loginFailures(device: SimulatedDevice, random: Random): Report[] {
  const from = `10.${random.int(0, 31)}.${random.int(0, 255)}.${random.int(1, 254)}`
  const line = speaksVrp(device)
    ? `%%01SSH/4/SSH_FAIL(s)[7]:Failed to login through SSH. (IP=${from}, VpnInstanceName=_public_, UserName=admin, Times=3)`
    : speaksComware(device)
      ? `%%10LOGIN/5/LOGIN_FAILED: admin failed to log in from ${from}.`
      : speaksIos(device)
        ? `%SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: admin] [Source: ${from}] [localport: 22] [Reason: Login Authentication Failed]`
        : `sshd[2214]: Failed password for root from ${from} port 52144 ssh2`
  return Array.from({ length: random.int(4, 14) }, (_, at) => ({
    afterSeconds: at * 0.7,
    says: { priority: priority(4), line },
  }))
}

/** Somebody changes the configuration. */
export function configurationChange(device: SimulatedDevice, random: Random): Report[] {
  const from = `10.${random.int(0, 31)}.2.${random.int(1, 254)}`
  const line = speaksVrp(device)
    ? `%%01CFM/5/CFM_LOG(l)[12]:配置已被用户 netadmin（${from}）修改并保存。`
    : speaksComware(device)
      ? `%%10CFGMAN/5/CFGMAN_CFGCHANGED: -EventIndex=${random.int(10, 99)}-CommandSource=2-ConfigSource=4-ConfigDestination=2; Configuration changed.`
      : `%SYS-5-CONFIG_I: Configured from console by netadmin on vty0 (${from})`
  return [{ afterSeconds: 0, says: { priority: priority(5), line } }]
}
