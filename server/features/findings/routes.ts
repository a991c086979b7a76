import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { finding } from '../../contract/entities/finding.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { Endpoints } from '../../contract/endpoints/index.ts'
import { roleCan, roles } from '../../contract/permission.ts'
import type { Role } from '../../contract/permission.ts'
import type { Source } from '../../domain/precedence.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { recordHandlers } from '../ledger/routes.ts'
import { assignFinding, decideFinding, reconcileLedger } from './actions.ts'
import type { Choice, Decide, DecisionName } from './actions.ts'
import { addComment, listComments } from './comments.ts'
import { decideMany, previewMany } from './decide-many.ts'

/** What the decisions on one finding have in common. */
interface DecisionCall {
  params: { id: number }
  body: { reason?: string | undefined; source?: Source | undefined; value?: unknown }
  actor: { userId: number }
  ifMatch: number | null
}

/** What the decisions on several findings have in common. */
interface DecisionsCall {
  body: BodyOf<Endpoints['finding']['decideMany']>
  actor: { userId: number }
}

export function findingHandlers(app: App): HandlersOf<'finding'> {
  const decide = (decision: DecisionName, { params, body, actor, ifMatch }: DecisionCall) =>
    decideFinding(app, decision, {
      id: params.id,
      expectedVersion: ifMatch,
      userId: actor.userId,
      reason: body.reason || null,
      choice: choiceOf(body),
    })
  return {
    ...recordHandlers(app, finding),
    accept: (call) => decide('accept', call),
    reject: (call) => decide('reject', call),
    reopen: (call) => decide('reopen', call),
    release: (call) => decide('release', call),
    assign: ({ params, body, actor, ifMatch }) =>
      assignFinding(app, { id: params.id, expectedVersion: ifMatch, userId: actor.userId }, body.assigneeId),
    comments: async ({ params }) => ({ items: await listComments(app, params.id) }),
    comment: ({ params, body, actor }) => addComment(app, params.id, actor.userId, body.text),
    assignees: async () => ({ items: await assignees(app) }),
    decideMany: (call) => decideMany(app, call.body.decision, decidesOf(call)),
    previewMany: async (call) => ({ items: await previewMany(app, call.body.decision, decidesOf(call)) }),
    reconcile: () => reconcileLedger(app),
  }
}

function choiceOf({ source, value }: { source?: Source | undefined; value?: unknown }): Choice | null {
  if (source !== undefined) return { source }
  return value === undefined ? null : { value }
}

function decidesOf({ body, actor }: DecisionsCall): Decide[] {
  return body.findings.map(({ id, version }) => ({
    id,
    expectedVersion: version,
    userId: actor.userId,
    reason: body.reason || null,
    choice: choiceOf(body),
  }))
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
