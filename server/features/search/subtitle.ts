import type { Entity, RowOf } from '../../contract/entity.ts'
import type { Entities } from '../../contract/entities/index.ts'
import type { Language } from '../../contract/text.ts'

/** Kinds of record that the search looks through, in the order of its answer. */
export const searched = [
  'room',
  'device',
  'line',
  'application',
  'organisation',
  'site',
  'rack',
  'place',
  'region',
  'indicator',
  'programmeItem',
  'user',
] as const satisfies (keyof Entities)[]

export type Searched = (typeof searched)[number]

type Part = string | number | null | undefined
type Row<N extends Searched> = RowOf<Entities[N]>
type Say = {
  /** The label of a state field's value. */
  state: (field: string) => Part
  /** The name of what a reference points to: its English name in English, where it has one. */
  name: (base: string) => Part
}

/** What tells records of the same name apart. */
const parts: { [N in Searched]: (row: Row<N>, say: Say) => Part[] } = {
  room: (row, { name }) => [row.code, name('organisation'), row.regionName],
  device: (row, { state }) => [
    state('kind'),
    [row.vendor, row.model].filter(Boolean).join(' '),
    row.serialNumber,
    row.managementAddress,
  ],
  line: (row, { name }) => [row.code, name('carrier'), `${row.bandwidthMbps} Mbit/s`, name('organisation')],
  application: (row, { name, state }) => [row.code, name('organisation'), state('kind')],
  organisation: (row, { name, state }) => [row.code, state('category'), name('region')],
  site: (row, { name }) => [name('region'), row.address],
  rack: (row, { name }) => [name('room'), `${row.heightU}U`],
  place: (row, { name, state }) => [state('category'), name('region'), row.address],
  region: (row) => [row.code],
  indicator: (row) => [[row.value, row.unit].filter((part) => part !== null).join(' '), row.asOf],
  programmeItem: (row, { name, state }) => [row.code, state('group'), name('organisation')],
  user: (row, { state }) => [row.login, state('role')],
}

export function subtitle(entity: Entity, row: Record<string, unknown>, language: Language): string | null {
  const say: Say = {
    state(key) {
      const field = entity.fields[key]
      return field?.type === 'state' ? field.states[String(row[key])]?.label[language] : null
    },
    name(base) {
      const english = language === 'en' ? row[`${base}NameEn`] : null
      return (english ?? row[`${base}Name`]) as Part
    },
  }
  const all = parts[entity.name as Searched](row as never, say)
  return all.filter((part) => part !== null && part !== undefined && part !== '').join(' · ') || null
}
