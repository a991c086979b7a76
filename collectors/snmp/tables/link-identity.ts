import { bytesOf, macOf, numberOf } from '../value.ts'
import type { Visit } from '../visit.ts'
import { chassisIdOf } from './lldp-identifiers.ts'

/** Scalars that say who a device is to its neighbours, and which of the tables below it are worth a walk. */
const oids = {
  /** lldpLocChassisIdSubtype and lldpLocChassisId of LLDP-MIB (IEEE 802.1AB-2005, 12). */
  chassisSubtype: '1.0.8802.1.1.2.1.3.1.0',
  chassisId: '1.0.8802.1.1.2.1.3.2.0',
  /** lldpV2LocChassisIdSubtype and lldpV2LocChassisId of LLDP-V2-MIB (IEEE 802.1AB-2009, 11.5). */
  chassisSubtypeV2: '1.3.111.2.802.1.1.13.1.3.1.0',
  chassisIdV2: '1.3.111.2.802.1.1.13.1.3.2.0',
  /** dot1dBaseBridgeAddress and dot1dBaseNumPorts of BRIDGE-MIB (RFC 4188). */
  bridgeAddress: '1.3.6.1.2.1.17.1.1.0',
  bridgePorts: '1.3.6.1.2.1.17.1.2.0',
} as const

export interface LinkIdentity {
  /** What neighbours see as this device's chassis: its LLDP chassis id, else its bridge address; null for neither. */
  chassisId: string | null
  hasLldpV2: boolean
  isBridge: boolean
}

/** One GET of six scalars; what the device does not have is null or false. */
export async function readLinkIdentity(visit: Visit): Promise<LinkIdentity> {
  const values = await visit.get(Object.values(oids))
  const lldp = chassisIdOf(numberOf(values.get(oids.chassisSubtype)), values.get(oids.chassisId))
  const lldpV2 = chassisIdOf(numberOf(values.get(oids.chassisSubtypeV2)), values.get(oids.chassisIdV2))
  return {
    chassisId: lldp ?? lldpV2 ?? macOf(values.get(oids.bridgeAddress)),
    hasLldpV2: lldpV2 !== null,
    isBridge:
      bytesOf(values.get(oids.bridgeAddress)) !== null || (numberOf(values.get(oids.bridgePorts)) ?? 0) > 0,
  }
}
