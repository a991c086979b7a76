import type { Entity } from '../../contract/entity.ts'
import { entities } from '../../contract/entities/index.ts'
import type { Role } from '../../contract/permission.ts'
import { roleCan } from '../../contract/permission.ts'
import type { Language } from '../../contract/text.ts'
import type { Ledger } from '../../db/ledger.ts'
import { bestMatches } from '../ledger/actions.ts'
import { searched, subtitle } from './subtitle.ts'

export interface SearchHit {
  entity: string
  id: number
  title: string
  subtitle: string | null
}

export interface SearchGroup {
  entity: string
  hits: SearchHit[]
  /** There are more than were asked for. */
  more: boolean
}

/** Finds records of every kind that the role may read; groups without a hit are left out. */
export async function searchEverything(
  { ledger }: { ledger: Ledger },
  q: string,
  limit: number,
  role: Role,
  language: Language,
): Promise<SearchGroup[]> {
  const readable = searched.filter((name) => roleCan(role, entities[name].permissions.read))
  const groups = await Promise.all(
    readable.map((name) => searchEntity(ledger, entities[name], q, limit, language)),
  )
  return groups.filter(({ hits }) => hits.length > 0)
}

async function searchEntity(
  ledger: Ledger,
  entity: Entity,
  q: string,
  limit: number,
  language: Language,
): Promise<SearchGroup> {
  const rows = await bestMatches({ ledger }, entity, q, limit + 1)
  const hits = rows.slice(0, limit).map((row) => ({
    entity: entity.name,
    id: row['id'] as number,
    title: String((language === 'en' ? row['nameEn'] : null) ?? row[entity.nameField]),
    subtitle: subtitle(entity, row, language),
  }))
  return { entity: entity.name, hits, more: rows.length > limit }
}
