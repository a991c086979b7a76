import type { Entity } from '../../contract/entity.ts'
import { AppError } from '../../contract/error.ts'
import type { Field } from '../../contract/field.ts'
import { baseColumns } from '../../contract/list-query.ts'
import type { Language } from '../../contract/text.ts'
import { unitText } from '../../contract/unit.ts'
import { spreadsheetText } from '../../domain/spreadsheet-text.ts'
import { fieldOf } from './shape.ts'

export type Cell = string | number | null

export interface ExportColumn {
  header: string
  cell(row: Record<string, unknown>): Cell
}

/**
 * The columns of an export: those chosen, or those that lists show; and always where a record came from, so that
 * demonstration data stays marked in every file.
 * @param chosen field names, separated by commas
 * @throws AppError validationFailed for a name that is no column
 */
export function exportColumns(
  entity: Entity,
  chosen: string | undefined,
  language: Language,
): ExportColumn[] {
  const names = chosen?.split(',').filter(Boolean) ?? []
  const keys =
    names.length > 0
      ? names.map((name) => columnKey(entity, name))
      : Object.keys(entity.fields).filter((key) => entity.fields[key]!.listed)
  if (entity.fields['origin'] && !keys.includes('origin')) keys.push('origin')
  return [...new Set(keys)].map((key) => column(key, fieldOf(entity, key)!, language))
}

function columnKey(entity: Entity, name: string): string {
  const key = entity.fields[name] ? name : name.replace(/Name$/, 'Id')
  const isReferenceName = key !== name && entity.fields[key]?.type === 'reference'
  if (isReferenceName || entity.fields[name] || name in baseColumns) return key
  const columns = [...Object.keys(baseColumns), ...Object.keys(entity.fields)].join(', ')
  throw new AppError('validationFailed', {}, [
    {
      path: 'columns',
      message: {
        zh: `没有列「${name}」。可用的有：${columns}。`,
        en: `No column "${name}". Available: ${columns}.`,
      },
    },
  ])
}

function column(key: string, field: Field, language: Language): ExportColumn {
  const label = field.label[language]
  const unit = field.type === 'number' ? unitText(field.unit, language) : null
  const header = unit === null ? label : language === 'zh' ? `${label}（${unit}）` : `${label} (${unit})`
  return { header, cell: (row) => present(key, field, row, language) }
}

function present(key: string, field: Field, row: Record<string, unknown>, language: Language): Cell {
  const value = row[key]
  if (value === null || value === undefined) return null
  if (field.type === 'reference') {
    const base = key.replace(/Id$/, '')
    const english = language === 'en' ? row[`${base}NameEn`] : null
    return spreadsheetText(String(english ?? row[`${base}Name`] ?? value))
  }
  if (field.type === 'boolean') {
    if (language === 'zh') return value ? '是' : '否'
    return value ? 'Yes' : 'No'
  }
  if (field.type === 'json') return spreadsheetText(JSON.stringify(value))
  const states = field.type === 'state' || field.type === 'via' ? field.states : undefined
  const state = states?.[String(value)]
  if (state) return state.label[language]
  return typeof value === 'number' ? value : spreadsheetText(String(value))
}
