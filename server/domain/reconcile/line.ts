import { portField } from '../observed.ts'
import { declaredItem, itemOf } from './device.ts'
import type { FindingDraft } from './draft.ts'
import type { DeclaredDevice, EvidenceRun, LineEnd } from './subject.ts'

/** Active lines whose A-end port is down, shut down, or not there at all. */
export function lineDrafts(
  lines: readonly LineEnd[],
  device: DeclaredDevice,
  runs: readonly EvidenceRun[],
): FindingDraft[] {
  const drafts: FindingDraft[] = []
  for (const line of lines) {
    if (line.status !== 'active') continue
    const run = runs.find((candidate) => candidate.field === portField(line.interfaceName))
    if (!run?.value || run.value === 'up') continue
    drafts.push({
      kind: 'line-port-down',
      severity: 'high',
      subjectEntity: 'line',
      subjectId: line.id,
      subjectName: `${line.code} ${line.name}`.slice(0, 200),
      field: 'interfaceName',
      declaredValue: `${line.interfaceName} up`,
      observedValue: `${line.interfaceName} ${run.value}`,
      source: run.source,
      evidence: [
        declaredItem('status', line.status, `/lines/${line.id}`),
        itemOf(run),
        declaredItem('deviceId', `${device.assetTag} ${device.name}`, `/devices/${device.id}`),
      ],
      organisationId: line.organisationId,
      roomId: line.roomId ?? device.roomId,
      seenAt: run.lastSeenAt,
    })
  }
  return drafts
}
