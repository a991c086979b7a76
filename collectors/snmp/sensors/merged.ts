import type { SensorFacts } from '../../../server/contract/collection.ts'

/**
 * The sensors of several sources as one list. What a later source tells again, by kind, unit and name, only fills in what
 * the earlier did not know: many agents show one sensor in the standard MIB and in their own.
 */
export function merged(sources: readonly SensorFacts[][]): SensorFacts[] {
  const sensors: SensorFacts[] = []
  for (const source of sources) {
    const known = new Map(sensors.map((sensor, position) => [keyOf(sensor), position]))
    for (const sensor of source) {
      const position = known.get(keyOf(sensor))
      const before = position === undefined ? undefined : sensors[position]
      if (before === undefined || position === undefined) sensors.push(sensor)
      else
        sensors[position] = {
          ...before,
          value: before.value ?? sensor.value,
          status: before.status === 'unknown' ? sensor.status : before.status,
          thresholds: before.thresholds ?? sensor.thresholds,
        }
    }
  }
  return sensors
}

function keyOf({ kind, unit, name }: SensorFacts): string {
  return JSON.stringify([kind, unit, name])
}
