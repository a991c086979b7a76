import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replaceFinding } from '../../../web/features/findings/finding-cache.ts'
import type { FindingRow } from '../../../web/features/findings/finding-row.ts'
import {
  canDecide,
  differingParts,
  evidenceOf,
  fieldOf,
  valueLabel,
} from '../../../web/features/findings/finding-row.ts'
import {
  evidenceWords,
  findingWords,
  observationWords,
} from '../../../web/features/findings/finding-words.ts'
import { findingTexts } from '../../../web/features/findings/messages.ts'
import { findingKinds } from '../../../server/contract/entities/finding.ts'

describe('what may be decided', () => {
  it.each([
    ['open', 'accept', true],
    ['open', 'reject', true],
    ['open', 'reopen', false],
    ['accepted', 'reopen', true],
    ['accepted', 'reject', false],
    ['rejected', 'accept', false],
    ['resolved', 'reopen', true],
  ] as const)('%s: %s is %s', (status, decision, possible) => {
    expect(canDecide(status, decision)).toBe(possible)
  })
})

describe('declared beside observed', () => {
  it('shows the one character that differs', () => {
    expect(differingParts('2102354GTR10K8000123', '2102354GTR10KB000123')).toEqual([
      { before: '2102354GTR10K', differing: '8', after: '000123' },
      { before: '2102354GTR10K', differing: 'B', after: '000123' },
    ])
  })

  it('loses nothing and marks nothing in equal texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const [a, b] = differingParts(one, other)
        expect(a.before + a.differing + a.after).toBe(one)
        expect(b.before + b.differing + b.after).toBe(other)
        expect(a.before).toBe(b.before)
        if (one === other) expect(a.differing + b.differing).toBe('')
      }),
    )
  })

  it('reads a state by its label', () => {
    expect(valueLabel(fieldOf('device', 'status'), 'in-use').zh).toBe('在用')
    expect(valueLabel(fieldOf('device', 'serialNumber'), 'X1').zh).toBe('X1')
    expect(fieldOf('nothing', 'status')).toBeUndefined()
  })

  it('names fields and values in lists', () => {
    const row = { subjectEntity: 'line', field: 'status' }
    expect(findingWords.field('serialNumber').zh).toBe('序列号')
    expect(findingWords.declaredValue('active', row)).toEqual({ zh: '在用', en: 'Active' })
    expect(findingWords.observedValue('never-answered', { kind: 'device-silent' }).zh).toBe('从未应答')
    expect(findingWords.observedValue('Eth 1/1 down', { kind: 'line-port-down' }).zh).toBe('Eth 1/1 断开')
    expect(findingWords.field('unheard-of')).toEqual({ zh: 'unheard-of', en: 'unheard-of' })
  })
})

describe('evidence', () => {
  it('reads as words, whatever it is about', () => {
    expect(observationWords('serialNumber', 'device').zh).toBe('序列号')
    expect(observationWords('interface:GE0/0/1', 'line')).toEqual({
      zh: '接口 GE0/0/1',
      en: 'Interface GE0/0/1',
    })
    expect(evidenceWords('interface:GE0/0/1', 'down', 'line').zh).toBe('断开')
    expect(evidenceWords('kind', 'switch', 'target').zh).toBe('交换机')
    expect(evidenceWords('attempts', '10.1.2.3:161 × 4 (no-answer)', 'device').zh).toMatch(
      /^10\.1\.2\.3:161 × 4，设备没有应答/,
    )
    expect(evidenceWords('attempts', '10.1.2.3:161 × 4', 'device').en).toBe('10.1.2.3:161 × 4')
  })

  it('is shown only in the form of the contract', () => {
    const item = {
      source: 'snmp',
      what: 'serialNumber',
      value: 'X1',
      firstSeenAt: null,
      lastSeenAt: null,
      link: '/targets/3',
    }
    expect(evidenceOf({ evidence: [item] })).toEqual([item])
    expect(evidenceOf({ evidence: [{ ...item, source: 'hearsay' }] })).toEqual([])
    expect(evidenceOf({ evidence: null })).toEqual([])
  })
})

describe('a decided finding', () => {
  const row = { id: 7, subjectEntity: 'device', status: 'accepted' } as FindingRow

  it('replaces its former self wherever an answer holds it', () => {
    const other = { id: 8, subjectEntity: 'device' }
    const page = { items: [{ id: 7, subjectEntity: 'device', status: 'open' }, other], next: null }
    expect(replaceFinding(page, row)).toEqual({ items: [row, other], next: null })
    expect(replaceFinding({ id: 7, subjectEntity: 'device' }, row)).toBe(row)
  })

  it('leaves alone what is not it, a comment of the same id included', () => {
    const comments = { items: [{ id: 7, findingId: 7, text: '已核实' }] }
    expect(replaceFinding(comments, row)).toBe(comments)
    expect(replaceFinding(undefined, row)).toBeUndefined()
  })
})

describe('words', () => {
  it('explain every kind of finding in both languages', () => {
    for (const kind of Object.keys(findingKinds) as (keyof typeof findingKinds)[]) {
      expect(findingTexts.zh.kindMeaning[kind]).toMatch(/[\u4e00-\u9fff]/)
      expect(findingTexts.en.kindMeaning[kind]).toMatch(/[a-z]/)
    }
  })
})

describe('what a finding is about', () => {
  it('a sum carries both languages in its name; a record is called as it is', () => {
    const sum = '线路合计 / Lines: sum'
    expect(findingWords.subjectName(sum, { kind: 'sum-mismatch' })).toEqual({
      zh: '线路合计',
      en: 'Lines: sum',
    })
    expect(findingWords.subjectName('GE0 / 1', { kind: 'line-port-down' }).en).toBe('GE0 / 1')
  })
})
