import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { spawnSimulation } from '../../../seed/simulation/process.ts'
import { startSimulation } from '../../../seed/simulation/start.ts'
import { asText, column, get } from './client.ts'
import { device } from './factory.ts'

const sysName = '1.3.6.1.2.1.1.5.0'

it('answers from a process of its own, takes changes, counts, and stops', async () => {
  const simulated = device()
  const simulation = await spawnSimulation([simulated, device({ answers: false })])
  try {
    expect(simulation.pid).not.toBe(process.pid)
    expect(simulation.answering).toBe(1)
    expect(asText((await get(simulated, [sysName]))[0]?.value)).toBe(simulated.name)
    await simulation.set(simulated.key, { serialNumber: 'CHANGED' })
    const serials = await column(simulated, '1.3.6.1.2.1.47.1.1.1.1.11')
    expect([...serials.values()].map(asText)).toContain('CHANGED')
    expect((await simulation.stats()).replies).toBeGreaterThan(1)
    await expect(simulation.set('nobody', { answers: true })).rejects.toThrow(/nobody/)
  } finally {
    await simulation.stop()
  }
  expect(await simulation.exited).toBe(0)
  await expect(simulation.stats()).rejects.toThrow(/has ended/)
  await expect(get(simulated, [sysName], { timeout: 300 })).rejects.toThrow()
})

it('says why it cannot start', async () => {
  const simulated = device()
  const first = await startSimulation([simulated])
  try {
    await expect(spawnSimulation([simulated])).rejects.toThrow(/已被占用[^]*is in use/)
  } finally {
    await first.stop()
  }
})

it('says "ready" on standard output and ends on SIGTERM', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulation-test-'))
  try {
    const path = join(folder, 'devices.json')
    await writeFile(path, JSON.stringify([device(), device()]))
    const child = spawn(process.execPath, ['seed/simulation/process.ts', path])
    const exited = once(child, 'exit')
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    expect(line.toString()).toBe('ready 2\n')
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

it('ends when the process that started it is killed', async () => {
  const simulated = device()
  const program = `
    import { spawnSimulation } from './seed/simulation/process.ts'
    const simulation = await spawnSimulation(JSON.parse(process.argv[1]))
    console.log(simulation.pid)
    setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, [
    '--input-type=module-typescript',
    '-e',
    program,
    JSON.stringify([simulated]),
  ])
  const exited = once(parent, 'exit')
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(line.toString())
  expect(asText((await get(simulated, [sysName]))[0]?.value)).toBe(simulated.name)
  parent.kill('SIGKILL')
  await exited
  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false)
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
