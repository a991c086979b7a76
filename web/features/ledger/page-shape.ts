import type { Component } from 'vue'
import type { EntityName } from '../../../server/contract/entities/index.ts'
import type { TextField } from '../../../server/contract/field.ts'
import type { Localised } from '../../../server/contract/text.ts'

type LazyComponent = () => Promise<{ default: Component }>

/** A list of other records on a record's page: those whose `filter` field is this record's id. */
export interface RelatedList {
  entity: EntityName
  /** Filter of the other entity's list that holds this record's id: `roomId`, `providerId`. */
  filter: string
  /** Columns in place of the list's usual ones. */
  columns: readonly string[]
  /** In place of the other entity's name, where it appears twice. */
  title?: Localised
}

/** A part of a record's page made for its entity. The component gets `{ id, row }`. */
export interface RecordSection {
  key: string
  component: LazyComponent
  /** Above the fields, or (usually) below them. */
  above?: boolean
  /** Also in the side panel of the list. */
  inPanel?: boolean
}

/**
 * A button: `record` on a record's page and side panel, gets `{ row }`; `selection` on the bar of a list's selected rows,
 * gets `{ rows }` and may emit `done` to clear the selection; `list` beside a list's title, gets nothing.
 */
export interface RecordAction {
  key: string
  place: 'record' | 'selection' | 'list'
  component: LazyComponent
}

/** A value that is written and never read back. `create`: asked for only when the record is made. */
export interface Secret {
  field: TextField
  on: 'create' | 'both'
  minLength: number
  /** Whether the form asks for it, by the form's other values. */
  when?: (values: Record<string, unknown>) => boolean
}

/** How an entity's pages differ from the generic ones. */
export interface LedgerPage {
  related?: readonly RelatedList[]
  sections?: readonly RecordSection[]
  actions?: readonly RecordAction[]
  /** Fields whose values stand above the list with their counts, in order. */
  facets?: readonly string[]
  /** Number fields whose sum stands at the list's foot. */
  sums?: readonly string[]
  secrets?: Readonly<Record<string, Secret>>
  /** Fields that the form asks for only when others say so. */
  when?: Readonly<Record<string, (values: Record<string, unknown>) => boolean>>
  /** Fields whose choice is narrowed by another field's: racks by the room chosen. */
  within?: Readonly<Record<string, string>>
  /** A part of the form made for its entity, below the fields: gets `{ values }`, emits `set` with a field and its value. */
  formPart?: LazyComponent
  /** Fields that the form's own part asks for: structured ones, and others that it chooses better. */
  formPartFields?: readonly string[]
  /** Values that a new record starts with. */
  defaults?: Readonly<Record<string, unknown>>
  /** Shown after a record was created, with the API's answer: gets `{ result }`, emits `close`. */
  afterCreate?: LazyComponent
  /** In place of the fields in the side panel: gets `{ id, row }`, may emit `move` with a step to the next row. */
  panel?: LazyComponent
  /** Made by the system: neither created, changed nor removed by people. */
  readOnly?: boolean
  /** What a record is called, where its name field is only a number or an identifier. */
  nameOf?: (row: Record<string, unknown>) => string
  /** Entering the record again would not bring it back whole: removing asks first instead of offering to undo. */
  finalRemoval?: boolean
  /** Fields that hold an entity's name. */
  entityFields?: readonly string[]
  /** What a value is called where its field does not say it; `row` is absent where values are only counted. */
  words?: Readonly<Record<string, (value: string, row?: Record<string, unknown>) => Localised>>
  /** Fields that name a record, by the fields that hold its entity and id. */
  recordFields?: Readonly<Record<string, { entity: string; id: string }>>
}
