import { chmodSync, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keyFromFile, keyFromText, secretBox, SecretKeyError } from '../../../server/http/secret-box.ts'
import { readSettings, SettingError } from '../../../server/settings.ts'

function failure(environment: Record<string, string>): SettingError {
  try {
    readSettings(environment)
  } catch (error) {
    if (error instanceof SettingError) return error
  }
  throw new Error('the settings were accepted')
}

describe('settings from the environment', () => {
  it('nothing set is a usable installation on SQLite', () => {
    const settings = readSettings({})
    expect(settings.database).toMatch(/^sqlite:.*ledger\.sqlite$/)
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 8080, trustProxy: false })
  })

  it.each([
    ['CITYBASE_PORT', '80800', '65535'],
    ['CITYBASE_PORT', 'http', '65535'],
    ['CITYBASE_DATABASE', 'postgres://x/y', 'mysql://'],
    ['CITYBASE_DATABASE', 'sqlite::memory:', 'sqlite:FILE'],
    ['CITYBASE_LOG_LEVEL', 'loud', 'silent'],
    ['CITYBASE_TRUST_PROXY', 'maybe', 'true or false'],
  ])('%s=%s is refused with what it should be', (variable, value, expected) => {
    const { text } = failure({ [variable]: value })
    expect(text.en).toContain(variable)
    expect(text.en).toContain(expected)
    expect(text.zh).toContain(`环境变量 ${variable}`)
  })

  it('a password in a wrong database address is not repeated', () => {
    expect(failure({ CITYBASE_DATABASE: 'oracle://root:hunter2@db/x' }).text.en).not.toContain('hunter2')
  })
})

describe('the key for secrets at rest', () => {
  it('is made on first use, for its owner alone', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'citybase-key-')), 'deep/secret.key')
    const key = keyFromFile(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(keyFromFile(file)).toEqual(key)
  })

  it('is refused when others may read it, with what to do', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'citybase-key-')), 'secret.key')
    writeFileSync(file, '0'.repeat(64))
    chmodSync(file, 0o644)
    expect(() => keyFromFile(file)).toThrow(/chmod 600/)
  })

  it('is refused when it is too short', () => {
    expect(() => keyFromText('abc')).toThrow(SecretKeyError)
  })

  it('opens what it sealed, seals differently each time, and notices a change', () => {
    const box = secretBox(keyFromText('ab'.repeat(32)))
    const [one, two] = [box.seal('public'), box.seal('public')]
    expect(one).not.toBe(two)
    expect(box.open(one)).toBe('public')
    const broken = Buffer.from(one.slice(3), 'base64')
    broken[broken.length - 1]! ^= 1
    expect(() => box.open(`v1.${broken.toString('base64')}`)).toThrow()
    expect(() => secretBox(keyFromText('cd'.repeat(32))).open(one)).toThrow()
  })
})
