import type { Command } from 'commander'
import { buildCity } from '../../seed/city/city.ts'
import { checkFigures, printCheck } from '../../seed/check.ts'
import { readFigure } from '../features/overview/figures.ts'
import { openApp } from '../main.ts'
import { readSettings } from '../settings.ts'
import { seedDemonstration } from './demonstration.ts'
import { CommandError, say, terminalLanguage } from './terminal.ts'

export function addSeedCommand(program: Command): void {
  program
    .command('seed')
    .description(
      '写入演示城市，或用 --check 核对已公布数字 · write the demonstration city, or check the published figures',
    )
    .option(
      '--check',
      '逐项核对已公布数字与台账查询结果 · print each published figure beside what the ledger says',
    )
    .action(async (options: { check?: boolean }) => {
      const app = await openApp(readSettings(process.env))
      try {
        if (options.check) {
          const rows = await checkFigures((query) => readFigure(app, query))
          process.stdout.write(printCheck(rows, terminalLanguage()))
          if (rows.some((row) => !row.ok)) process.exitCode = 1
          return
        }
        if ((await app.ledger.models.organisation.count()) > 0) {
          throw new CommandError({
            zh: '台账里已有记录，演示数据只写入空的台账。请换一个数据库（CITYBASE_DATABASE）。',
            en: 'The ledger already holds records; the demonstration city goes into an empty one only. Choose another database (CITYBASE_DATABASE).',
          })
        }
        await seedDemonstration(app, buildCity())
        say({ zh: '演示城市已写入台账。', en: 'The demonstration city is in the ledger.' })
      } finally {
        await app.metrics.close()
        await app.ledger.close()
      }
    })
}
