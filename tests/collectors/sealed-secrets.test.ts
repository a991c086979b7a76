import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadSealingKey, openSealed } from '../../collectors/sealed-secrets.ts'
import { seal } from './support/seal.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'citybase-key-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what was sealed for this collector opens', () => {
  const key = loadSealingKey(folder)
  expect(key.publicKey).toHaveLength(44)
  const secrets = { community: '城基-public', authKey: 'authauth', privKey: 'privpriv' }
  expect(openSealed(key, seal(key.publicKey, secrets))).toEqual(secrets)
  expect(openSealed(key, seal(key.publicKey, {}))).toEqual({})
})

test('a box for another, a changed one and a broken one do not', () => {
  const key = loadSealingKey(folder)
  const other = generateKeyPairSync('x25519').publicKey.export({ format: 'der', type: 'spki' })
  expect(() => openSealed(key, seal(other, { community: 'x' }))).toThrow()
  const box = Buffer.from(seal(key.publicKey, { community: 'x' }), 'base64')
  for (const position of [20, 50, 60, box.length - 1]) {
    const changed = Buffer.from(box)
    changed[position]! ^= 1
    expect(() => openSealed(key, changed.toString('base64'))).toThrow()
  }
  expect(() => openSealed(key, box.subarray(0, 60).toString('base64'))).toThrow()
  expect(() => openSealed(key, '')).toThrow()
})

test('the key outlives a restart and only its owner can read it', () => {
  const first = loadSealingKey(folder)
  const again = loadSealingKey(folder)
  expect(again.publicKey.equals(first.publicKey)).toBe(true)
  expect(openSealed(again, seal(first.publicKey, { community: 'x' }))).toEqual({ community: 'x' })
  expect(statSync(join(folder, 'sealing-key.pem')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(folder, 'sealing-key.pem'), 'utf8')).toContain('PRIVATE KEY')
})
