import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DatabaseAddressError, connect } from '../../../server/db/connect.ts'
import type { TestLedger } from '../../support/ledger.ts'
import { openTestLedger } from '../../support/ledger.ts'

describe('transactions', () => {
  let test: TestLedger
  beforeAll(async () => {
    test = await openTestLedger()
  })
  afterAll(() => test.close())

  it('fifty at once all end rightly', async () => {
    const { ledger } = test
    await ledger.support.setting.create({ key: 'counter', value: '0' })
    const addOne = () =>
      ledger.transaction(async (transaction) => {
        const row = await ledger.support.setting.findByPk('counter', {
          raw: true,
          transaction,
          lock: transaction.LOCK.UPDATE,
        })
        const value = String(Number((row as unknown as { value: string }).value) + 1)
        await ledger.support.setting.update({ value }, { where: { key: 'counter' }, transaction })
      })
    await Promise.all(Array.from({ length: 50 }, addOne))
    const row = (await ledger.support.setting.findByPk('counter', { raw: true })) as unknown as {
      value: string
    }
    expect(row.value).toBe('50')
  })

  it('who asks while others write one transaction after the other comes next', async () => {
    const { ledger } = test
    await ledger.support.setting.create({ key: 'person', value: '' })
    let isOver = false
    let count = 0
    const write = async (key: string) => {
      while (!isOver && count < 400) {
        await ledger.transaction(async (transaction) => {
          for (let i = 0; i < 5; i++)
            await ledger.support.setting.upsert({ key: `${key}${i}`, value: 'x' }, { transaction })
        })
        count++
      }
    }
    const busy = [write('one'), write('two')]
    const between: number[] = []
    for (const value of ['a', 'b', 'c', 'd', 'e']) {
      const before = count
      await ledger.support.setting.update({ value }, { where: { key: 'person' } })
      between.push(count - before)
    }
    isOver = true
    await Promise.all(busy)
    // The one under way, and those that asked before.
    expect(Math.max(...between)).toBeLessThanOrEqual(4)
  })

  it('an error inside takes everything back', async () => {
    const { ledger } = test
    const failing = ledger.transaction(async (transaction) => {
      await ledger.support.setting.create({ key: 'half', value: 'done' }, { transaction })
      throw new Error('no further')
    })
    await expect(failing).rejects.toThrow('no further')
    expect(await ledger.support.setting.findByPk('half')).toBeNull()
  })
})

describe('database addresses', () => {
  it.each(['postgres://x/y', 'sqlite:', 'sqlite::memory:', 'nonsense'])('%s is refused', (address) => {
    expect(() => connect(address)).toThrow(DatabaseAddressError)
  })

  it('an address is refused without its password', () => {
    expect(() => connect('oracle://root:hunter2@db/x')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    )
  })
})
