import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCollector } from '../../collectors/process.ts'
import type { RunningCollector } from '../../collectors/process.ts'
import { buildCity } from '../../seed/city/city.ts'
import { zoneIds } from '../../seed/city/network-zones.ts'
import { planSimulation } from '../../seed/city/simulation-plan.ts'
import { spawnSimulation } from '../../seed/simulation/spawn.ts'
import type { SpawnedSimulation } from '../../seed/simulation/spawn.ts'
import { demonstrationCollectors, seedDemonstration } from '../../server/commands/demonstration.ts'
import { cancelRun, resumeRun, startDiscovery } from '../../server/features/discovery/actions.ts'
import { serve } from '../../server/main.ts'
import { readSettings } from '../../server/settings.ts'

/*
 * The whole way of a discovery: the demonstration's own, over HTTP to a collector, real datagrams to the simulated devices
 * of the private network, stopped and taken up again in between.
 */

const addressing = { addressing: 'loopback-range', port: 21_660 } as const
const city = buildCity(addressing)
const strangers = ['H3C-TEST-SW', 'Ruijie-lab', 'SG-6000-trial', 'localhost-backup', 'video-temp01']
const folder = mkdtempSync(join(tmpdir(), 'citybase-discovery-'))
let simulation: SpawnedSimulation
let server: Awaited<ReturnType<typeof serve>>
let collector: RunningCollector

beforeAll(async () => {
  const own = new Set(
    city.records.target.flatMap((one) => (one.networkZoneId === zoneIds.private ? [one.address] : [])),
  )
  simulation = await spawnSimulation(
    planSimulation(city, addressing).filter(({ address }) => own.has(address)),
  )
  server = await serve(
    readSettings({ CITYBASE_DATA: folder, CITYBASE_PORT: '0', CITYBASE_LOG_LEVEL: 'error' }),
  )
  await seedDemonstration(server.app, city)
  const { target, discovery } = server.app.ledger.models
  // Only what the discovery finds is to be seen, so nothing is visited on schedule.
  await target.update({ enabled: false }, { where: {} })
  // Somebody gave the second device another address.
  await target.update({ address: '127.21.9.9' }, { where: { address: '127.21.0.2' } })
  // So slow that it is still under way when it is stopped.
  await discovery.update(
    { ranges: '127.21.0.1-2, 127.21.0.6-7, 127.21.0.10-15, 127.21.3.104-108', ratePerSecond: 3 },
    { where: { id: 1 } },
  )
  const tokens = await demonstrationCollectors(server.app)
  const { token } = tokens.find(({ zone }) => zone === 'private')!
  collector = await startCollector({ serverUrl: server.url, token, spoolFolder: join(folder, 'spool') })
})
afterAll(async () => {
  await collector.stop()
  await server.close()
  await simulation.stop()
  rmSync(folder, { recursive: true, force: true })
})

it(
  'finds the strangers and the moved device, and nothing else that would need deciding',
  { timeout: 200_000 },
  async () => {
    const { discoveryRun, discoveryFind } = server.app.ledger.models
    const { id } = await startDiscovery(server.app, 1, null)
    const patience = { timeout: 90_000, interval: 200 }
    const stateOf = async () => (await discoveryRun.findByPk(id))!.get('state')
    await expect.poll(() => discoveryFind.count(), patience).toBeGreaterThan(0)
    await cancelRun(server.app, id)
    await resumeRun(server.app, id)
    await expect.poll(stateOf, patience).toBe('done')
    const finds = (await discoveryFind.findAll({ raw: true })) as unknown as { state: string; name: string }[]
    const named = (state: string) => finds.filter((find) => find.state === state).map(({ name }) => name)
    expect(named('new').toSorted()).toEqual(strangers)
    expect(named('readdressed')).toHaveLength(1)
    expect(named('known').length).toBe(finds.length - strangers.length - 1)
    const open = await server.app.ledger.models.finding.findAll({
      attributes: ['kind'],
      where: { kind: ['device-unregistered', 'device-readdressed'], status: 'open' },
      raw: true,
    })
    expect(open).toHaveLength(strangers.length + 1)
  },
)
