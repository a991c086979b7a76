import type { ItemCondition, StockTakeItemState } from '../../contract/entities/stock-take-item.ts'

/** What one person said of one thing, as far as the outcome depends on it. */
export interface Statement {
  id: number
  userId: number
  /** Not there, where it was expected. */
  isAbsent: boolean
  /** Where the person stood. */
  roomId: number
  condition: ItemCondition | null
  /** ISO 8601. */
  scannedAt: string
  /** Set aside when a conflict was settled. */
  isOverruled: boolean
}

/** What the ledger said of the thing when the stock-take began. */
export interface Declared {
  /** Null where the ledger does not know the thing, or no room for it. */
  roomId: number | null
  isInLedger: boolean
}

export interface Outcome<S extends Statement> {
  state: StockTakeItemState
  /** The statement that counts; null while there is none, or they contradict each other. */
  statement: S | null
}

/**
 * The outcome of a thing, from all that was said of it. A person's later word replaces the earlier one. Two people
 * contradict each other when both saw it in different rooms or conditions, or when one saw it where the other did not;
 * missing it in one room and seeing it in another is no contradiction, it has moved.
 */
export function outcomeOf<S extends Statement>(declared: Declared, statements: readonly S[]): Outcome<S> {
  const standing = standingOf(statements)
  const seen = standing.filter((one) => !one.isAbsent)
  const newest = (list: readonly S[]) => list.reduce((a, b) => (later(b, a) ? b : a))
  if (standing.length === 0) return { state: 'open', statement: null }
  if (seen.length === 0) return { state: 'missing', statement: newest(standing) }
  if (contradict(standing, seen)) return { state: 'conflict', statement: null }
  // Who looked at its condition says more of it than who only passed by.
  const judged = seen.filter((one) => one.condition !== null)
  const statement = newest(judged.length > 0 ? judged : seen)
  const state = !declared.isInLedger ? 'surplus' : declared.roomId === statement.roomId ? 'found' : 'moved'
  return { state, statement }
}

/** Each person's last word, of what was not overruled. */
function standingOf<S extends Statement>(statements: readonly S[]): S[] {
  const last = new Map<number, S>()
  for (const one of statements) {
    const known = last.get(one.userId)
    if (!one.isOverruled && (!known || later(one, known))) last.set(one.userId, one)
  }
  return [...last.values()]
}

function later(a: Statement, b: Statement): boolean {
  return a.scannedAt === b.scannedAt ? a.id > b.id : a.scannedAt > b.scannedAt
}

function contradict(standing: readonly Statement[], seen: readonly Statement[]): boolean {
  const [first] = seen
  if (seen.some((one) => one.roomId !== first!.roomId || differs(one.condition, first!.condition)))
    return true
  return standing.some((one) => one.isAbsent && one.roomId === first!.roomId)
}

/** Who says nothing of the condition does not contradict who does. */
function differs(a: ItemCondition | null, b: ItemCondition | null): boolean {
  return a !== null && b !== null && a !== b
}
