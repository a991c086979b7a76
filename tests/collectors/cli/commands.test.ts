import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addCollectCommands, addCollectorCommand } from '../../../collectors/commands.ts'
import { parseHostPort } from '../../../collectors/cli/snmp-arguments.ts'
import { Collection } from '../../../server/contract/collection.ts'
import { answering, startAgent, switchMib, type TestAgent } from '../support/agent.ts'

let agent: TestAgent
let folder: string
beforeEach(async () => {
  agent = await startAgent(answering(switchMib(2)))
  folder = mkdtempSync(join(tmpdir(), 'citybase-cli-'))
})
afterEach(async () => {
  await agent.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Run {
  code: number | null
  out: string
  err: string
}

/** Runs the command line as a user would; `variables` come on top of a bare environment. */
function citybase(args: string[], variables: Record<string, string> = {}): Promise<Run> {
  const program = join(import.meta.dirname, '../../../server/cli.ts')
  const environment = { PATH: process.env['PATH'] ?? '', LANG: 'en_GB.UTF-8', ...variables }
  const child = spawn(process.execPath, [program, ...args], { env: environment })
  let out = ''
  let err = ''
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (err += data.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}

/** The same without a process of its own, for the many ways to be wrong: the exit code and what is said. */
async function misuse(args: string[], variables: Record<string, string> = {}): Promise<Run> {
  const run: Run = { code: null, out: '', err: '' }
  vi.stubEnv('LANG', 'en_GB.UTF-8').stubEnv('LC_ALL', '').stubEnv('LC_MESSAGES', '')
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const err = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => ((run.err += String(text)), true))
  const out = vi
    .spyOn(process.stdout, 'write')
    .mockImplementation((text) => ((run.out += String(text)), true))
  const program = new Command('citybase')
  addCollectCommands(program)
  addCollectorCommand(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    run.code = process.exitCode === undefined ? null : Number(process.exitCode)
  } finally {
    err.mockRestore()
    out.mockRestore()
    vi.unstubAllEnvs()
    process.exitCode = undefined
  }
  return run
}

const quick = ['--timeout', '200', '--retries', '0']

test('--json prints the collection alone on standard output', async () => {
  const { code, out, err } = await citybase([
    'collect',
    'snmp',
    `127.0.0.1:${agent.port}`,
    '--community',
    'public',
    '--json',
  ])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(Collection.parse(JSON.parse(out))).toMatchObject({
    status: 'complete',
    target: { id: null, address: '127.0.0.1', port: agent.port },
    facts: { device: { name: 'SW-01', vendor: 'Huawei', kind: 'switch' } },
  })
})

test('without --json a person reads it, in the language of the locale', async () => {
  const { code, out } = await citybase(
    ['collect', 'snmp', `localhost:${agent.port}`, '--community', 'public'],
    { LANG: 'zh_CN.UTF-8' },
  )
  expect(code).toBe(0)
  expect(out).toContain('锦州市第一机房')
  expect(out).toMatch(/类型\s+交换机/)
})

test('no answer: exit 1, the problem on standard error in the user’s language', async () => {
  const zh = await citybase([
    'collect',
    'snmp',
    `127.0.0.1:${agent.port}`,
    '--community',
    'wrong',
    '--json',
    '--language',
    'zh',
    ...quick,
  ])
  expect(zh.code).toBe(1)
  expect(zh.err).toContain('设备没有应答')
  expect(Collection.parse(JSON.parse(zh.out))).toMatchObject({ status: 'failed', facts: null })
  const en = await citybase(['collect', 'snmp', 'no-such-host.invalid', '--community', 'x', ...quick])
  expect(en.code).toBe(1)
  expect(en.err).toContain('cannot be resolved')
})

test.each([
  ['no credential', ['127.0.0.1'], '--community'],
  ['an empty community', ['127.0.0.1', '--community', ''], 'must not be empty'],
  ['both versions at once', ['127.0.0.1', '--community', 'x', '--v3-user', 'y'], 'not both'],
  ['a port that is none', ['127.0.0.1:99999', '--community', 'x'], '99999'],
  ['a port that is a word', ['127.0.0.1:snmp', '--community', 'x'], 'snmp'],
  ['a host that is none', ['http://switch/', '--community', 'x'], 'not an address'],
  ['a key that is too short', ['127.0.0.1', '--v3-user', 'u', '--v3-auth-key', 'short'], '8 characters'],
  [
    'privacy without authentication',
    ['127.0.0.1', '--v3-user', 'u', '--v3-priv-key', 'long-enough'],
    'authentication',
  ],
  [
    'an algorithm that is not offered',
    [
      '127.0.0.1',
      '--v3-user',
      'u',
      '--v3-auth-key',
      'long-enough',
      '--v3-priv-key',
      'long-enough',
      '--v3-priv-protocol',
      '3des',
    ],
    'Set the device to AES-128',
  ],
  ['a time-out that is no number', ['127.0.0.1', '--community', 'x', '--timeout', 'soon'], '--timeout'],
])('wrong usage, %s: exit 2', async (_, args, words) => {
  const { code, out, err } = await misuse(['collect', 'snmp', ...args])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(words)
})

test('wrong usage ends the process with 2, too', async () => {
  expect(await citybase(['collect', 'snmp', '127.0.0.1:0', '--community', 'x'])).toMatchObject({
    code: 2,
    out: '',
  })
  expect(await citybase(['collect', 'snmp', '127.0.0.1', '--comunity', 'x'])).toMatchObject({
    code: 2,
    out: '',
  })
})

test('IPv6 addresses, with and without a port', () => {
  expect(parseHostPort('[::1]:1161')).toEqual({ address: '::1', port: 1161 })
  expect(parseHostPort('[fe80::1%eth0]')).toEqual({ address: 'fe80::1%eth0', port: 161 })
  expect(parseHostPort('2001:db8::7')).toEqual({ address: '2001:db8::7', port: 161 })
  expect(parseHostPort('core-switch.example')).toEqual({ address: 'core-switch.example', port: 161 })
  expect(() => parseHostPort('[not-v6]:161')).toThrow()
})

test.each([
  ['no server', {}, 'CITYBASE_SERVER'],
  ['a server that is no address', { CITYBASE_SERVER: 'console' }, 'CITYBASE_SERVER'],
  ['no token', { CITYBASE_SERVER: 'http://127.0.0.1:1' }, 'CITYBASE_COLLECTOR_TOKEN'],
  ['no spool', { CITYBASE_SERVER: 'http://127.0.0.1:1', CITYBASE_COLLECTOR_TOKEN: 't' }, 'CITYBASE_SPOOL'],
  [
    'a limit that is no number',
    {
      CITYBASE_SERVER: 'http://127.0.0.1:1',
      CITYBASE_COLLECTOR_TOKEN: 't',
      CITYBASE_SPOOL: '/tmp/x',
      CITYBASE_SPOOL_LIMIT_MIB: 'much',
    },
    'CITYBASE_SPOOL_LIMIT_MIB',
  ],
])(
  'collector with a wrong environment, %s: exit 2 and the name of the variable',
  async (_, variables, name) => {
    const { code, err } = await misuse(['collector'], variables)
    expect(code).toBe(2)
    expect(err).toContain(name)
  },
)

test('collector whose spool folder cannot be made: exit 2', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { code, err } = await misuse([
    'collector',
    '--server',
    'http://127.0.0.1:1',
    '--token',
    't',
    '--spool',
    join(folder, 'file', 'spool'),
  ])
  expect(code).toBe(2)
  expect(err).toContain('--spool')
})
