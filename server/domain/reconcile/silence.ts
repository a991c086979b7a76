import type { ProblemCode } from '../../contract/problem.ts'
import type { FindingDraft } from './draft.ts'
import type { Subject, TargetState } from './subject.ts'

/**
 * Failed visits in a row before a device counts as silent. One visit repeats each request several times, so a single
 * failed visit is already more than a lost packet; still one is not enough: two for a target that has never answered,
 * three for one that used to, since reboots and outages of the way there are more likely.
 */
const silentAfter = { neverAnswered: 2, hasAnswered: 3 }

/** Failures that lie with the collector or the credential: the device may well be there. */
const notTheDevice: readonly ProblemCode[] = [
  'wrong-credential',
  'unsupported-algorithm',
  'unknown-host',
  'cancelled',
  'internal-error',
]

function isTargetSilent(target: TargetState): boolean {
  if (target.lastProblems.some((code) => notTheDevice.includes(code))) return false
  const needed = target.lastAnswerAt === null ? silentAfter.neverAnswered : silentAfter.hasAnswered
  return target.failureCount >= needed
}

/** A device that is expected to answer and does at none of its targets. */
export function isSilent({ device, targets }: Subject): boolean {
  if (device !== null && device.status !== 'in-use') return false
  const visited = targets.filter((target) => target.enabled)
  return visited.length > 0 && visited.every(isTargetSilent)
}

export function silentDraft({ device, targets }: Subject): FindingDraft {
  const visited = targets.filter((target) => target.enabled)
  const first = visited[0]!
  return {
    kind: 'device-silent',
    severity: 'high',
    ...(device
      ? {
          subjectEntity: 'device' as const,
          subjectId: device.id,
          subjectName: `${device.assetTag} ${device.name}`.slice(0, 200),
          organisationId: device.organisationId,
          roomId: device.roomId,
        }
      : {
          subjectEntity: 'target' as const,
          subjectId: first.id,
          subjectName: first.name,
          organisationId: null,
          roomId: null,
        }),
    field: null,
    declaredValue: device ? device.status : null,
    // Told by whether it ever answered, not by how often it was tried: a rejected finding must not come back each visit.
    observedValue: visited.every((target) => target.lastAnswerAt === null) ? 'never-answered' : 'no-answer',
    source: 'snmp',
    evidence: visited.map((target) => ({
      source: 'snmp' as const,
      what: 'attempts',
      value: `${target.address}:${target.port} × ${target.failureCount}${target.lastProblems.length > 0 ? ` (${target.lastProblems.join(', ')})` : ''}`,
      firstSeenAt: target.lastAnswerAt,
      lastSeenAt: target.lastAttemptAt,
      link: `/targets/${target.id}`,
    })),
    seenAt: first.lastAttemptAt,
  }
}
