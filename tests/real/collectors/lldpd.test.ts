import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Collection } from '../../../server/contract/collection.ts'
import { mergeTopology } from '../../../server/domain/topology/merge.ts'
import { sightingOf } from '../../../server/domain/topology/sighting.ts'
import type { Station } from '../../../server/domain/topology/stations.ts'
import { createBench, snmpdPath } from './support.ts'

/*
 * Three hosts in network namespaces, cabled in a row: left — middle — right. Each runs its own snmpd and lldpd (as AgentX
 * subagent), so that the one in the middle has two real neighbours. The collector's command line asks each of them from
 * inside its namespace. Needs root.
 */

const lldpdPath = '/usr/sbin/lldpd'
const bench = createBench()
const prefix = `cb${process.pid % 10_000}`

interface Host {
  name: string
  /** Ports with their addresses. */
  ports: Record<string, string>
}
const left: Host = { name: 'left', ports: { 'left-1': '10.77.1.1' } }
const middle: Host = { name: 'middle', ports: { 'middle-1': '10.77.1.2', 'middle-2': '10.77.2.1' } }
const right: Host = { name: 'right', ports: { 'right-1': '10.77.2.2' } }
const hosts = [left, middle, right]
const cables = [
  [left, 'left-1', middle, 'middle-1'],
  [middle, 'middle-2', right, 'right-1'],
] as const

const namespace = ({ name }: Host) => `${prefix}-${name}`
const ip = (...words: string[]) => execFileSync('ip', words, { stdio: 'pipe' })
const fileOf = (host: Host, name: string) => join(bench.folder, `${host.name}-${name}`)
const inside = (host: Host, ...command: string[]) => ['netns', 'exec', namespace(host), ...command]

beforeAll(async () => {
  for (const path of [snmpdPath, lldpdPath])
    if (!existsSync(path)) throw new Error(`${path} is missing: install the Debian packages snmpd and lldpd`)
  // lldpcli gives up its rights before it opens the daemon's socket.
  chmodSync(bench.folder, 0o755)
  for (const host of hosts) {
    ip('netns', 'add', namespace(host))
    ip('-n', namespace(host), 'link', 'set', 'lo', 'up')
  }
  for (const [one, port, other, otherPort] of cables)
    ip(
      ...['link', 'add', 'name', port, 'netns', namespace(one)],
      ...['type', 'veth', 'peer', 'name', otherPort, 'netns', namespace(other)],
    )
  for (const host of hosts) {
    for (const [port, address] of Object.entries(host.ports)) {
      ip('-n', namespace(host), 'addr', 'add', `${address}/30`, 'dev', port)
      ip('-n', namespace(host), 'link', 'set', port, 'up')
    }
  }
  for (const host of hosts) {
    await startAgent(host)
    await startLldpd(host)
  }
})

afterAll(async () => {
  await bench.stop()
  for (const host of hosts) {
    try {
      ip('netns', 'del', namespace(host))
    } catch {
      // It was never made.
    }
  }
})

function startAgent(host: Host): Promise<void> {
  const configuration = fileOf(host, 'snmpd.conf')
  writeFileSync(
    configuration,
    [
      'rocommunity citybase-test',
      `sysName ${host.name}`,
      'master agentx',
      `agentXSocket ${fileOf(host, 'agentx')}`,
      `[snmp] persistentDir ${fileOf(host, 'persistent')}`,
      '',
    ].join('\n'),
  )
  const agent = [snmpdPath, '-f', '-Lo', '-C', '-c', configuration, '-I', '-smux', 'udp:127.0.0.1:161']
  return bench.start('ip', inside(host, ...agent), /NET-SNMP version/)
}

function startLldpd(host: Host): Promise<void> {
  const configuration = fileOf(host, 'lldpd.conf')
  writeFileSync(configuration, `configure system hostname ${host.name}\nconfigure lldp tx-interval 1\n`)
  const daemon = [
    ...[lldpdPath, '-d', '-u', fileOf(host, 'lldpd.socket')],
    ...['-X', fileOf(host, 'agentx'), '-O', configuration],
  ]
  return bench.start('ip', inside(host, ...daemon), /AgentX subagent connected/)
}

const run = promisify(execFile)

/** What `citybase collect` prints of a host. */
async function collect(host: Host): Promise<Collection> {
  const command = [process.execPath, 'server/cli.ts', 'collect', 'snmp', '127.0.0.1:161']
  const { stdout } = await run('ip', inside(host, ...command, '--community', 'citybase-test', '--json'), {
    maxBuffer: 64 * 2 ** 20,
  })
  return JSON.parse(stdout) as Collection
}

/** Collections once every host has heard of all its neighbours. */
async function collectAll(): Promise<Collection[]> {
  let collections: Collection[] = []
  await expect
    .poll(
      async () => {
        collections = await Promise.all(hosts.map(collect))
        return collections.map((one) => one.facts?.neighbors.length)
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toEqual([1, 2, 1])
  return collections
}

test('lldpd through AgentX: the host in the middle sees two neighbours, and two links have both ports', async () => {
  const collections = await collectAll()
  const [leftSeen, middleSeen, rightSeen] = collections as [Collection, Collection, Collection]
  for (const collection of collections) expect(collection).toMatchObject({ status: 'complete', problems: [] })
  const macOf = ({ facts }: Collection, port: string) =>
    facts?.interfaces.find((one) => one.name === port)?.mac ?? null
  expect(macOf(leftSeen, 'left-1')).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/)
  const sorted = [...middleSeen.facts!.neighbors].sort((a, b) =>
    String(a.localInterface).localeCompare(String(b.localInterface)),
  )
  // lldpd names ports by their MAC (IEEE 802.1AB-2005, 9.5.3.2) and announces the address of the port.
  expect(sorted).toMatchObject([
    {
      localInterface: 'middle-1',
      protocol: 'lldp',
      remoteName: 'left',
      remotePort: macOf(leftSeen, 'left-1'),
      remoteChassisId: leftSeen.facts!.device.chassisId,
      remoteAddress: '10.77.1.1',
    },
    {
      localInterface: 'middle-2',
      remoteName: 'right',
      remotePort: macOf(rightSeen, 'right-1'),
      remoteChassisId: rightSeen.facts!.device.chassisId,
      remoteAddress: '10.77.2.2',
    },
  ])
  expect(sorted[0]!.remoteDescription).toMatch(/Linux/)

  const stations = collections.map(({ facts, finishedAt }, position): Station => ({
    key: `device:${position + 1}`,
    name: null,
    managementAddress: null,
    seenAt: finishedAt,
    sighting: sightingOf(facts!),
  }))
  const { links, strangers } = mergeTopology(stations, () => null)
  expect(strangers).toEqual([])
  expect(
    links.map(({ a, b, conflict }) => [a.node, a.port, [...a.sees], b.node, b.port, [...b.sees], conflict]),
  ).toEqual([
    ['device:1', 'left-1', ['lldp'], 'device:2', 'middle-1', ['lldp'], null],
    ['device:2', 'middle-2', ['lldp'], 'device:3', 'right-1', ['lldp'], null],
  ])
})
