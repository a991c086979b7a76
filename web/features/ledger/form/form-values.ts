import { fieldSchema, isWritable } from '../../../../server/contract/entity.ts'
import type { Entity } from '../../../../server/contract/entity.ts'
import type { Field } from '../../../../server/contract/field.ts'
import { issuesOf } from '../../../../server/contract/issue-text.ts'
import type { Localised } from '../../../../server/contract/text.ts'
import { brokenRules } from '../../../../server/domain/record-rules.ts'
import type { Secret } from '../page-shape.ts'

/** Values as the form's widgets hold them: text and numbers as typed, others as they are. */
export type FormValues = Record<string, unknown>
export type Problems = Record<string, Localised>

/** The fields that a form asks for, the English name beside the name; of structured ones those that a part of it knows. */
export function formFields(entity: Entity, structured: readonly string[] = []): [string, Field][] {
  const fields = Object.entries(entity.fields).filter(
    ([key, field]) => isWritable(field) && (field.type !== 'json' || structured.includes(key)),
  )
  const at = fields.findIndex(([key]) => key === 'nameEn')
  if (at < 0) return fields
  const [english] = fields.splice(at, 1)
  fields.splice(fields.findIndex(([key]) => key === 'name') + 1, 0, english!)
  return fields
}

/** What a widget shows for a stored value. */
export function toWidget(field: Field, value: unknown): unknown {
  if (field.type === 'boolean') return Boolean(value)
  if (field.type === 'number') return value === null || value === undefined ? '' : String(value)
  if (field.type === 'text') return value ?? ''
  return value ?? null
}

/** What is sent for what a widget holds. Empty is no value; a number that is none stays text, to be refused. */
export function fromWidget(field: Field, value: unknown): unknown {
  if (field.type === 'number') {
    const typed = String(value ?? '')
      .trim()
      .replace(/[,，\s]/g, '')
    if (typed === '') return null
    return Number.isFinite(Number(typed)) ? Number(typed) : typed
  }
  if (field.type === 'text') return String(value ?? '').trim() || null
  return value ?? null
}

/** The fields whose values differ, as they would be sent. */
export function changedKeys(fields: [string, Field][], before: FormValues, after: FormValues): string[] {
  return fields
    .filter(([key, field]) => fromWidget(field, before[key]) !== fromWidget(field, after[key]))
    .map(([key]) => key)
}

/** What is wrong with the values, by the same rules as the server's: those of each field, then those between fields. */
export function problemsOf(
  entity: Entity,
  fields: [string, Field][],
  values: FormValues,
  changed: ReadonlySet<string>,
): Problems {
  const problems: Problems = {}
  const sent: Record<string, unknown> = {}
  for (const [key, field] of fields) {
    sent[key] = fromWidget(field, values[key])
    const parsed = fieldSchema(field).safeParse(sent[key], { reportInput: true })
    if (!parsed.success) problems[key] = issuesOf(parsed.error)[0]!.message
  }
  for (const { path, message } of brokenRules(entity.name, sent, changed)) problems[path] ??= message
  return problems
}

/** What is wrong with a secret that was typed; an empty one is kept as it was where there may be one. */
export function secretProblem(secret: Secret, typed: string, creating: boolean): Localised | null {
  const required = creating && Boolean(secret.field.required)
  if (!typed) return required ? { zh: '此项必填。', en: 'This is required.' } : null
  if (typed.length >= secret.minLength) return null
  return { zh: `至少 ${secret.minLength} 个字符。`, en: `At least ${secret.minLength} characters.` }
}
