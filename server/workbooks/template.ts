import { entities } from '../contract/entities/index.ts'
import type { Field } from '../contract/field.ts'
import type { Language } from '../contract/text.ts'
import { unitText } from '../contract/unit.ts'
import type { ImportEntity } from '../domain/import/entities.ts'
import { importFields } from '../domain/import/entities.ts'
import { columnLetters } from './xlsx/cell-address.ts'
import type { NewSheet } from './xlsx/write-xlsx.ts'
import { escapeXml, newWorkbook } from './xlsx/write-xlsx.ts'

/** Rows that the lists of choices reach down to. */
const listedRows = 5000

export interface TemplateOptions {
  language: Language
  /** Names of the records that a reference may point to, by entity: `{ organisation: ['市教育局', …] }`. */
  names?: Readonly<Record<string, readonly string[]>>
}

/**
 * An empty table to fill in for an entity: a header that import knows again, and a list of choices below each state, yes
 * or no, and each reference whose names are given. References are only suggested, since new records may be named.
 */
export function importTemplate(
  entity: ImportEntity,
  { language, names = {} }: TemplateOptions,
): AsyncIterable<Uint8Array> {
  const fields = Object.entries(importFields(entity))
  const lists: string[][] = []
  const validations: string[] = []
  const listsName = language === 'zh' ? '选项' : 'Lists'
  fields.forEach(([, field], i) => {
    const choices = choicesOf(field, language, names)
    if (choices.length === 0) return
    lists.push([field.label[language], ...choices])
    validations.push(validation(i, lists.length - 1, choices.length, listsName, field, language))
  })
  const table: NewSheet = {
    name: entities[entity].plural[language],
    rows: [fields.map(([, field]) => headerOf(field, language))],
    widths: fields.map(([, field]) =>
      Math.max(12, headerOf(field, language).length * (language === 'zh' ? 2.2 : 1.2)),
    ),
    after:
      validations.length === 0
        ? ''
        : `<dataValidations count="${validations.length}">${validations.join('')}</dataValidations>`,
  }
  return newWorkbook(lists.length === 0 ? [table] : [table, { name: listsName, rows: turned(lists) }])
}

/** `面积（m²）*`: the star says that it is required. */
function headerOf(field: Field, language: Language): string {
  const unit = field.type === 'number' ? unitText(field.unit, language) : null
  const label = field.label[language]
  const withUnit = unit === null ? label : language === 'zh' ? `${label}（${unit}）` : `${label} (${unit})`
  return field.required ? `${withUnit}*` : withUnit
}

function choicesOf(field: Field, language: Language, names: NonNullable<TemplateOptions['names']>): string[] {
  switch (field.type) {
    case 'state':
      return Object.values(field.states).map(({ label }) => label[language])
    case 'boolean':
      return language === 'zh' ? ['是', '否'] : ['Yes', 'No']
    case 'reference':
      return [...(names[field.to] ?? [])]
    default:
      return []
  }
}

function validation(
  column: number,
  list: number,
  length: number,
  listsName: string,
  field: Field,
  language: Language,
): string {
  const letters = columnLetters(list)
  const binding = field.type !== 'reference'
  const prompt = language === 'zh' ? '请从列表中选择。' : 'Choose from the list.'
  return (
    `<dataValidation type="list" allowBlank="1" showInputMessage="1" ${binding ? 'showErrorMessage="1" ' : ''}error="${prompt}" ` +
    `promptTitle="${escapeXml(field.label[language].slice(0, 32))}" prompt="${prompt}" sqref="${columnLetters(column)}2:${columnLetters(column)}${listedRows}">` +
    `<formula1>'${listsName}'!$${letters}$2:$${letters}$${length + 1}</formula1></dataValidation>`
  )
}

/** Lists as columns. */
function turned(lists: readonly string[][]): string[][] {
  const longest = Math.max(...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, row) => lists.map((list) => list[row] ?? ''))
}
