import { credentialId } from './credentials.ts'
import type { Device } from './devices.ts'
import { origin, type TargetRecord } from './records.ts'
import { simulationAddress, type SimulationAddressing } from './simulation-address.ts'

/** One target for each device in the simulation, in its order; strangers have no declared device. */
export function buildTargets(simulated: readonly Device[], addressing: SimulationAddressing): TargetRecord[] {
  return simulated.map(({ record }, index) => ({
    id: index + 1,
    name: record.assetTag,
    ...simulationAddress(index, addressing),
    networkZoneId: record.networkZoneId!,
    credentialId,
    deviceId: record.id === 0 ? null : record.id,
    intervalSeconds: 120,
    enabled: true,
    status: 'never',
    failureCount: 0,
    origin,
  }))
}
