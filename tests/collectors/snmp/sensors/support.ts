import type { SnmpAnswers } from '../../../../collectors/snmp/session.ts'
import type { PhysicalEntity } from '../../../../collectors/snmp/tables/entity.ts'
import type { Varbind, VarbindType } from '../../../../collectors/snmp/varbind.ts'
import { Visit } from '../../../../collectors/snmp/visit.ts'
import { compareOids } from '../../../../collectors/snmp/oid.ts'
import { recordingSession } from '../../support/recording.ts'

/** What an invented agent holds: a number is an INTEGER, a string an octet string, else what is said. */
export type Holding = number | string | { type: VarbindType; value: Varbind['value'] }

export function varbindsOf(objects: Record<string, Holding>): Varbind[] {
  return Object.entries(objects)
    .map(([oid, held]): Varbind => {
      if (typeof held === 'number') return { oid, type: 'integer', value: held }
      if (typeof held === 'string') return { oid, type: 'octets', value: Buffer.from(held) }
      return { oid, ...held }
    })
    .sort((a, b) => compareOids(a.oid, b.oid))
}

/** A visit to an invented agent. */
export function visitTo(objects: Record<string, Holding>): Visit {
  const session: SnmpAnswers = recordingSession(varbindsOf(objects))
  return new Visit(session, { retries: 0, rowLimit: 10_000 })
}

export function entity(index: number, given: Partial<PhysicalEntity> = {}): PhysicalEntity {
  return {
    index,
    class: 'module',
    containedIn: 0,
    position: null,
    description: null,
    vendorType: null,
    name: null,
    hardwareRevision: null,
    firmwareRevision: null,
    softwareRevision: null,
    serialNumber: null,
    manufacturer: null,
    model: null,
    ...given,
  }
}
