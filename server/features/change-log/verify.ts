import type { ChainBreak, LogVerdict } from '../../contract/log-chain.ts'
import type { Ledger } from '../../db/ledger.ts'
import { select } from '../../db/select.ts'
import type { ChainedRow, ChainPlace } from '../../domain/change-log/chain.ts'
import { faultAt, placeOf, startOfChain } from '../../domain/change-log/chain.ts'
import type { ChainHead } from './append.ts'
import { readHead, sha256 } from './append.ts'

const rowsPerRead = 1_000

export interface WalkOptions {
  /** A hash written down earlier: the walk must meet it. */
  expect?: string | undefined
  /** A hash written down earlier: the walk begins behind the entry that has it. */
  since?: string | undefined
  onProgress?: ((checked: number, total: number) => Promise<void> | void) | undefined
}

/**
 * Walks along the change log's chain, from its beginning or from an entry known by its hash, up to the first break.
 * Others may go on writing meanwhile: what comes behind the end is walked too.
 */
export async function verifyLog(ledger: Ledger, options: WalkOptions = {}): Promise<LogVerdict> {
  const { expect, since } = options
  const start = since === undefined ? startOfChain : await placeByHash(ledger, since)
  const walk = new Walk(ledger, start ?? startOfChain, options)
  const brokenAt = start === null ? null : await walk.toTheEnd()
  const head = await readHead(ledger)
  const wanted = expect ?? since
  const found = start === null ? null : since === undefined ? walk.met : start.sequence
  return {
    checked: walk.checked,
    head: head && { sequence: head.sequence, hash: head.hash },
    anchor: anchorOf(head),
    brokenAt,
    expected: wanted === undefined ? null : { hash: wanted, sequence: found },
  }
}

export function anchorOf(head: ChainHead | null): LogVerdict['anchor'] {
  if (!head || head.anchorSequence === 0) return null
  return { sequence: head.anchorSequence, hash: head.anchorHash, at: head.anchoredAt }
}

async function placeByHash(ledger: Ledger, hash: string): Promise<ChainPlace | null> {
  const [row] = await select(ledger, 'SELECT * FROM `change_log_entry` WHERE `hash` = $1', [hash])
  return row && typeof row['sequence'] === 'number' ? placeOf(row as unknown as ChainedRow) : null
}

class Walk {
  readonly #ledger: Ledger
  readonly #options: WalkOptions
  readonly #start: ChainPlace
  #place: ChainPlace
  #last: ChainedRow | null = null
  checked = 0
  /** Number of the entry with the expected hash, once it was passed. */
  met: number | null = null

  constructor(ledger: Ledger, start: ChainPlace, options: WalkOptions) {
    this.#ledger = ledger
    this.#start = start
    this.#place = start
    this.#options = options
  }

  async toTheEnd(): Promise<ChainBreak | null> {
    for (;;) {
      // The head is read before the entries: whatever it counts must then be among them.
      const head = await readHead(this.#ledger)
      const rows = await this.#nextRows()
      if (rows.length === 0) return this.#breakAtEnd(head)
      for (const row of rows) {
        const broken = await this.#step(row)
        if (broken) return broken
      }
      const total = Math.max(this.checked, (head?.sequence ?? 0) - this.#start.sequence)
      await this.#options.onProgress?.(this.checked, total)
    }
  }

  async #nextRows(): Promise<ChainedRow[]> {
    const { sequence, id } = this.#place
    const rows = await select(
      this.#ledger,
      `SELECT * FROM \`change_log_entry\` WHERE \`sequence\` >= $1 AND (\`sequence\` > $1 OR \`id\` > $2) ORDER BY \`sequence\`, \`id\` LIMIT ${rowsPerRead}`,
      [sequence, id ?? 0],
    )
    return rows as unknown as ChainedRow[]
  }

  async #step(row: ChainedRow): Promise<ChainBreak | null> {
    const fault = faultAt(this.#place, row, sha256)
    this.checked++
    if (fault) return this.#broken(fault, row)
    if (row.hash === this.#options.expect) this.met = row.sequence
    this.#place = placeOf(row)
    this.#last = row
    return null
  }

  async #broken(fault: NonNullable<ReturnType<typeof faultAt>>, row: ChainedRow): Promise<ChainBreak> {
    const gone = row.sequence - this.#place.sequence - 1
    switch (fault) {
      case 'altered':
        return breakAt('altered', row)
      case 'doubled':
        return breakAt('inserted', row)
      case 'inserted':
        return breakAt('inserted', this.#last ?? row)
      case 'missing':
      case 'unlinked':
        // What it was chained to stands elsewhere, or nowhere.
        if ((await placeByHash(this.#ledger, row.previousHash)) && row.previousHash !== this.#place.hash)
          return breakAt('reordered', row)
        if (fault === 'unlinked') return breakAt('replaced', row)
        return { ...breakAt('removed', row), sequence: row.sequence - gone, missing: gone }
    }
  }

  /** What only shows at the end: entries cut off, a head that is not the last entry's, entries outside of the chain. */
  async #breakAtEnd(head: ChainHead | null): Promise<ChainBreak | null> {
    const [stray] = await select(
      this.#ledger,
      'SELECT * FROM `change_log_entry` WHERE (`sequence` IS NULL OR `hash` IS NULL OR `sequence` < 1 OR `sequence` > (SELECT `sequence` FROM `change_log_head` WHERE `id` = 1)) AND EXISTS (SELECT 1 FROM `change_log_head`) ORDER BY `sequence` DESC, `id` LIMIT 1',
    )
    if (stray) return breakAt('inserted', stray as unknown as ChainedRow)
    if (!head) return this.#place.sequence > 0 ? this.#headBroken() : null
    const missing = head.sequence - this.#place.sequence
    if (missing > 0) return { kind: 'removed', sequence: this.#place.sequence + 1, missing, entry: null }
    return missing === 0 && head.hash === this.#place.hash ? null : this.#headBroken()
  }

  #headBroken(): ChainBreak {
    const { sequence } = this.#place
    return { kind: 'headAltered', sequence, missing: null, entry: this.#last && entryOf(this.#last) }
  }
}

function breakAt(kind: ChainBreak['kind'], row: ChainedRow): ChainBreak {
  return { kind, sequence: row.sequence ?? 0, missing: null, entry: entryOf(row) }
}

function entryOf(row: ChainedRow): NonNullable<ChainBreak['entry']> {
  return {
    id: row.id,
    at: row['at'] as string,
    entity: row['entity'] as string,
    recordId: Number(row['recordId']),
    recordName: row['recordName'] as string | null,
    action: row['action'] as string,
  }
}
