import type { AccessPointFacts, RadioFacts } from '../../../../server/contract/collection.ts'
import type { DeviceObservation } from '../../../../server/contract/endpoints/devices.ts'
import { accessPointParts } from '../../../../server/domain/series-parts.ts'
import { formatNumber } from '../../../i18n/format.ts'

export type AccessPoint = NonNullable<DeviceObservation['latest']>['accessPoints'][number]
export type AccessPointSort = 'state' | 'name' | 'model' | 'address' | 'group' | 'clients'

export interface AccessPointRow extends AccessPoint {
  /** Under which its samples are kept. */
  part: string
}

/** What needs attention comes first. */
const order: readonly AccessPointFacts['state'][] = ['fault', 'offline', 'unknown', 'online']
const byName = new Intl.Collator('zh-CN', { numeric: true })

export function accessPointRows(accessPoints: readonly AccessPoint[]): AccessPointRow[] {
  const parts = accessPointParts(accessPoints)
  return accessPoints.map((one, position) => ({ ...one, part: parts[position]! }))
}

export function filteredAccessPoints(
  rows: readonly AccessPointRow[],
  { state, words }: { state: AccessPointFacts['state'] | ''; words: string },
): AccessPointRow[] {
  const wanted = words.trim().toLowerCase()
  return rows.filter(
    (row) =>
      (state === '' || row.state === state) &&
      [row.name, row.serialNumber, row.address, row.mac, row.model, row.group, row.location].some((value) =>
        (value ?? '').toLowerCase().includes(wanted),
      ),
  )
}

/** Sorted by a column, then by name; rows without a value come last either way. */
export function sortedAccessPoints(
  rows: readonly AccessPointRow[],
  sort: AccessPointSort,
  descending: boolean,
): AccessPointRow[] {
  const direction = descending ? -1 : 1
  const compare = (a: AccessPointRow, b: AccessPointRow): number => {
    if (sort === 'state') return direction * (order.indexOf(a.state) - order.indexOf(b.state))
    const left = a[sort]
    const right = b[sort]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return direction * byName.compare(String(left), String(right))
  }
  return [...rows].sort((a, b) => compare(a, b) || byName.compare(a.part, b.part))
}

/** The words of a radio's measures; empty where the controller does not give one. */
export function radioWords(radio: RadioFacts): { band: string; channel: string; power: string; use: string } {
  return {
    band: radio.band?.replace('GHz', ' GHz') ?? '',
    channel: radio.channel === null ? '' : String(radio.channel),
    power: radio.powerDbm === null ? '' : `${formatNumber(radio.powerDbm)} dBm`,
    use: radio.utilisationPercent === null ? '' : `${formatNumber(radio.utilisationPercent)}%`,
  }
}
