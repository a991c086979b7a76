import type { Component } from 'vue'
import type { EntityName } from '../../server/contract/entities/index.ts'
import type { NavItem } from './navigation.ts'

/** One line of the search dialog. */
export interface SearchChoice {
  key: string
  label: string
  detail: string | null
  icon: Component
  to: string
  external?: boolean
}

/** Entities whose creation the search offers as an action. */
export const creatable: EntityName[] = [
  'room',
  'rack',
  'device',
  'line',
  'application',
  'organisation',
  'site',
  'place',
  'indicator',
  'programmeItem',
  'target',
  'credential',
  'collector',
  'user',
]

/** Whether a page's name (either language) or address holds what was typed. */
export function pageMatches(item: Pick<NavItem, 'to' | 'label'>, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  return [item.label.zh, item.label.en, item.to].some((name) => name.toLowerCase().includes(wanted))
}
