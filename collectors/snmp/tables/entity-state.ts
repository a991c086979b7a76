import type { SensorFacts } from '../../../server/contract/collection.ts'
import { readTable } from '../table.ts'
import { bytesOf, numberOf } from '../value.ts'
import type { Varbind } from '../varbind.ts'
import type { Visit } from '../visit.ts'
import type { PhysicalEntity } from './entity.ts'

/** entStateTable of ENTITY-STATE-MIB (RFC 4268), indexed by entPhysicalIndex. */
const entStateTable = {
  name: 'entStateTable',
  entry: '1.3.6.1.2.1.131.1.1.1',
  columns: { operation: 3, alarm: 5 },
} as const

/** How fans and power supplies do, where the device keeps ENTITY-STATE-MIB. */
export async function readEntityStates(visit: Visit, entities: PhysicalEntity[]): Promise<SensorFacts[]> {
  const wanted = entities.filter(({ class: is }) => is === 'fan' || is === 'power-supply')
  if (wanted.length === 0) return []
  const { rows } = await readTable(visit, entStateTable)
  return wanted.flatMap((entity) => {
    const row = rows.get(String(entity.index))
    const status = row === undefined ? null : statusOf(numberOf(row.operation), row.alarm)
    if (status === null) return []
    const kind = entity.class === 'fan' ? ('fan' as const) : ('power-supply' as const)
    const name = entity.name ?? entity.description ?? String(entity.index)
    return [{ kind, name, value: null, unit: null, status, thresholds: null }]
  })
}

/**
 * EntityOperState: unknown(1), disabled(2), enabled(3), testing(4). EntityAlarmStatus are BITS: unknown(0), underRepair(1),
 * critical(2), major(3), minor(4), warning(5), indeterminate(6). Null when neither says anything.
 */
function statusOf(operation: number | null, alarm: Varbind | undefined): SensorFacts['status'] | null {
  const bits = bytesOf(alarm)?.[0] ?? 0
  if ((bits & 0b0011_0000) !== 0 || operation === 2) return 'critical'
  if ((bits & 0b0000_1100) !== 0) return 'warning'
  return operation === 3 ? 'ok' : null
}
