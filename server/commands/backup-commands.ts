import { existsSync, mkdirSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { BackupError, backupLedger, restoreLedger } from '../db/backup.ts'
import { migrateUp } from '../db/migrate.ts'
import { openLedgerOf } from '../main.ts'
import { MetricStoreInUseError, openDuckDbStore } from '../metrics/duckdb-store.ts'
import { readSettings } from '../settings.ts'
import { CommandError, complain, say } from './terminal.ts'

const ledgerFile = 'ledger.ndjson.gz'
const metricsFile = 'metrics.duckdb'

export function addBackupCommands(program: Command): void {
  program
    .command('backup <folder>')
    .description(
      '备份台账与指标（密钥文件不在其中，请另行保管） · back up ledger and metrics (not the secret key: keep it apart)',
    )
    .action(backup)
  program
    .command('restore <folder>')
    .description('把备份恢复到空的台账 · restore a backup into an empty ledger')
    .action(restore)
}

async function backup(target: string): Promise<void> {
  const folder = resolve(target)
  if (existsSync(join(folder, ledgerFile))) {
    throw new CommandError(
      {
        zh: `${folder} 中已有备份，请换一个目录。`,
        en: `There is a backup in ${folder} already; choose another folder.`,
      },
      2,
    )
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const settings = readSettings(process.env)
  const ledger = openLedgerOf(settings)
  try {
    await backupLedger(ledger, join(folder, ledgerFile), new Date())
  } finally {
    await ledger.close()
  }
  await backupMetrics(settings.metricsFile, join(folder, metricsFile))
  say({ zh: `已备份到 ${folder}。`, en: `Backed up to ${folder}.` })
}

/** DuckDB's file is whole only when nobody writes to it: opening and closing it folds its log in. */
async function backupMetrics(file: string, copy: string): Promise<void> {
  if (!existsSync(file)) return
  try {
    await (await openDuckDbStore(file)).close()
    await copyFile(file, copy)
  } catch (error) {
    if (!(error instanceof MetricStoreInUseError)) throw error
    complain({
      zh: '服务正在运行，指标库未备份（台账已备份）。需要一并备份时请先停止服务。',
      en: 'The server is running, so the metrics were left out (the ledger is backed up). Stop it first to include them.',
    })
    process.exitCode = 3
  }
}

async function restore(source: string): Promise<void> {
  const folder = resolve(source)
  const settings = readSettings(process.env)
  const ledger = openLedgerOf(settings)
  try {
    await migrateUp(ledger)
    const count = await restoreLedger(ledger, join(folder, ledgerFile))
    say({ zh: `已恢复 ${count} 条记录。`, en: `${count} records restored.` })
  } catch (error) {
    throw error instanceof BackupError ? explained(error) : error
  } finally {
    await ledger.close()
  }
  if (existsSync(join(folder, metricsFile)) && !existsSync(settings.metricsFile))
    await copyFile(join(folder, metricsFile), settings.metricsFile)
}

function explained({ reason, found }: BackupError): CommandError {
  const texts = {
    'not-a-backup': { zh: `不是有效的备份文件：${found}`, en: `Not a backup: ${found}` },
    'other-schema': {
      zh: `备份的数据库结构（${found}）与本程序不同，请用生成该备份的版本恢复后再升级。`,
      en: `The backup is of another schema (${found}). Restore it with the version that made it, then upgrade.`,
    },
    'not-empty': {
      zh: '台账里已有记录，只能恢复到空的台账。请换一个数据库（CITYBASE_DATABASE）。',
      en: 'The ledger already holds records; a backup is restored into an empty one. Choose another database (CITYBASE_DATABASE).',
    },
  }
  return new CommandError(texts[reason])
}
