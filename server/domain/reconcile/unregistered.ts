import type { FindingDraft } from './draft.ts'
import { itemOf } from './device.ts'
import type { EvidenceRun, Subject } from './subject.ts'

/** Something answers at a target that no device of the ledger was declared for or recognised as. */
export function unregisteredDraft(subject: Subject, runs: readonly EvidenceRun[]): FindingDraft | null {
  const target = subject.targets[0]
  if (!target || target.lastAnswerAt === null || runs.length === 0) return null
  const value = (field: string) => runs.find((run) => run.field === field)?.value ?? null
  const serial = value('serialNumber')
  const about = [value('vendor'), value('model'), serial ? `SN ${serial}` : null, value('name')]
  const room = subject.rooms.find((candidate) => candidate.code === value('roomId'))
  return {
    kind: 'device-unregistered',
    severity: 'high',
    subjectEntity: 'target',
    subjectId: target.id,
    subjectName: target.name,
    field: null,
    declaredValue: null,
    observedValue:
      about
        .filter((part) => part !== null)
        .join(' · ')
        .slice(0, 1000) || target.address,
    source: runs[0]!.source === 'snmp-neighbours' ? 'snmp' : runs[0]!.source,
    evidence: runs.filter((run) => !run.field.startsWith('interface:')).map(itemOf),
    organisationId: room?.organisationId ?? null,
    roomId: room?.id ?? null,
    seenAt: runs.reduce((latest, run) => (run.lastSeenAt > latest ? run.lastSeenAt : latest), ''),
  }
}
