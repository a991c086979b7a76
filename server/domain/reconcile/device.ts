import type { EvidenceItem } from '../../contract/endpoints/findings.ts'
import { isTelling, sameValue } from '../comparison.ts'
import { comparedFields, precedence } from '../precedence.ts'
import type { ComparedField } from '../precedence.ts'
import { isSilent, silentDraft } from './silence.ts'
import type { FindingDraft } from './draft.ts'
import { lineDrafts } from './line.ts'
import { movedTo, roomText } from './placement.ts'
import type { DeclaredDevice, EvidenceRun, Subject } from './subject.ts'
import { unregisteredDraft } from './unregistered.ts'

const severityOfField: Partial<Record<ComparedField, FindingDraft['severity']>> = {
  serialNumber: 'high',
  vendor: 'medium',
  model: 'medium',
  kind: 'medium',
  managementAddress: 'medium',
}

/**
 * What the evidence says against the ledger, for one device (or for a target that no device is declared for). A field
 * that nobody declared is no contradiction: it is shown beside the observed value, and raises nothing.
 */
export function reconcileDevice(subject: Subject): FindingDraft[] {
  const { device } = subject
  const runs = newestRuns(subject.evidence)
  const drafts: FindingDraft[] = []
  if (isSilent(subject)) drafts.push(silentDraft(subject))
  if (device === null) {
    const draft = unregisteredDraft(subject, runs)
    return draft ? [...drafts, draft] : drafts
  }
  if (device.status !== 'retired') {
    for (const field of comparedFields) {
      const draft = field === 'roomId' ? movedDraft(subject, device, runs) : differsDraft(device, field, runs)
      if (draft) drafts.push(draft)
    }
  }
  return [...drafts, ...lineDrafts(subject.lines, device, runs)]
}

/** Where two targets lead to one device, what was seen last counts. */
function newestRuns(evidence: readonly EvidenceRun[]): EvidenceRun[] {
  const newest = new Map<string, EvidenceRun>()
  for (const run of evidence) {
    const key = `${run.source} ${run.field}`
    const known = newest.get(key)
    if (!known || known.lastSeenAt < run.lastSeenAt) newest.set(key, run)
  }
  return [...newest.values()]
}

/** Runs of a field from the most trusted source to the least. */
export function runsOf(field: ComparedField, runs: readonly EvidenceRun[]): EvidenceRun[] {
  const order: readonly string[] = precedence[field]
  return runs
    .filter((run) => run.field === field && isTelling(field, run.value))
    .sort((a, b) => order.indexOf(a.source) - order.indexOf(b.source))
}

export function itemOf(run: EvidenceRun): EvidenceItem {
  return {
    source: run.source,
    what: run.field,
    value: run.value,
    firstSeenAt: run.firstSeenAt,
    lastSeenAt: run.lastSeenAt,
    link: run.targetId === null ? null : `/targets/${run.targetId}`,
  }
}

export function declaredItem(what: string, value: string | null, link: string): EvidenceItem {
  return { source: 'declared', what, value, firstSeenAt: null, lastSeenAt: null, link }
}

function aboutDevice(device: DeclaredDevice) {
  return {
    subjectEntity: 'device',
    subjectId: device.id,
    subjectName: `${device.assetTag} ${device.name}`.slice(0, 200),
    organisationId: device.organisationId,
    roomId: device.roomId,
  } as const
}

function differsDraft(
  device: DeclaredDevice,
  field: Exclude<ComparedField, 'roomId'>,
  runs: readonly EvidenceRun[],
): FindingDraft | null {
  const declared = device[field]
  const seen = runsOf(field, runs)
  const best = seen[0]
  if (!declared || !best?.value) return null
  if (sameValue(field, declared, best.value, { vendor: device.vendor })) return null
  return {
    ...aboutDevice(device),
    kind: 'field-differs',
    severity: severityOfField[field] ?? 'low',
    field,
    declaredValue: declared,
    observedValue: best.value,
    source: best.source,
    evidence: [declaredItem(field, declared, `/devices/${device.id}`), ...seen.map(itemOf)],
    seenAt: best.lastSeenAt,
  }
}

function movedDraft(
  subject: Subject,
  device: DeclaredDevice,
  runs: readonly EvidenceRun[],
): FindingDraft | null {
  const declared = subject.rooms.find((room) => room.id === device.roomId)
  const seen = runsOf('roomId', runs)
  if (!declared || seen.length === 0) return null
  const location = seen.find((run) => run.source === 'snmp')
  const moved = movedTo({
    kind: device.kind,
    declaredRoomId: declared.id,
    neighbourRoomIds: subject.neighbours.flatMap((neighbour) => neighbour.roomId ?? []),
    locationRoomId: subject.rooms.find((room) => room.code === location?.value)?.id ?? null,
  })
  const room = moved && subject.rooms.find((candidate) => candidate.id === moved.roomId)
  if (!room) return null
  const basis = seen.find((run) => run.source === moved.by) ?? seen[0]!
  return {
    ...aboutDevice(device),
    kind: 'device-moved',
    severity: 'medium',
    field: 'roomId',
    declaredValue: roomText(declared),
    observedValue: roomText(room),
    source: moved.by,
    evidence: [
      declaredItem('roomId', roomText(declared), `/devices/${device.id}`),
      ...seen.map(itemOf),
      ...subject.neighbours.map((neighbour) => neighbourItem(subject, neighbour, basis)),
    ],
    seenAt: basis.lastSeenAt,
  }
}

function neighbourItem(
  { rooms }: Subject,
  neighbour: Subject['neighbours'][number],
  basis: EvidenceRun,
): EvidenceItem {
  const room = rooms.find((candidate) => candidate.id === neighbour.roomId)
  const port = neighbour.localInterface ? `${neighbour.localInterface} → ` : ''
  return {
    source: 'snmp-neighbours',
    what: 'neighbour',
    value: `${port}${neighbour.deviceName}${room ? ` (${roomText(room)})` : ''}`,
    firstSeenAt: null,
    lastSeenAt: basis.lastSeenAt,
    link: `/devices/${neighbour.deviceId}`,
  }
}
