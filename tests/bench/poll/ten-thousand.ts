import { join } from 'node:path'
import { addressOf, startFarm } from './farm.ts'
import { startProduct } from './product.ts'
import { megabytes, seconds, type Section, type SectionOptions } from './table.ts'
import { pause } from './usage.ts'

const portsPerDevice = 24
const pollSeconds = 60

/** Ten thousand small switches each minute, start times spread as usual: what it costs once their ports are known. */
export async function pollTenThousand({
  folder,
  source,
  firstPort,
  isQuick,
}: SectionOptions): Promise<Section> {
  const devices = isQuick ? 2000 : 10_000
  const cycles = isQuick ? 1 : 2
  const farm = await startFarm(join(folder, 'devices'), source, firstPort, devices, [portsPerDevice])
  const product = await startProduct({
    folder: join(folder, 'data'),
    serverPort: firstPort + 1,
    devicePort: firstPort,
    pollSeconds,
    addresses: Array.from({ length: devices }, (_, device) => addressOf(device)),
  })
  try {
    const expected = devices * portsPerDevice
    product.startCollector()
    // The first minute reads every device whole; what follows is the usual way.
    await pause((pollSeconds + 8) * 1000)
    const results: { rows: number; collectorCpu: number; serverCpu: number }[] = []
    for (let cycle = 0; cycle < cycles; cycle++) {
      const start = Date.now()
      const before = [product.collectorCpu(), product.serverCpu()] as const
      await pause(pollSeconds * 1000)
      const collectorCpu = product.collectorCpu() - before[0]
      const serverCpu = product.serverCpu() - before[1]
      // Rows read at the very end of the minute are on their way for a moment; the next minute's are not counted.
      await pause(3000)
      const after = await product.stored(start + pollSeconds * 1000)
      results.push({ rows: (await product.stored(start)) - after, collectorCpu, serverCpu })
    }
    const peaks = product.peaks()
    return {
      title: `${devices} devices with ${portsPerDevice} ports each, every ${pollSeconds} s, ${cycles} cycles`,
      lines: results
        .flatMap(({ rows, collectorCpu, serverCpu }, cycle): [string, string][] => [
          [
            `cycle ${cycle + 1}: rows stored of ${expected}`,
            `${rows} (${((rows / expected) * 100).toFixed(2)} %)`,
          ],
          ['  CPU of the collector', seconds(collectorCpu)],
          ['  CPU of the server', seconds(serverCpu)],
          [
            '  share of two cores',
            `${(((collectorCpu + serverCpu) / (2 * pollSeconds)) * 100).toFixed(0)} %`,
          ],
        ])
        .concat([
          ['peak memory of the collector', megabytes(peaks.collector)],
          ['peak memory of the server', megabytes(peaks.server)],
          ['both', megabytes(peaks.collector + peaks.server)],
        ]),
    }
  } finally {
    await product.stop()
    farm.stop()
  }
}
