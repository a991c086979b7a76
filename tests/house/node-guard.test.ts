import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const door = resolve('server/citybase.cjs')

/** Runs the door as an older Node would: it looks at nothing but the version. */
function runAsOldNode(file: string): Promise<{ code: number; stderr: string }> {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); require(${JSON.stringify(file)})`
  return new Promise((done) => {
    execFile(process.execPath, ['-e', pretend], (error, _stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stderr }),
    )
  })
}

describe('the door of every command', () => {
  it('tells an older Node what to do, in both languages', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'citybase-door-'))
    mkdirSync(join(folder, 'server'))
    copyFileSync(door, join(folder, 'server/citybase.cjs'))
    const { code, stderr } = await runAsOldNode(join(folder, 'server/citybase.cjs'))
    expect(code).toBe(1)
    expect(stderr).toContain('需要 Node.js 24')
    expect(stderr).toContain('needs Node.js 24')
    expect(stderr).toContain('npm ci')
  })
})
