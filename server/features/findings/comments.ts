import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Comment } from '../../contract/endpoints/findings.ts'
import { finding } from '../../contract/entities/finding.ts'
import { readRecord } from '../ledger/actions.ts'

type CommentRow = Omit<Comment, 'userName'>

/** Oldest first, as a conversation reads. @throws AppError notFound */
export async function listComments(app: App, findingId: number): Promise<Comment[]> {
  await readRecord(app, finding, findingId)
  const rows = (await app.ledger.support.finding_comment.findAll({
    where: { findingId },
    order: ['id'],
    raw: true,
  })) as unknown as CommentRow[]
  const names = await userNames(app, rows)
  return rows.map((row) => ({ ...row, userName: names.get(row.userId ?? 0) ?? null }))
}

/** @throws AppError notFound */
export async function addComment(
  app: App,
  findingId: number,
  userId: number,
  text: string,
): Promise<Comment> {
  await readRecord(app, finding, findingId)
  const row = { findingId, userId, text, at: app.now().toISOString() }
  const made = await app.ledger.support.finding_comment.create(row)
  const names = await userNames(app, [row])
  return { id: made.get('id') as number, ...row, userName: names.get(userId) ?? null }
}

async function userNames(app: App, rows: readonly { userId: number | null }[]): Promise<Map<number, string>> {
  const ids = [...new Set(rows.flatMap((row) => row.userId ?? []))]
  if (ids.length === 0) return new Map()
  const users = (await app.ledger.models.user.findAll({
    attributes: ['id', 'name'],
    where: { id: { [Op.in]: ids } },
    raw: true,
  } as never)) as unknown as { id: number; name: string }[]
  return new Map(users.map((user) => [user.id, user.name]))
}
