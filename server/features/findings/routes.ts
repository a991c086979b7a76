import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { finding } from '../../contract/entities/finding.ts'
import { AppError } from '../../contract/error.ts'
import { roleCan, roles } from '../../contract/permission.ts'
import type { Role } from '../../contract/permission.ts'
import type { Localised } from '../../contract/text.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { recordHandlers } from '../ledger/routes.ts'
import type { DecisionName } from './actions.ts'
import { assignFinding, decideFinding, reconcileLedger } from './actions.ts'
import { addComment, listComments } from './comments.ts'

/** What the three decisions have in common. */
interface DecisionCall {
  params: { id: number }
  body: { reason?: string | undefined }
  actor: { userId: number }
  ifMatch: number | null
}

export function findingHandlers(app: App): HandlersOf<'finding'> {
  const decide = (decision: DecisionName, { params, body, actor, ifMatch }: DecisionCall) =>
    decideFinding(app, decision, {
      id: params.id,
      expectedVersion: ifMatch,
      userId: actor.userId,
      reason: body.reason || null,
    })
  return {
    ...recordHandlers(app, finding),
    accept: (call) => decide('accept', call),
    reject: (call) => decide('reject', call),
    reopen: (call) => decide('reopen', call),
    assign: ({ params, body, actor, ifMatch }) =>
      assignFinding(app, { id: params.id, expectedVersion: ifMatch, userId: actor.userId }, body.assigneeId),
    comments: async ({ params }) => ({ items: await listComments(app, params.id) }),
    comment: ({ params, body, actor }) => addComment(app, params.id, actor.userId, body.text),
    assignees: async () => ({ items: await assignees(app) }),
    async decideMany({ body, actor }) {
      const decided: number[] = []
      const refused: { id: number; message: Localised }[] = []
      for (const { id, version } of body.findings) {
        try {
          await decideFinding(app, body.decision, {
            id,
            expectedVersion: version,
            userId: actor.userId,
            reason: body.reason || null,
          })
          decided.push(id)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          refused.push({ id, message: error.text() })
        }
      }
      return { decided, refused }
    },
    reconcile: () => reconcileLedger(app),
  }
}

async function assignees({ ledger }: App): Promise<{ id: number; name: string }[]> {
  const deciding = (Object.keys(roles) as Role[]).filter((role) => roleCan(role, 'finding.decide'))
  return (await ledger.models.user.findAll({
    attributes: ['id', 'name'],
    where: { role: { [Op.in]: deciding }, status: 'active' },
    order: ['nameKey', 'id'],
    raw: true,
  } as never)) as unknown as { id: number; name: string }[]
}
