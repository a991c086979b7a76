import type { EntityName } from '../../../server/contract/entities/index.ts'
import type { Entity } from '../../../server/contract/entity.ts'
import type { Field } from '../../../server/contract/field.ts'
import { filterableFields } from '../../../server/contract/list-query.ts'
import type { Language, Localised } from '../../../server/contract/text.ts'
import { unitText } from '../../../server/contract/unit.ts'
import { formatDate, formatNumber } from '../../i18n/format.ts'
import type { Row } from './entity-endpoints.ts'
import { pages } from './pages.ts'

/** A column of a list: a field, or one of the columns that every record has. */
export interface Column {
  key: string
  field: Field
  label: Localised
  unit: string | null
  /** Numbers stand at the right under a header at the right. */
  numeric: boolean
  /** Pixels; the names' column takes what is left beyond its own. */
  width: number
  /** Takes what is left of the table's width. */
  grows: boolean
  /** What the list is sorted by when the header is clicked; null when it cannot be. */
  sort: string | null
}

const widths: Record<string, number> = {
  text: 150,
  number: 104,
  boolean: 84,
  date: 104,
  instant: 112,
  reference: 176,
}

/** Address, tag and code columns are as wide as what they hold. */
const ownWidths: Record<string, number> = {
  name: 220,
  subjectName: 200,
  recordName: 220,
  code: 132,
  assetTag: 150,
  id: 80,
  address: 200,
  managementAddress: 132,
  value: 180,
  reason: 240,
  farEnd: 180,
}

/** The field's type as it is shown: a via field shows as what it leads to. */
export function shownType(field: Field): Exclude<Field['type'], 'via'> {
  if (field.type !== 'via') return field.type
  if (field.states) return 'state'
  if (field.to) return 'reference'
  return field.of
}

/** About how wide a text is at the size of lists, in pixels: a Chinese character takes twice a Latin letter's place. */
function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += character.charCodeAt(0) > 0x2e80 ? 13.5 : 8.2
  return width
}

const padding = 20
const sortMark = 22
const stateMark = 20
const widestState = 220

/** Wide enough for its header, and a state's for its longest word. */
function columnWidth(key: string, field: Field, unit: string | null, language: Language): number {
  const type = shownType(field)
  const header = textWidth(field.label[language]) + (unit ? textWidth(unit) + 5 : 0) + sortMark
  const states = 'states' in field && field.states ? Object.values(field.states) : []
  const longest = Math.max(0, ...states.map((state) => textWidth(state.label[language]) + stateMark))
  const content =
    states.length > 0 ? Math.min(longest + padding, widestState) : (ownWidths[key] ?? widths[type] ?? 150)
  return Math.ceil(Math.max(header + padding, content))
}

/** Every column that a list of this entity may show, in the order of its fields. */
export function columnsOf(entity: Entity, language: Language): Column[] {
  const own = filterableFields(entity)
  const ordered = [...own.slice(3), ...own.slice(0, 3)]
  return ordered.map(([key, field]) => {
    const unit = 'unit' in field ? unitText(field.unit, language) : null
    return {
      key,
      field,
      label: field.label,
      unit,
      numeric: shownType(field) === 'number',
      width: columnWidth(key, field, unit, language),
      grows: key === entity.nameField,
      sort: field.type === 'reference' ? key.replace(/Id$/, 'Name') : key,
    }
  })
}

/** Keys of the columns shown when the person has not chosen. */
export function usualColumns(entity: Entity): string[] {
  return Object.entries(entity.fields)
    .filter(([, field]) => field.listed)
    .map(([key]) => key)
}

/** The columns to show: those chosen, as far as they still exist, or the usual ones. */
export function chosenColumns(
  entity: Entity,
  chosen: readonly string[] | undefined,
  language: Language,
): Column[] {
  const all = new Map(columnsOf(entity, language).map((column) => [column.key, column]))
  const wanted = (chosen ?? []).filter((key) => all.has(key))
  const keys = wanted.length > 0 ? wanted : usualColumns(entity)
  return keys.flatMap((key) => all.get(key) ?? [])
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : value == null ? null : String(value)

/** What the record that a reference points to is called, in the person's language where it has a name in it. */
export function referenceName(row: Row, key: string, language: Language): string | null {
  const base = key.replace(/Id$/, '')
  return (language === 'en' && text(row[`${base}NameEn`])) || text(row[`${base}Name`])
}

/** What a record is called. */
export function recordName(entity: Entity, row: Row, language: Language): string {
  const page = pages[entity.name as EntityName]
  const value = row[entity.nameField]
  const told = typeof value === 'string' ? page?.words?.[entity.nameField]?.(value, row) : undefined
  return page?.nameOf?.(row) ?? told?.[language] ?? nameFieldText(entity, row, language)
}

function nameFieldText(entity: Entity, row: Row, language: Language): string {
  const field = entity.fields[entity.nameField]
  if (field?.type === 'reference') return referenceName(row, entity.nameField, language) ?? `#${row.id}`
  if (!field) {
    // A record that only ties others together is called by what it ties.
    const named = Object.entries(entity.fields)
      .filter(([, one]) => one.type === 'reference' && one.required)
      .map(([key]) => referenceName(row, key, language))
      .filter(Boolean)
    return named.length > 0 ? named.join(' – ') : `#${row.id}`
  }
  return (language === 'en' && text(row['nameEn'])) || text(row[entity.nameField]) || `#${row.id}`
}

/**
 * The record that a name read through a relation belongs to: `regionName` to the region of `regionId`. Its English name
 * is found by its id, for the name that is carried along is the Chinese one.
 */
export function namedRecord(entity: Entity, key: string): { idKey: string; to: string } | null {
  const idKey = key.replace(/Name$/, 'Id')
  const id = idKey === key ? undefined : entity.fields[idKey]
  return entity.fields[key]?.type === 'via' && id?.type === 'via' && id.to ? { idKey, to: id.to } : null
}

const ungroupedFields = new Set(['id', 'port', 'recordId', 'subjectId', 'rowNumber', 'positionNumber'])

/** Whether a number is a name rather than an amount: a port, an id. */
export function isUngrouped(key: string): boolean {
  return ungroupedFields.has(key)
}

/**
 * What a cell shows where plain text is enough; null where the value needs a mark, a link or a hint (see FieldValue).
 * Lists draw hundreds of cells at a time, and text is cheap.
 */
export function plainCell(entity: Entity, column: Column, row: Row, language: Language): string | null {
  const { key, field } = column
  const value = row[key]
  switch (shownType(field)) {
    case 'number':
      if (value === null || value === undefined) return null
      return isUngrouped(key) ? String(value) : formatNumber(Number(value), decimalsOf(field))
    case 'date':
      return value ? formatDate(String(value)) : null
    case 'text':
      if ('format' in field && field.format === 'url') return null
      return key === entity.nameField ? nameFieldText(entity, row, language) : text(value)
    default:
      return null
  }
}

export function decimalsOf(field: Field): number | undefined {
  return 'decimals' in field ? field.decimals : undefined
}
