import { join } from 'node:path'
import { measureCycle, type Cycle } from './cycles.ts'
import { startExporter } from './exporter.ts'
import { addressOf, columnsPerPort, deadAddressOf, startFarm } from './farm.ts'
import { startProduct, type Product } from './product.ts'
import { megabytes, ratio, seconds, type Section, type SectionOptions } from './table.ts'
import { cpuSeconds, median, pause, peakMegabytes } from './usage.ts'

const devices = 994
/** Switches of 24, 48 and 72 ports with their uplinks; 52 in the mean. */
const ports = [28, 52, 52, 52, 76]
const portsOf = (device: number) => ports[device % ports.length]!
/** One device in twenty. */
const dead = Math.round(devices / 20)

/**
 * The same devices and the same tables by turns: the product reads both tables of every device whole, stores the rows and
 * answers a query for them; the exporter only scrapes. Then the product's usual way, and dead devices.
 */
export async function compareWithExporter({
  folder,
  source,
  firstPort,
  isQuick,
}: SectionOptions): Promise<Section> {
  const pollSeconds = isQuick ? 20 : 30
  const rounds = isQuick ? 2 : 4
  const farm = await startFarm(join(folder, 'devices'), source, firstPort, devices, ports)
  const addresses = [
    ...Array.from({ length: devices }, (_, device) => addressOf(device)),
    ...Array.from({ length: dead }, (_, device) => deadAddressOf(device)),
  ]
  const product = await startProduct({
    folder: join(folder, 'data'),
    serverPort: firstPort + 1,
    devicePort: firstPort,
    pollSeconds,
    addresses,
  })
  const exporter = await startExporter(folder, firstPort + 5)
  try {
    await chooseTargets(product, devices, false)
    const rows = sum(devices)
    product.startCollector('--poll-spread', '0', '--poll-method', 'whole')
    await warmUp(product, pollSeconds, rows)
    const ours: Cycle[] = []
    const theirs: { seconds: number; cpu: number; samples: number }[] = []
    for (let round = 0; round < rounds; round++) {
      ours.push(await measureCycle(product, pollSeconds, rows))
      const cpu = cpuSeconds(exporter.process.pid!)
      const began = performance.now()
      const samples = await exporter.scrape(addresses.slice(0, devices).map((one) => `${one}:${firstPort}`))
      theirs.push({
        seconds: (performance.now() - began) / 1000,
        cpu: cpuSeconds(exporter.process.pid!) - cpu,
        samples,
      })
    }
    const whole = { peaks: product.peaks(), exporter: peakMegabytes(exporter.process.pid!) }
    await product.stopCollector()
    product.startCollector('--poll-spread', '0')
    await warmUp(product, pollSeconds, rows)
    const usual = [
      await measureCycle(product, pollSeconds, rows),
      await measureCycle(product, pollSeconds, rows),
    ]
    // The same living devices with and without dead ones among them.
    await chooseTargets(product, devices - dead, false)
    const fewer = sum(devices - dead)
    const alive = await settled(product, pollSeconds, fewer, isQuick ? 2 : 3)
    await chooseTargets(product, devices - dead, true)
    const withDead = await settled(product, pollSeconds, fewer, isQuick ? 2 : 3)

    const time = (cycles: { seconds: number }[]) => median(cycles.map((one) => one.seconds))
    const cpu = (cycles: Cycle[]) => median(cycles.map((one) => one.collectorCpu + one.serverCpu))
    const missing = [...ours, ...usual, ...alive, ...withDead].reduce((all, one) => all + one.missing, 0)
    return {
      title: `${devices} devices, ${rows} ports, ${rows * columnsPerPort} variables; ${rounds} rounds by turns, medians`,
      lines: [
        ['whole tables read, stored and queryable', seconds(time(ours))],
        ['  of all rounds', ours.map((one) => one.seconds.toFixed(2)).join(' ')],
        ['exporter, scraped only', seconds(time(theirs))],
        ['  of all rounds', theirs.map((one) => one.seconds.toFixed(2)).join(' ')],
        ['  samples in its answers', String(theirs[0]?.samples ?? 0)],
        ['ratio of times', ratio(time(ours) / time(theirs))],
        ['CPU: collector + server', seconds(cpu(ours))],
        ['  collector alone', seconds(median(ours.map((one) => one.collectorCpu)))],
        ['CPU: exporter', seconds(median(theirs.map((one) => one.cpu)))],
        ['ratio of CPU', ratio(cpu(ours) / median(theirs.map((one) => one.cpu)))],
        [
          'peak memory: collector, server',
          `${megabytes(whole.peaks.collector)}, ${megabytes(whole.peaks.server)}`,
        ],
        ['peak memory: exporter', megabytes(whole.exporter)],
        ['the product’s usual way (chosen columns or ports)', seconds(time(usual))],
        ['  CPU: collector + server', seconds(cpu(usual))],
        ['  ratio of times to the exporter', ratio(time(usual) / time(theirs))],
        [`${devices - dead} living devices`, seconds(time(alive))],
        [`  and ${dead} dead ones among them`, seconds(time(withDead))],
        ['  ratio', ratio(time(withDead) / time(alive))],
        ['rows missing in all cycles', String(missing)],
      ],
    }
  } finally {
    exporter.stop()
    await product.stop()
    farm.stop()
  }
}

const sum = (count: number) =>
  Array.from({ length: count }, (_, device) => portsOf(device)).reduce((all, one) => all + one, 0)

/** The first so many living devices, with or without the dead. */
async function chooseTargets({ ledger }: Product, living: number, withDead: boolean): Promise<void> {
  const { target } = ledger.models
  await target.update({ enabled: false }, { where: {} })
  const ids = Array.from({ length: living }, (_, position) => position + 1)
  const deadIds = withDead ? Array.from({ length: dead }, (_, position) => devices + position + 1) : []
  const all = [...ids, ...deadIds]
  for (let start = 0; start < all.length; start += 500)
    await target.update({ enabled: true }, { where: { id: all.slice(start, start + 500) } })
}

/** Until a whole cycle has come in: programs are compiled, plans are made. */
async function warmUp(product: Product, pollSeconds: number, rows: number): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++)
    if ((await measureCycle(product, pollSeconds, rows)).missing === 0) return
  throw new Error('the product did not bring all rows within five cycles')
}

/** Cycles behind a change of the targets: the collector hears of it within 15 s, and dead devices show themselves. */
async function settled(product: Product, pollSeconds: number, rows: number, count: number): Promise<Cycle[]> {
  await pause(16_000)
  await measureCycle(product, pollSeconds, rows)
  const cycles: Cycle[] = []
  for (let cycle = 0; cycle < count; cycle++) cycles.push(await measureCycle(product, pollSeconds, rows))
  return cycles
}
