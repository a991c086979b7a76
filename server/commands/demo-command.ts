import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import open from 'open'
import { startCollector } from '../../collectors/process.ts'
import { buildCity } from '../../seed/city/city.ts'
import type { City } from '../../seed/city/city.ts'
import { usualAddressing } from '../../seed/city/simulation-address.ts'
import type { SimulationAddressing } from '../../seed/city/simulation-address.ts'
import { planSimulation } from '../../seed/city/simulation-plan.ts'
import { startReporting } from '../../seed/simulation/events/reporting.ts'
import type { Destination } from '../../seed/simulation/events/reporting.ts'
import { spawnSimulation } from '../../seed/simulation/spawn.ts'
import { serve } from '../main.ts'
import { readSettings } from '../settings.ts'
import { demonstrationCollectors, pointTargets, seedDemonstration } from './demonstration.ts'
import { CommandError, say, untilStopped } from './terminal.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

interface Options {
  port: number
  open: boolean
  simulationPort: number
  eventPort: number
  reset?: boolean
  data: string
}

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description(
      '在本机启动演示城市：台账、模拟设备、采集器和控制台 · the demonstration city on this machine',
    )
    .option('--port <port>', '端口 · port', parsePort, 8080)
    .option(
      '--simulation-port <port>',
      '模拟设备的 UDP 端口 · UDP port of the simulated devices',
      parsePort,
      usualAddressing.port,
    )
    .option(
      '--event-port <port>',
      '事件接收端口的起始号，0 关闭 · first of the ports that take traps and syslog, 0 for none',
      parsePort,
      16162,
    )
    .option('--data <folder>', '数据目录 · folder for its data', '.citybase/demo')
    .option('--reset', '清空演示数据重新开始 · start afresh')
    .option('--no-open', '不打开浏览器 · do not open a browser')
    .action(runDemo)
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new InvalidArgumentError('0–65535')
  return port
}

async function runDemo(options: Options): Promise<void> {
  const started = Date.now()
  const folder = resolve(options.data)
  if (options.reset) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  // macOS answers on 127.0.0.1 only; elsewhere each device has an address of its own.
  const addressing: SimulationAddressing = {
    port: options.simulationPort,
    addressing: process.platform === 'darwin' ? 'ports' : 'loopback-range',
  }
  const city = buildCity(addressing)
  say({
    zh: '正在启动模拟设备并准备控制台…',
    en: 'Starting the simulated devices and preparing the console…',
  })
  const devices = planSimulation(city, addressing)
  const [simulation] = await Promise.all([spawnSimulation(devices), buildConsole()])
  const server = await serve(demoSettings(folder, options.port))
  if ((await server.app.ledger.models.organisation.count()) === 0) {
    say({ zh: '正在写入演示城市…', en: 'Writing the demonstration city…' })
    await seedDemonstration(server.app, city)
  } else {
    await pointTargets(server.app, city)
  }
  const collectors = []
  const destinations = new Map<string, Destination>()
  for (const { zone, token } of await demonstrationCollectors(server.app)) {
    const ports = eventPorts(options.eventPort, destinations.size)
    destinations.set(zone, { address: '127.0.0.1', ...ports })
    collectors.push(
      await startCollector({
        serverUrl: server.url,
        token,
        spoolFolder: resolve(folder, 'spool', zone),
        firstWithinMs: 20_000,
        events: { host: '127.0.0.1', ...ports, communities: null },
      }),
    )
  }
  const zones = zonesOfDevices(city)
  const reporting = startReporting({
    devices,
    destinationOf: (device) => destinations.get(zones.get(device.key) ?? '') ?? null,
  })
  greet(server.url, Math.round((Date.now() - started) / 1000))
  if (options.open) await open(server.url).catch(() => undefined)
  await untilStopped()
  reporting.stop()
  await Promise.all(collectors.map((collector) => collector.stop()))
  await server.close()
  await simulation.stop()
}

/** A pair of ports for each collector, none of which needs privileges. */
function eventPorts(first: number, index: number): { trapPort: number; syslogPort: number } {
  if (first === 0) return { trapPort: 0, syslogPort: 0 }
  return { trapPort: first + 2 * index, syslogPort: first + 2 * index + 1 }
}

/** Code of the network zone of each simulated device, by its key. */
function zonesOfDevices(city: City): Map<string, string> {
  const codes = new Map(city.records.networkZone.map((zone) => [zone.id, zone.code]))
  return new Map(city.records.target.map((target) => [target.name, codes.get(target.networkZoneId) ?? '']))
}

function demoSettings(folder: string, port: number) {
  return readSettings({
    CITYBASE_DATA: folder,
    CITYBASE_PORT: String(port),
    CITYBASE_LOG_LEVEL: process.env['CITYBASE_LOG_LEVEL'] ?? 'warn',
    CITYBASE_DATABASE: process.env['CITYBASE_DATABASE'],
  })
}

function greet(url: string, seconds: number): void {
  say({
    zh: `\n城基演示已就绪（${seconds} 秒）：${url}\n  账号 auditor、planner、operator、viewer、admin，密码均为 citybase-demo\n  所有数据均为演示数据。按 Ctrl+C 停止，再次运行会继续使用，--reset 重新开始。`,
    en: `\nThe CityBase demonstration is ready (${seconds} s): ${url}\n  Accounts auditor, planner, operator, viewer, admin; password citybase-demo\n  All data are demonstration data. Ctrl+C stops it; running it again goes on; --reset starts afresh.`,
  })
}

/** Builds the console when it is not built yet, or older than its sources. */
async function buildConsole(): Promise<void> {
  const index = resolve(root, 'web/dist/index.html')
  if (existsSync(index) && statSync(index).mtimeMs >= (await newestSource())) return
  const vite = resolve(root, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail)
    child.once('exit', done)
  })
  if (code !== 0)
    throw new CommandError({
      zh: '控制台构建失败，见上面的信息。',
      en: 'Building the console failed; see above.',
    })
}

async function newestSource(): Promise<number> {
  let newest = 0
  for await (const file of glob(
    ['web/**/*.{ts,vue,css,html}', 'server/contract/**/*.ts', 'server/domain/**/*.ts'],
    { cwd: root, exclude: ['web/dist/**'] },
  )) {
    newest = Math.max(newest, statSync(resolve(root, file)).mtimeMs)
  }
  return newest
}
