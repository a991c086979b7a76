import type { SimulatedDevice } from '../spec.ts'
import { platformOf } from './kind.ts'
import type { Kind } from './kind.ts'
import { dotted } from './value.ts'
import type { Oid } from './value.ts'

/*
 * sysObjectID: under the number that IANA gave to the vendor
 * (https://www.iana.org/assignments/enterprise-numbers/) and the branch that it uses for products of this kind. The last
 * number is made up, far above those that vendors have given out, so that no simulated device passes for another product.
 */

type Branches = { default: string } & Partial<Record<Kind, string>>

const branches: Record<string, Branches> = {
  huawei: {
    default: '2011.2',
    switch: '2011.2.23',
    router: '2011.2.62',
    firewall: '2011.2.321',
    'wireless-controller': '2011.2.240',
    'access-point': '2011.2.255',
    storage: '2011.2.251',
  },
  h3c: { default: '25506.1' },
  ruijie: { default: '4881.1.1.10.1' },
  zte: { default: '3902.3.100' },
  cisco: { default: '9.1' },
  f5: { default: '3375.2.1.3.4' },
  hillstone: { default: '28557.1' },
  topsec: { default: '14331' },
  sangfor: { default: '35047' },
  dptech: { default: '31648' },
  nsfocus: { default: '19849' },
  venustech: { default: '15227' },
  a10: { default: '22610.1.3' },
  fortinet: { default: '12356.101.1' },
  juniper: { default: '2636.1.1.1.2' },
  maipu: { default: '5651.1' },
  fiberhome: { default: '3807.1' },
  inspur: { default: '37945.2' },
  netapp: { default: '789.2' },
}

const enterprises = '1.3.6.1.4.1'
/** Agents built on net-snmp name the operating system: netSnmpAgentOIDs.linux. */
const netSnmpLinux = dotted(`${enterprises}.8072.3.2.10`)
/** Microsoft: a server that is no domain controller. */
const windowsServer = dotted(`${enterprises}.311.1.1.3.1.2`)
const firstUnassigned = 9_000

export function objectIdentity(device: SimulatedDevice): Oid {
  const platform = platformOf(device)
  if (platform === 'linux') return netSnmpLinux
  if (platform === 'windows') return windowsServer
  const vendor = branches[device.vendor.toLowerCase()]
  if (!vendor) return netSnmpLinux
  const branch = vendor[device.kind] ?? vendor.default
  return dotted(`${enterprises}.${branch}.${firstUnassigned + modelNumber(device.model)}`)
}

/** The vendor's enterprise number, or net-snmp's where it has none of its own here. */
export function enterpriseNumber(device: SimulatedDevice): number {
  return objectIdentity(device)[6] as number
}

function modelNumber(model: string): number {
  let number = 0
  for (const character of model) number = (number * 31 + (character.codePointAt(0) as number)) % 1_000
  return number
}
