import type { Job } from '../../contract/endpoints/collection.ts'
import type { Problem } from '../../contract/collection.ts'

/** A job as its table holds it. */
export type JobRow = Omit<Job, 'problems'> & {
  requestedById: number | null
  takenById: number | null
  takenAt: string | null
  /** `Problem[]` as JSON. */
  problems: string | null
}

/** A job as the contract shows it. */
export function presentJob(row: JobRow): Job {
  const { requestedById: _by, takenById: _taker, takenAt: _at, problems, ...job } = row
  return { ...job, problems: problems ? (JSON.parse(problems) as Problem[]) : [] }
}
