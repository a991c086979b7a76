import type { Command } from 'commander'
import { migrateDown, migrateUp, pendingMigrations } from '../db/migrate.ts'
import { openLedgerOf } from '../main.ts'
import { readSettings } from '../settings.ts'
import { CommandError, say } from './terminal.ts'

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('升级或回退数据库结构 · bring the database schema up to date, or take it back')
    .option('--down', '回退最近一次迁移 · take back the last migration')
    .option('--all', '与 --down 同用：回退全部 · with --down: take back all')
    .option('--status', '只列出待执行的迁移 · only list what is pending')
    .action(async (options: { down?: boolean; all?: boolean; status?: boolean }) => {
      if (options.all && !options.down)
        throw new CommandError({ zh: '--all 只能与 --down 同用。', en: '--all goes with --down.' }, 2)
      const ledger = openLedgerOf(readSettings(process.env))
      try {
        const names = options.status
          ? await pendingMigrations(ledger)
          : options.down
            ? await migrateDown(ledger, options.all)
            : await migrateUp(ledger)
        for (const name of names) process.stdout.write(`${name}\n`)
        say(summary(names.length, options.status ? 'pending' : options.down ? 'down' : 'up'))
      } finally {
        await ledger.close()
      }
    })
}

function summary(count: number, what: 'pending' | 'down' | 'up') {
  const words = {
    pending: { zh: `${count} 个迁移待执行。`, en: `${count} migration(s) pending.` },
    down: { zh: `已回退 ${count} 个迁移。`, en: `${count} migration(s) taken back.` },
    up: {
      zh: `已执行 ${count} 个迁移，数据库结构为最新。`,
      en: `${count} migration(s) run; the schema is up to date.`,
    },
  }
  return words[what]
}
