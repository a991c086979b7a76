import { createHash } from 'node:crypto'
import type { Transaction } from 'sequelize'
import { insertRows, updateRows } from '../../db/bulk.ts'
import type { Ledger } from '../../db/ledger.ts'
import { select } from '../../db/select.ts'
import type { LogRow } from '../../domain/change-log/chain.ts'
import { beforeTheFirst, hashOfEntry } from '../../domain/change-log/chain.ts'

type Values = Record<string, unknown>

/** Where the chain ends, and up to where it was made afterwards. */
export interface ChainHead {
  /** Number of the last entry, 0 before the first. */
  sequence: number
  hash: string
  anchorSequence: number
  anchorHash: string
  anchoredAt: string
}

const headId = 1
const rowsPerStatement = 400
const headColumns = '`sequence`, `hash`, `anchorSequence`, `anchorHash`, `anchoredAt`'
/** Everything that the hash may cover, and the id. */
const everything = '*'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The end of the chain; null before it has begun. */
export async function readHead(ledger: Ledger, transaction?: Transaction): Promise<ChainHead | null> {
  return selectHead(ledger, '', transaction)
}

async function selectHead(
  ledger: Ledger,
  lock: string,
  transaction?: Transaction,
): Promise<ChainHead | null> {
  const [row] = await select(
    ledger,
    `SELECT ${headColumns} FROM \`change_log_head\` WHERE \`id\` = ${headId}${lock}`,
    [],
    transaction,
  )
  return row ? ({ ...row } as unknown as ChainHead) : null
}

/** Writes entries at the end of the chain. Last in their transaction: from here on no other can write to the chain. */
export async function appendToChain(
  ledger: Ledger,
  rows: readonly Values[],
  at: string,
  transaction: Transaction,
): Promise<void> {
  const head = await lockHead(ledger, at, transaction)
  let { sequence, hash } = head
  for (let i = 0; i < rows.length; i += rowsPerStatement) {
    const chained = rows.slice(i, i + rowsPerStatement).map((row) => {
      const previousHash = hash
      hash = hashOfEntry(row as LogRow, previousHash, sha256)
      return { ...row, sequence: ++sequence, previousHash, hash }
    })
    await insertRows(ledger, 'change_log_entry', chained, transaction)
  }
  await moveHead(ledger, { sequence, hash }, transaction)
}

function moveHead(ledger: Ledger, to: Partial<ChainHead>, transaction: Transaction): Promise<unknown> {
  return ledger.support.change_log_head.update(to, { where: { id: headId }, transaction })
}

/**
 * Locks the end of the chain until the transaction is over. Where the chain has not begun, it begins here: entries from
 * before are chained in the order of their ids, and the head keeps up to where that was done afterwards.
 */
async function lockHead(ledger: Ledger, at: string, transaction: Transaction): Promise<ChainHead> {
  // SQLite has one writer, which this transaction already is.
  const lock = ledger.sequelize.getDialect() === 'sqlite' ? '' : ' FOR UPDATE'
  const head = await selectHead(ledger, lock, transaction)
  if (head) return head
  const isMade = await insertHead(ledger, at, transaction)
  if (!isMade) return (await selectHead(ledger, lock, transaction))!
  return chainOlder(ledger, at, transaction)
}

/** False when another transaction was first. */
async function insertHead(ledger: Ledger, at: string, transaction: Transaction): Promise<boolean> {
  const ignore = ledger.sequelize.getDialect() === 'sqlite' ? 'OR IGNORE' : 'IGNORE'
  await ledger.sequelize.query(
    `INSERT ${ignore} INTO \`change_log_head\` (\`id\`, \`sequence\`, \`hash\`, \`anchorSequence\`, \`anchorHash\`, \`anchoredAt\`) VALUES (${headId}, -1, :hash, 0, :hash, :at)`,
    { replacements: { hash: beforeTheFirst, at }, transaction },
  )
  const lock = ledger.sequelize.getDialect() === 'sqlite' ? '' : ' FOR UPDATE'
  return (await selectHead(ledger, lock, transaction))!.sequence === -1
}

/** Chains the entries that were there before the chain. */
async function chainOlder(ledger: Ledger, at: string, transaction: Transaction): Promise<ChainHead> {
  let place = { sequence: 0, hash: beforeTheFirst }
  let after = 0
  for (;;) {
    const rows = await select(
      ledger,
      `SELECT ${everything} FROM \`change_log_entry\` WHERE \`id\` > $1 AND \`sequence\` IS NULL ORDER BY \`id\` LIMIT ${rowsPerStatement}`,
      [after],
      transaction,
    )
    const chained = rows.map((row) => {
      const previousHash = place.hash
      place = { sequence: place.sequence + 1, hash: hashOfEntry(row, previousHash, sha256) }
      return { id: row['id'] as number, previousHash, ...place }
    })
    await updateRows(ledger, 'change_log_entry', chained, transaction)
    if (rows.length < rowsPerStatement) break
    after = rows.at(-1)!['id'] as number
  }
  const head = { ...place, anchorSequence: place.sequence, anchorHash: place.hash, anchoredAt: at }
  await moveHead(ledger, head, transaction)
  return head
}

/** Chains what a ledger's log held before it was a chain; called at the server's start. */
export async function beginChain(ledger: Ledger, now: Date): Promise<void> {
  if (await readHead(ledger)) return
  const [older] = await select(ledger, 'SELECT 1 AS `one` FROM `change_log_entry` LIMIT 1')
  if (!older) return
  await ledger.transaction(async (transaction) => {
    await lockHead(ledger, now.toISOString(), transaction)
  })
}
