import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareOids } from '../../../collectors/snmp/oid.ts'
import type { SnmpAnswers } from '../../../collectors/snmp/session.ts'
import type { Varbind } from '../../../collectors/snmp/varbind.ts'
import { Visit } from '../../../collectors/snmp/visit.ts'
import { walkColumns } from '../../../collectors/snmp/walk.ts'
import { recordingSession } from '../support/recording.ts'

const root = '1.3.6.1.2.1.2.2.1'
const columns = [`${root}.1`, `${root}.2`, `${root}.3`]

function visitOf(session: SnmpAnswers): Visit {
  return new Visit(session, { retries: 1, rowLimit: 200 })
}

function sessionThat(getBulk: SnmpAnswers['getBulk']): SnmpAnswers {
  return { get: () => Promise.resolve([]), getBulk, hasBulk: true, lastReplyOctets: 0 }
}

const varbind = (oid: string): Varbind => ({ oid, type: 'integer', value: 1 })

test('a faultless agent: every row of every column, whatever is in the table', async () => {
  const index = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 3 })
  const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), index), { maxLength: 120 })
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const oids = [...new Set(cells.map(([column, at]) => `${root}.${column}.${at.join('.')}`))].sort(
        compareOids,
      )
      const session = recordingSession(oids.map(varbind))
      const visit = visitOf(session)
      const walked = await walkColumns(visit, columns, 'table')
      for (const { column, rows: found, end } of walked) {
        expect(end).toBe('complete')
        expect([...found.keys()].map((at) => `${column}.${at}`)).toEqual(
          oids.filter((oid) => oid.startsWith(`${column}.`)),
        )
      }
      expect(visit.problems).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('an agent that says anything at all: the walk ends, rows are in order, and a cut is stated', async () => {
  const anyOid = fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 2 }))
    .map(([column, at]) => [root, column, ...at].join('.'))
  const anyVarbind = fc.record({
    oid: anyOid,
    type: fc.constantFrom('integer', 'octets', 'noSuchInstance', 'endOfMibView') as fc.Arbitrary<
      Varbind['type']
    >,
    value: fc.constant(null),
  })
  const replies = fc.array(fc.array(fc.array(anyVarbind, { maxLength: 4 }), { maxLength: 4 }), {
    minLength: 1,
    maxLength: 12,
  })
  await fc.assert(
    fc.asyncProperty(replies, async (script) => {
      let turn = 0
      const session = sessionThat(() => Promise.resolve(script[turn++ % script.length] ?? []))
      const visit = visitOf(session)
      const walked = await walkColumns(visit, columns, 'table')
      for (const { column, rows, end } of walked) {
        const keys = [...rows.keys()]
        expect(keys).toEqual([...keys].sort((a, b) => compareOids(`${column}.${a}`, `${column}.${b}`)))
        if (end !== 'complete') expect(visit.problems.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 300 },
  )
})

test('columns share requests: a table of 3 columns and 30 rows takes few round trips', async () => {
  const oids = columns.flatMap((column) => Array.from({ length: 30 }, (_, at) => `${column}.${at + 1}`))
  const session = recordingSession([...oids, '1.3.6.1.2.1.3.1'].map(varbind))
  await walkColumns(visitOf(session), columns, 'table')
  expect(session.requests).toBeLessThanOrEqual(3)
})

test('rows in the place of another column are not taken for it', async () => {
  const session = sessionThat((oids) =>
    Promise.resolve(
      oids.map(() => [varbind(`${root}.3.1`), { oid: `${root}.3.1`, type: 'endOfMibView', value: null }]),
    ),
  )
  const walked = await walkColumns(visitOf(session), columns, 'table')
  expect(walked.map(({ rows }) => rows.size)).toEqual([0, 0, 1])
})

test.each([
  ['1.3.6.1', '1.3.6.1.1', -1],
  ['1.3.6.1.2', '1.3.6.1.10', -1],
  ['1.3.6.1.4294967295', '1.3.6.1.4294967294', 1],
  ['1.3', '1.3', 0],
])('%s against %s', (a, b, sign) => {
  expect(Math.sign(compareOids(a, b))).toBe(sign)
  expect(Math.sign(compareOids(b, a)) + sign).toBe(0)
})
