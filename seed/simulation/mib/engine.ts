import { chassisMac, macOctets } from './chassis.ts'
import type { DeviceState } from './device-state.ts'
import { fraction } from './noise.ts'
import { enterpriseNumber } from './object-identity.ts'
import { scalars } from './table.ts'
import type { Column, MibTable } from './table.ts'
import { integer, octets } from './value.ts'

/*
 * SNMP-FRAMEWORK-MIB (RFC 3411): snmpEngineTime does not wrap as sysUpTime does after 497 days.
 */

const snmpEngine: readonly Column<DeviceState>[] = [
  { id: 1, read: ({ spec }) => octets(engineId(enterpriseNumber(spec), chassisMac(spec))) },
  { id: 2, read: ({ spec }) => integer(1 + Math.floor(fraction(spec.noiseSeed, 'boots') * 40)) },
  { id: 3, read: (_device, at) => integer(Math.floor(at.uptimeSeconds)) },
  { id: 4, read: () => integer(1_500) },
]

export function engineTables(device: DeviceState): MibTable[] {
  return [scalars('1.3.6.1.6.3.10.2.1', snmpEngine, device)]
}

/** SnmpEngineID in the format with a MAC address: enterprise number with the high bit set, 3, address. */
function engineId(enterprise: number, mac: string): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE((enterprise | 0x8000_0000) >>> 0, 0)
  head[4] = 3
  return Buffer.concat([head, macOctets(mac)])
}
