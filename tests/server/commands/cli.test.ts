import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLedger } from '../../../server/db/ledger.ts'

const folder = mkdtempSync(join(tmpdir(), 'citybase-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Outcome {
  code: number
  stdout: string
  stderr: string
}

/** Runs the command line as a person would. */
function citybase(words: string[], environment: Record<string, string> = {}): Promise<Outcome> {
  const env = {
    ...process.env,
    CITYBASE_DATA: folder,
    CITYBASE_LANGUAGE: 'en',
    CITYBASE_LOG_LEVEL: 'error',
    ...environment,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, ['server/citybase.cjs', ...words], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

describe('citybase', () => {
  it('lists its commands', async () => {
    const { code, stdout } = await citybase(['--help'])
    expect(code).toBe(0)
    for (const command of [
      'serve',
      'demo',
      'collector',
      'migrate',
      'seed',
      'collect',
      'backup',
      'restore',
      'user',
    ])
      expect(stdout).toContain(command)
  })

  it.each([
    [{ CITYBASE_PORT: 'abc' }, 'CITYBASE_PORT'],
    [{ CITYBASE_DATABASE: 'oracle://x' }, 'CITYBASE_DATABASE'],
    [{ CITYBASE_LOG_LEVEL: 'loud' }, 'CITYBASE_LOG_LEVEL'],
    [{ CITYBASE_SECRET_KEY: 'short' }, 'secret key'],
  ])('a wrong environment is named on standard error: %o', async (environment, named) => {
    const { code, stdout, stderr } = await citybase(['serve'], environment)
    expect(code).toBe(2)
    expect(stderr).toContain(named)
    expect(stderr).not.toContain('    at ')
    expect(stdout).toBe('')
  })

  it('speaks Chinese where nobody says otherwise', async () => {
    const { stderr } = await citybase(['serve'], {
      CITYBASE_PORT: '99999',
      CITYBASE_LANGUAGE: '',
      LC_ALL: '',
      LC_MESSAGES: '',
      LANG: 'zh_CN.UTF-8',
    })
    expect(stderr).toContain('环境变量 CITYBASE_PORT')
  })

  it('a database that is away is said with what to check', async () => {
    const { code, stderr } = await citybase(['migrate'], { CITYBASE_DATABASE: 'mysql://root@127.0.0.1:9/x' })
    expect(code).toBe(1)
    expect(stderr).toContain('CITYBASE_DATABASE')
    expect(stderr).not.toContain('    at ')
  })
})

describe('citybase seed --check', () => {
  beforeAll(async () => {
    expect((await citybase(['seed'])).code).toBe(0)
  })

  it('prints each published figure beside the ledger’s and is content', async () => {
    const { code, stdout } = await citybase(['seed', '--check'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/Room area\s+4358\.75 m²\s+4358\.75 m²\s+ok/)
    expect(stdout).toMatch(/sum by carrier\s+332\s+332\s+ok \(known discrepancy/)
    expect(stdout).toContain('figures agree')
  })

  it('refuses to seed over records', async () => {
    const { code, stderr } = await citybase(['seed'])
    expect(code).toBe(1)
    expect(stderr).toContain('empty')
  })

  it('exits non-zero on any difference', async () => {
    const ledger = openLedger(`sqlite:${join(folder, 'ledger.sqlite')}`)
    await ledger.models.indicator.update({ value: 115 }, { where: { code: 'approval-windows' } })
    await ledger.close()
    const { code, stdout } = await citybase(['seed', '--check'])
    expect(code).toBe(1)
    expect(stdout).toMatch(/Approval windows\s+114\s+115\s+DIFFERS/)
    expect(stdout).toContain('1 of')
  })

  it('makes a user who can sign in, and says what is wrong with a login', async () => {
    const made = await citybase(['user', 'add', 'zhao', '--role', 'auditor'])
    expect(made.code).toBe(0)
    expect(made.stdout).toMatch(/shown this once\): \S{12,}/)
    const wrong = await citybase(['user', 'add', '9 lives'])
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('login')
    const twice = await citybase(['user', 'add', 'zhao'])
    expect(twice.code).toBe(1)
    expect(twice.stderr).toContain('already has this value')
  })
})
