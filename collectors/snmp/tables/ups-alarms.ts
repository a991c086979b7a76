import type { SensorFacts } from '../../../server/contract/collection.ts'
import { isBelow } from '../oid.ts'
import { numberOf, oidOf } from '../value.ts'
import type { Visit } from '../visit.ts'
import { walkColumns } from '../walk.ts'

/** upsAlarmsPresent and upsAlarmDescr of UPS-MIB (RFC 1628): which of the well-known alarms are raised. */
const presentOid = '1.3.6.1.2.1.33.1.6.1.0'
const descriptionColumn = '1.3.6.1.2.1.33.1.6.2.1.2'
const wellKnown = '1.3.6.1.2.1.33.1.6.3'

const critical: Record<number, string> = {
  1: 'Battery bad',
  4: 'Battery depleted',
  6: 'Input bad',
  7: 'Output bad',
  8: 'Output overload',
  13: 'Charger failed',
  16: 'Fan failure',
  17: 'Fuse failure',
  18: 'General fault',
  20: 'Communications lost',
  22: 'Shutdown pending',
  23: 'Shutdown imminent',
}
const warning: Record<number, string> = {
  2: 'On battery',
  3: 'Battery low',
  5: 'Temperature bad',
  9: 'On bypass',
  10: 'Bypass bad',
  11: 'Output off as requested',
  12: 'UPS off as requested',
  14: 'Output off',
  15: 'System off',
  19: 'Diagnostic test failed',
  21: 'Awaiting power',
  24: 'Test in progress',
}

/** How many alarms there are, and each that the standard knows. */
export async function readUpsAlarms(visit: Visit): Promise<SensorFacts[]> {
  const present = numberOf((await visit.get([presentOid])).get(presentOid))
  if (present === null || present < 0) return []
  const total: SensorFacts = {
    kind: 'other',
    name: 'Alarms',
    value: present,
    unit: null,
    status: present > 0 ? 'warning' : 'ok',
    thresholds: null,
  }
  if (present === 0) return [total]
  const [column] = await walkColumns(visit, [descriptionColumn], 'upsAlarmTable')
  const raised = [...(column?.rows.values() ?? [])].flatMap((varbind): SensorFacts[] => {
    const oid = oidOf(varbind)
    if (oid === null || !isBelow(oid, wellKnown)) return []
    const alarm = Number(oid.slice(wellKnown.length + 1))
    const words = critical[alarm] ?? warning[alarm]
    if (words === undefined) return []
    const status = alarm in critical ? 'critical' : 'warning'
    return [{ kind: 'other', name: `Alarm: ${words}`, value: null, unit: null, status, thresholds: null }]
  })
  return [total, ...raised]
}
