import { origin, type CredentialRecord } from './records.ts'

export const credentialId = 1

export function buildCredentials(): CredentialRecord[] {
  return [
    {
      id: credentialId,
      name: '演示设备 SNMP v2c',
      protocol: 'snmp-v2c',
      hasSecret: false,
      notes: '只读团体名，仅用于本机模拟设备。',
      origin,
    },
  ]
}
