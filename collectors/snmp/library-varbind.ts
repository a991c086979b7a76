import snmp from 'net-snmp'
import { decodeCounter64, type Varbind, type VarbindType } from './varbind.ts'

/** A varbind as net-snmp hands it over. */
export interface RawVarbind {
  oid: string
  type: number
  value: unknown
}

const typeNames: Record<number, VarbindType> = {
  [snmp.ObjectType.Integer]: 'integer',
  [snmp.ObjectType.OctetString]: 'octets',
  [snmp.ObjectType.Null]: 'null',
  [snmp.ObjectType.OID]: 'oid',
  [snmp.ObjectType.IpAddress]: 'ip',
  [snmp.ObjectType.Counter]: 'counter32',
  [snmp.ObjectType.Gauge]: 'gauge32',
  [snmp.ObjectType.TimeTicks]: 'timeticks',
  [snmp.ObjectType.Opaque]: 'opaque',
  [snmp.ObjectType.Counter64]: 'counter64',
  [snmp.ObjectType.NoSuchObject]: 'noSuchObject',
  [snmp.ObjectType.NoSuchInstance]: 'noSuchInstance',
  [snmp.ObjectType.EndOfMibView]: 'endOfMibView',
}

export function toVarbind({ oid, type, value }: RawVarbind): Varbind {
  const name = typeNames[type] ?? 'opaque'
  if (name === 'counter64') return { oid, type: name, value: decodeCounter64(value as Uint8Array) }
  return { oid, type: name, value: (value ?? null) as Varbind['value'] }
}
