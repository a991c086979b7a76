import type { EntityName } from '../../contract/entities/index.ts'
import type { FindingDraft } from './draft.ts'

export interface QualityDevice {
  id: number
  assetTag: string
  name: string
  purchaseDate: string | null
  warrantyEnd: string | null
  rackId: number | null
  positionU: number | null
  heightU: number | null
  organisationId: number
  roomId: number | null
}

export interface QualityLine {
  id: number
  code: string
  name: string
  carrierId: number | null
  contractStart: string | null
  contractEnd: string | null
  status: string
  organisationId: number
  roomId: number | null
}

/** Records whose values are checked against each other, not against collectors. */
export interface QualityRecords {
  devices: readonly QualityDevice[]
  lines: readonly QualityLine[]
  carriers: readonly { id: number; name: string }[]
  racks: readonly { id: number; name: string; roomId: number; heightU: number }[]
}

/** @param today `YYYY-MM-DD` */
export function reconcileQuality(records: QualityRecords, today: string): FindingDraft[] {
  const racks = new Map(records.racks.map((rack) => [rack.id, rack]))
  return [
    ...records.lines.flatMap(carrierMissing),
    ...sumMismatch(records),
    ...records.devices.flatMap((device) => [
      ...impossibleDates(device, today),
      ...impossiblePlace(device, device.rackId === null ? undefined : racks.get(device.rackId)),
    ]),
    ...records.lines.flatMap(impossibleContract),
  ]
}

interface Named {
  id: number
  organisationId: number
  roomId: number | null
}

const quality = {
  severity: 'medium',
  source: 'declared',
  evidence: [] as FindingDraft['evidence'],
  seenAt: null,
} as const

function about(entity: EntityName & ('device' | 'line'), record: Named, label: string) {
  return {
    subjectEntity: entity,
    subjectId: record.id,
    subjectName: label.slice(0, 200),
    organisationId: record.organisationId,
    roomId: record.roomId,
  }
}

function carrierMissing(line: QualityLine): FindingDraft[] {
  if (line.carrierId !== null || line.status === 'terminated') return []
  return [
    {
      ...quality,
      kind: 'carrier-missing',
      ...about('line', line, `${line.code} ${line.name}`),
      field: 'carrierId',
      declaredValue: null,
      observedValue: null,
      evidence: [declared('carrierId', null, `/lines/${line.id}`)],
    },
  ]
}

/** The lines of all known carriers against all lines: a difference is stated, never rounded away. */
function sumMismatch({ lines, carriers }: QualityRecords): FindingDraft[] {
  const counts = carriers.map((carrier) => ({
    ...carrier,
    count: lines.filter((line) => line.carrierId === carrier.id).length,
  }))
  const sum = counts.reduce((total, { count }) => total + count, 0)
  if (sum === lines.length) return []
  return [
    {
      ...quality,
      kind: 'sum-mismatch',
      subjectEntity: 'line',
      subjectId: null,
      subjectName: '线路：各运营商之和与总数 / Lines: sum of carriers against all',
      organisationId: null,
      roomId: null,
      field: 'carrierId',
      declaredValue: String(lines.length),
      observedValue: String(sum),
      evidence: [
        declared('lines', String(lines.length), '/lines'),
        ...counts.map(({ id, name, count }) => declared(name, String(count), `/lines?carrierId=${id}`)),
        declared('carrierId', String(lines.length - sum), '/lines?carrierId.empty=true'),
      ],
    },
  ]
}

function declared(what: string, value: string | null, link: string): FindingDraft['evidence'][number] {
  return { source: 'declared', what, value, firstSeenAt: null, lastSeenAt: null, link }
}

function impossible(
  entity: 'device' | 'line',
  record: Named & { name: string },
  label: string,
  field: string,
  value: string,
  against: { what: string; value: string },
): FindingDraft {
  const link = `/${entity}s/${record.id}`
  return {
    ...quality,
    kind: 'impossible-value',
    ...about(entity, record, `${label} ${record.name}`),
    field,
    declaredValue: value,
    // Nothing was observed; what the value contradicts is in the evidence.
    observedValue: null,
    evidence: [declared(field, value, link), declared(against.what, against.value, link)],
  }
}

function impossibleDates(device: QualityDevice, today: string): FindingDraft[] {
  const found: FindingDraft[] = []
  const { purchaseDate, warrantyEnd } = device
  if (purchaseDate && purchaseDate > today)
    found.push(
      impossible('device', device, device.assetTag, 'purchaseDate', purchaseDate, {
        what: 'today',
        value: today,
      }),
    )
  if (purchaseDate && warrantyEnd && warrantyEnd < purchaseDate)
    found.push(
      impossible('device', device, device.assetTag, 'warrantyEnd', warrantyEnd, {
        what: 'purchaseDate',
        value: purchaseDate,
      }),
    )
  return found
}

function impossiblePlace(
  device: QualityDevice,
  rack: QualityRecords['racks'][number] | undefined,
): FindingDraft[] {
  if (!rack) return []
  const found: FindingDraft[] = []
  const top = device.positionU === null ? null : device.positionU + (device.heightU ?? 1) - 1
  if (top !== null && top > rack.heightU)
    found.push(
      impossible('device', device, device.assetTag, 'positionU', String(device.positionU), {
        what: 'heightU',
        value: `${rack.name}: ${rack.heightU} U`,
      }),
    )
  if (device.roomId !== rack.roomId)
    found.push(
      impossible('device', device, device.assetTag, 'rackId', rack.name, {
        what: 'roomId',
        value: String(rack.roomId),
      }),
    )
  return found
}

function impossibleContract(line: QualityLine): FindingDraft[] {
  const { contractStart, contractEnd } = line
  if (!contractStart || !contractEnd || contractEnd >= contractStart) return []
  return [
    impossible('line', line, line.code, 'contractEnd', contractEnd, {
      what: 'contractStart',
      value: contractStart,
    }),
  ]
}
