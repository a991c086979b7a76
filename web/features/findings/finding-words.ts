import { entities } from '../../../server/contract/entities/index.ts'
import { deviceStatuses } from '../../../server/contract/entities/device.ts'
import type { Field } from '../../../server/contract/field.ts'
import { problems } from '../../../server/contract/problem.ts'
import type { Localised } from '../../../server/contract/text.ts'
import { fieldOf, valueLabel } from './finding-row.ts'

/*
 * Findings and evidence keep fields and values as codes, so that they mean the same in every language. Here they
 * become words.
 */

type Row = Record<string, unknown>
const asWritten = (text: string): Localised => ({ zh: text, en: text })

/** A field's name as people know it; without a row, the first entity that has such a field says it. */
function fieldWords(name: string, row?: Row): Localised {
  const own = row && fieldOf(String(row['subjectEntity']), name)
  return (own ?? anyField(name))?.label ?? asWritten(name)
}

function anyField(name: string): Field | undefined {
  const preferred = [entities.device, entities.line, ...Object.values(entities)]
  for (const { fields } of preferred) {
    const field = (fields as Record<string, Field>)[name]
    if (field) return field
  }
  return undefined
}

const silences: Record<string, Localised> = {
  'never-answered': { zh: '从未应答', en: 'Never answered' },
  'no-answer': { zh: '无应答', en: 'No answer' },
}
const portStates: Record<string, Localised> = {
  up: { zh: '连通', en: 'up' },
  down: { zh: '断开', en: 'down' },
  disabled: { zh: '已关闭', en: 'disabled' },
}

/** A finding's declared or observed value. */
export function valueWords(value: string, row?: Row): Localised {
  if (row?.['kind'] === 'device-silent') {
    return (
      silences[value] ??
      (deviceStatuses as Record<string, { label: Localised }>)[value]?.label ??
      asWritten(value)
    )
  }
  if (row?.['kind'] === 'line-port-down') return portWords(value)
  const field = row?.['field']
  return valueLabel(
    row && fieldOf(String(row['subjectEntity']), typeof field === 'string' ? field : null),
    value,
  )
}

/** A port and its state: `GE0/0/1 down`. */
function portWords(value: string): Localised {
  const at = value.lastIndexOf(' ')
  const state = portStates[value.slice(at + 1)]
  return state
    ? { zh: value.slice(0, at + 1) + state.zh, en: value.slice(0, at + 1) + state.en }
    : asWritten(value)
}

/** How the values of a finding's columns read in lists. */
/** What a finding is about. A sum is no record with names of its own: it carries both languages in one. */
export function subjectWords(name: string, row?: { kind?: unknown }): Localised {
  const [zh, en] = row?.kind === 'sum-mismatch' ? name.split(' / ') : []
  return zh && en ? { zh, en } : asWritten(name)
}

export const findingWords = {
  field: fieldWords,
  subjectName: subjectWords,
  declaredValue: valueWords,
  observedValue: valueWords,
}

const observations: Record<string, Localised> = {
  neighbour: { zh: '邻接设备', en: 'Neighbour' },
  attempts: { zh: '采集尝试', en: 'Attempts' },
  chassisId: { zh: '机箱标识', en: 'Chassis id' },
  engineId: { zh: 'SNMP 引擎标识', en: 'SNMP engine id' },
  lines: { zh: '线路总数', en: 'All lines' },
  today: { zh: '今天', en: 'Today' },
}
const portPrefix = 'interface:'

/** What a piece of evidence is about: a field, a port, the neighbours, the attempts. */
export function observationWords(what: string, entity: string): Localised {
  if (what.startsWith(portPrefix)) {
    const port = what.slice(portPrefix.length)
    return { zh: `接口 ${port}`, en: `Interface ${port}` }
  }
  return observations[what] ?? (fieldOf(entity, what) ?? anyField(what))?.label ?? asWritten(what)
}

/** What a piece of evidence says. Attempts end in the problems that they met, as codes in brackets. */
export function evidenceWords(what: string, value: string, entity: string): Localised {
  if (what.startsWith(portPrefix)) return portStates[value] ?? asWritten(value)
  if (what === 'attempts') {
    const [, attempts, codes] = /^(.*?) \(([a-z, -]+)\)$/.exec(value) ?? []
    if (attempts === undefined || codes === undefined) return asWritten(value)
    const met = codes
      .split(', ')
      .map((code) => (problems as Record<string, Localised>)[code] ?? asWritten(code))
    return {
      zh: `${attempts}，${met.map(({ zh }) => zh).join('')}`,
      en: `${attempts}. ${met.map(({ en }) => en).join(' ')}`,
    }
  }
  return valueLabel(fieldOf(entity, what) ?? anyField(what), value)
}
