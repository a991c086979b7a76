import { entities } from '../../../server/contract/entities/index.ts'
import type { Field } from '../../../server/contract/field.ts'
import type { Localised } from '../../../server/contract/text.ts'
import { fieldOf, valueLabel } from './finding-row.ts'

type Row = Record<string, unknown>

/** A field's name as people know it; without a row, the first entity that has such a field says it. */
function fieldWords(name: string, row?: Row): Localised {
  const own = row && fieldOf(String(row['subjectEntity']), name)
  return (own ?? anyField(name))?.label ?? { zh: name, en: name }
}

function anyField(name: string): Field | undefined {
  const preferred = [entities.device, entities.line, ...Object.values(entities)]
  for (const { fields } of preferred) {
    const field = (fields as Record<string, Field>)[name]
    if (field) return field
  }
  return undefined
}

function valueWords(value: string, row?: Row): Localised {
  const field = row?.['field']
  return valueLabel(
    row && fieldOf(String(row['subjectEntity']), typeof field === 'string' ? field : null),
    value,
  )
}

/** How the values of a finding's columns read in lists. */
export const findingWords = { field: fieldWords, declaredValue: valueWords, observedValue: valueWords }
