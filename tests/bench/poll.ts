import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareWithExporter } from './poll/farm-of-994.ts'
import { pollTenThousand } from './poll/ten-thousand.ts'
import { farmSource } from './poll/farm.ts'
import { hasExporter } from './poll/exporter.ts'
import { table } from './poll/table.ts'

/*
 * What polling costs, side by side with Debian's prometheus-snmp-exporter in the same run:
 *
 *   npm run bench:poll            994 devices against the exporter, five per cent of them dead, 10,000 devices each minute
 *   npm run bench:poll -- --quick fewer rounds and 2,000 devices
 *
 * It needs cc, prometheus-snmp-exporter, and the source of the farm (SNMPFARM, or shared/tools/snmpfarm.c beside the
 * project). Prints figures and asserts nothing beyond that every row arrived: machines are shared and noisy.
 */
const isQuick = process.argv.includes('--quick')
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const firstPort = Number(process.env['BENCH_POLL_PORT'] ?? 21500)
const source = farmSource()
if (source === null || !hasExporter()) {
  console.log(
    '跳过：需要 snmpfarm.c（SNMPFARM）与 prometheus-snmp-exporter。 Left out: needs snmpfarm.c (SNMPFARM) and prometheus-snmp-exporter.',
  )
  process.exit(0)
}
const folder = mkdtempSync(join(tmpdir(), 'citybase-bench-poll-'))
console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}`)
try {
  if (only.length === 0 || only.includes('farm'))
    console.log(
      table(await compareWithExporter({ folder: join(folder, 'farm'), source, firstPort, isQuick })),
    )
  if (only.length === 0 || only.includes('many'))
    console.log(
      table(
        await pollTenThousand({ folder: join(folder, 'many'), source, firstPort: firstPort + 10, isQuick }),
      ),
    )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
