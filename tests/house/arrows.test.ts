import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

/** What lint says of a file with this text at this place. */
async function lint(filePath: string, text: string): Promise<string[]> {
  const [result] = await new ESLint().lintText(text, { filePath })
  return (result?.messages ?? []).map((message) => message.message)
}

describe('the arrows', () => {
  it.each([
    [
      'server/contract/probe.ts',
      "import { openLedger } from '../db/ledger.ts'\nexport const x = openLedger\n",
    ],
    ['server/domain/probe.ts', "import { openLedger } from '../db/ledger.ts'\nexport const x = openLedger\n"],
    ['server/db/probe.ts', "import { startServer } from '../http/server.ts'\nexport const x = startServer\n"],
    [
      'collectors/probe.ts',
      "import { openLedger } from '../server/db/ledger.ts'\nexport const x = openLedger\n",
    ],
    ['web/probe.ts', "import { openLedger } from '../server/db/ledger.ts'\nexport const x = openLedger\n"],
    ['seed/probe.ts', "import { serve } from '../server/main.ts'\nexport const x = serve\n"],
  ])('%s may not import across', async (filePath, text) => {
    expect(await lint(filePath, text)).toContainEqual(expect.stringContaining('no policy allowing'))
  })

  it('the contract imports zod and nothing else', async () => {
    const messages = await lint(
      'server/contract/probe.ts',
      "import { readFileSync } from 'node:fs'\nexport const x = readFileSync\n",
    )
    expect(messages).toContainEqual(expect.stringContaining('zod is all it may need'))
    expect(
      await lint('server/contract/probe.ts', "import { z } from 'zod'\nexport const x = z.string()\n"),
    ).toEqual([])
  })

  it.each([
    ["import { randomUUID } from 'node:crypto'\nexport const x = randomUUID\n", 'Rules are pure'],
    ['export const x = Date.now()\n', 'clock comes in'],
    ['export const x = new Date()\n', 'clock comes in'],
    ['export const x = Math.random()\n', 'Randomness comes in'],
  ])('a rule of the domain is pure: %s', async (text, message) => {
    expect(await lint('server/domain/probe.ts', text)).toContainEqual(expect.stringContaining(message))
  })

  it('web and collectors may import the contract and the domain', async () => {
    const text = "import { roles } from '../server/contract/permission.ts'\nexport const x = roles\n"
    expect(await lint('web/probe.ts', text)).toEqual([])
    expect(await lint('collectors/probe.ts', text)).toEqual([])
  })
})
