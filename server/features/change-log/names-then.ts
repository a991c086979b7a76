import type { Transaction } from 'sequelize'
import type { Entity } from '../../contract/entity.ts'
import { tableOf } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import { select } from '../../db/select.ts'
import { entityNamed, hasName, quote } from '../ledger/shape.ts'

type Values = Record<string, unknown>

interface Changing {
  entity: Entity
  recordId: number
  before: Values | null
  after: Values | null
}

interface Name {
  name: string
  nameEn?: string
}

const mostPerStatement = 500

/**
 * What records are called at the moment of a change, so that the log can still say it when they are called otherwise or
 * are gone. One for each transaction: names are read once, and again after the transaction has changed them.
 */
export class NamesThen {
  readonly #ledger: Ledger
  readonly #transaction: Transaction
  readonly #known = new Map<string, Name | null>()

  constructor(ledger: Ledger, transaction: Transaction) {
    this.#ledger = ledger
    this.#transaction = transaction
  }

  /** For each change the names of what it refers to by key (`room:12`); null where it refers to nothing. */
  async of(changes: readonly Changing[]): Promise<(Record<string, Name> | null)[]> {
    for (const { entity, recordId } of changes) this.#known.delete(`${entity.name}:${recordId}`)
    const referred = changes.map(references)
    await this.#read(referred.flat())
    return referred.map((all) => {
      const named = all.flatMap(({ key }) => {
        const name = this.#known.get(key)
        return name ? [[key, name] as const] : []
      })
      return named.length > 0 ? Object.fromEntries(named) : null
    })
  }

  async #read(referred: readonly Reference[]): Promise<void> {
    const wanted = new Map<Entity, Set<number>>()
    for (const { to, id, key } of referred) {
      if (this.#known.has(key)) continue
      this.#known.set(key, null)
      wanted.set(to, (wanted.get(to) ?? new Set()).add(id))
    }
    for (const [to, ids] of wanted) {
      const all = [...ids]
      for (let i = 0; i < all.length; i += mostPerStatement) {
        await this.#readSome(to, all.slice(i, i + mostPerStatement))
      }
    }
  }

  async #readSome(to: Entity, ids: number[]): Promise<void> {
    const english = to.bilingual ? ', `nameEn`' : ''
    const rows = await select(
      this.#ledger,
      `SELECT \`id\`, ${quote(to.nameField)} AS \`name\`${english} FROM ${quote(tableOf(to.name))} WHERE \`id\` IN (${ids.map((_, i) => `$${i + 1}`).join(', ')})`,
      ids,
      this.#transaction,
    )
    for (const row of rows) {
      const { name, nameEn } = row as { name: string | null; nameEn?: string | null }
      if (name !== null)
        this.#known.set(`${to.name}:${String(row['id'])}`, nameEn ? { name, nameEn } : { name })
    }
  }
}

interface Reference {
  to: Entity
  id: number
  key: string
}

/** What a change refers to, before and after it, of the kinds whose records have names. */
function references({ entity, before, after }: Changing): Reference[] {
  const found = new Map<string, Reference>()
  for (const values of [before, after]) {
    for (const [field, id] of Object.entries(values ?? {})) {
      const declared = entity.fields[field]
      if (declared?.type !== 'reference' || typeof id !== 'number') continue
      const to = entityNamed(declared.to)
      const key = `${to.name}:${id}`
      if (hasName(to)) found.set(key, { to, id, key })
    }
  }
  return [...found.values()]
}
