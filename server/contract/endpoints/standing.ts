import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

const counts = { records: z.int(), high: z.int(), medium: z.int(), low: z.int() }
const score = z.number().nullable()

/** A room or an organisation by how far its ledger and its devices are apart; `domain/mismatch.ts` has the formula. */
export const PlaceStanding = z
  .object({
    id: z.int(),
    name: z.string(),
    nameEn: z.string().nullable(),
    ...counts,
    score,
    /** Its score on the last day before today that is known. */
    before: score,
  })
  .meta({ id: 'PlaceStanding' })
export type PlaceStanding = z.infer<typeof PlaceStanding>

export const AuditStanding = z
  .object({
    city: z.object({ ...counts, score }),
    /** Worst first; only those with something open. */
    rooms: z.array(PlaceStanding),
    organisations: z.array(PlaceStanding),
    /** The city day by day, oldest first; today as it is now. */
    days: z.array(z.object({ day: z.iso.date(), ...counts, score })),
    /** Open differences; those that a visit can settle; the rooms to visit, best first. */
    next: z.object({
      open: z.int(),
      settleable: z.int(),
      visits: z.array(z.object({ roomId: z.int(), name: z.string(), count: z.int(), settled: z.int() })),
    }),
  })
  .meta({ id: 'AuditStanding' })
export type AuditStanding = z.infer<typeof AuditStanding>

export const standingEndpoints = {
  get: endpoint({
    method: 'get',
    path: '/standing',
    summary: {
      zh: '差异指数（全市、各机房、各单位）与下一步建议',
      en: 'Mismatch scores of city, rooms and organisations, and what to do next',
    },
    audience: 'person',
    permission: 'ledger.read',
    returns: AuditStanding,
  }),
}
