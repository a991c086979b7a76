import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addDiscoverCommand } from '../../../collectors/discovery/command.ts'
import { startSimulation, type Simulation } from '../../../seed/simulation/start.ts'
import { device } from '../../seed/simulation/factory.ts'

const port = 21_610
/** Each run of the tests has a network of its own. */
const network = `127.${40 + (process.pid % 50)}.${Number(process.env['VITEST_POOL_ID'] ?? 0) % 250}`
const at = (host: number, more: Parameters<typeof device>[0] = {}) =>
  device({ address: `${network}.${host}`, port, ...more })

let simulation: Simulation
let outside: Simulation
beforeEach(async () => {
  simulation = await startSimulation([
    at(3, { name: 'core', serialNumber: '210235CORE' }),
    at(9, { name: 'edge', community: 'other' }),
    at(12, { name: 'mute', answers: false }),
  ])
  outside = await startSimulation([at(40, { name: 'beyond' })])
})
afterEach(async () => {
  await simulation.stop()
  await outside.stop()
})

interface Run {
  code: number | null
  out: string
  err: string
}

/** Runs the command line as a user would, who may press Ctrl-C once something was said on standard error. */
function citybase(args: string[], interruptAfter?: RegExp): Promise<Run> {
  const program = join(import.meta.dirname, '../../../server/cli.ts')
  const child = spawn(process.execPath, [program, 'discover', ...args, '--port', String(port)], {
    env: { PATH: process.env['PATH'] ?? '', LANG: 'en_GB.UTF-8' },
  })
  let out = ''
  let err = ''
  let interrupted = false
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString()
    if (interrupted || !interruptAfter?.test(err)) return
    interrupted = true
    child.kill('SIGINT')
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}

interface Result {
  cancelled: boolean
  position: number
  total: number
  finds: { address: string; how: string; device: { name: string; serialNumbers: string[] } }[]
}

test('finds the devices of a range by several communities and stays inside the allow-list', async () => {
  const { code, out, err } = await citybase([
    `${network}.0/26`,
    `!${network}.20`,
    '--allow',
    `${network}.1-${network}.30`,
    '--community',
    'citybase-demo',
    '--community',
    'other',
    '--rate',
    '200',
    '--json',
  ])
  expect(code).toBe(0)
  const result = JSON.parse(out) as Result
  expect(result).toMatchObject({ cancelled: false, position: 29, total: 29 })
  expect(result.finds.map(({ address, device: { name } }) => [address, name])).toEqual([
    [`${network}.3`, 'core'],
    [`${network}.9`, 'edge'],
  ])
  expect(result.finds[0]!.device.serialNumbers).toEqual(['210235CORE'])
  expect(err).toContain('29 of 29 addresses (100%), 2 answered')
  expect(err + out).not.toContain('citybase-demo')
  expect(outside.stats().requests).toBe(0)
})

test('ends cleanly at Ctrl-C: what was found, and from where to go on', async () => {
  const range = [`${network}.1-200`, '--community', 'citybase-demo', '--rate', '20', '--json']
  const { code, out, err } = await citybase(range, /core/)
  expect(code).toBe(0)
  const { cancelled, position, finds } = JSON.parse(out) as Result
  expect(cancelled).toBe(true)
  expect(position).toBeLessThan(100)
  expect(finds.map(({ device: { name } }) => name)).toEqual(['core'])
  expect(err).toContain(`--from ${position} goes on from here`)
})

test('says what is wrong with a range, and where, before anything is sent', async () => {
  vi.stubEnv('LANG', 'zh_CN.UTF-8').stubEnv('LC_ALL', '').stubEnv('LC_MESSAGES', '')
  let said = ''
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true))
  const say = async (...args: string[]) => {
    said = ''
    const program = new Command('citybase')
    addDiscoverCommand(program)
    await program.parseAsync(['discover', ...args], { from: 'user' })
    expect(process.exitCode).toBe(2)
    return said
  }
  try {
    expect(await say('10.0.0.1', '10.0.0.300', '--community', 'x')).toContain('“10.0.0.300”不是 IP 地址')
    expect(await say('10.0.0.1', '--allow', '10.0.1.0/40', '--community', 'x')).toContain('--allow中的')
    expect(await say('10.0.0.1', '--allow', '10.1.0.0/16', '--community', 'x')).toContain(
      '没有可以探测的地址',
    )
    expect(await say('10.0.0.1', '--community', 'x', '--rate', '0')).toContain('--rate')
    expect(await say('10.0.0.1', '--community', 'x', '--crawl', 'ospf')).toContain(
      'lldp, cdp, arp, forwarding',
    )
    expect(await say('10.0.0.1')).toContain('--community')
    expect(simulation.stats().requests).toBe(0)
  } finally {
    spy.mockRestore()
    vi.unstubAllEnvs()
    process.exitCode = undefined
  }
})
