import { z } from 'zod'
import { states, valuesOf } from './state.ts'

/** What can be wrong with the change log's chain. */
export const chainFaults = states({
  altered: { label: { zh: '内容被改动', en: 'Content altered' }, tone: 'bad', shape: 'cross' },
  removed: { label: { zh: '记录被删除', en: 'Entry removed' }, tone: 'bad', shape: 'cross' },
  inserted: { label: { zh: '记录被插入', en: 'Entry inserted' }, tone: 'bad', shape: 'cross' },
  reordered: { label: { zh: '顺序被改动', en: 'Order changed' }, tone: 'bad', shape: 'cross' },
  replaced: { label: { zh: '前一条被替换', en: 'Entry before replaced' }, tone: 'bad', shape: 'cross' },
  headAltered: { label: { zh: '链尾标记被改动', en: 'End of chain altered' }, tone: 'bad', shape: 'cross' },
})

const Place = z.object({ sequence: z.int(), hash: z.string() })

/** The first place at which the chain is broken. */
export const ChainBreak = z
  .object({
    kind: z.enum(valuesOf(chainFaults)),
    /** Number of the entry; where an entry is gone, that of the first one gone. */
    sequence: z.int(),
    /** How many entries are gone, where that can be told. */
    missing: z.int().nullable(),
    /** The entry at which it shows; null when nothing stands there any more. */
    entry: z
      .object({
        id: z.int(),
        at: z.string(),
        entity: z.string(),
        recordId: z.int(),
        recordName: z.string().nullable(),
        action: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'ChainBreak' })
export type ChainBreak = z.infer<typeof ChainBreak>

/** What a walk along the chain found. */
export const LogVerdict = z
  .object({
    /** Entries that were checked. */
    checked: z.int(),
    /** The last entry; write its hash down outside of the system. Null while the log is empty. */
    head: Place.nullable(),
    /** Entries up to this one were there before the chain and were chained at `at`: what was done to them earlier shows nowhere. */
    anchor: Place.extend({ at: z.string() }).nullable(),
    brokenAt: ChainBreak.nullable(),
    /** The hash that was written down earlier, and the number of the entry that has it; null when no entry has. */
    expected: z.object({ hash: z.string(), sequence: z.int().nullable() }).nullable(),
  })
  .meta({ id: 'LogVerdict' })
export type LogVerdict = z.infer<typeof LogVerdict>
