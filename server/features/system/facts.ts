import type { App } from '../../app.ts'
import type { Ledger } from '../../db/ledger.ts'

type Facts = Pick<App['about'], 'demonstration' | 'demonstrationAccounts'>

const demonstrationKey = 'demonstration'

/** What the ledger says of itself: whether it holds the demonstration city, and who may sign in to it. */
export async function readFacts(ledger: Ledger): Promise<Facts> {
  const row = (await ledger.support.setting.findOne({
    where: { key: demonstrationKey },
    raw: true,
  })) as unknown as { value: string } | null
  return row ? (JSON.parse(row.value) as Facts) : { demonstration: false, demonstrationAccounts: [] }
}

export async function writeFacts(ledger: Ledger, facts: Facts): Promise<void> {
  await ledger.support.setting.upsert({ key: demonstrationKey, value: JSON.stringify(facts) })
}
