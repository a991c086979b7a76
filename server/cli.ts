import { Command } from 'commander'
import { ConnectionError } from 'sequelize'
import { addCollectCommands, addCollectorCommand } from '../collectors/commands.ts'
import { addDiscoverCommand } from '../collectors/discovery/command.ts'
import { addBackupCommands } from './commands/backup-commands.ts'
import { addDemoCommand } from './commands/demo-command.ts'
import { addSeedCommand } from './commands/seed-command.ts'
import { addServeCommand } from './commands/serve-command.ts'
import { addMigrateCommand } from './commands/store-commands.ts'
import { systemFailure } from './commands/system-failure.ts'
import { CommandError, complain } from './commands/terminal.ts'
import { addUserCommand } from './commands/user-command.ts'
import { addVerifyLogCommand } from './commands/verify-log-command.ts'
import { AppError } from './contract/error.ts'
import type { Localised } from './contract/text.ts'
import { DatabaseAddressError } from './db/connect.ts'
import { SecretKeyError } from './http/secret-box.ts'
import { PendingMigrationsError, version } from './main.ts'
import { MetricStoreInUseError } from './metrics/duckdb-store.ts'
import { SettingError } from './settings.ts'
import { SimulationError } from '../seed/simulation/error.ts'

/** What a failure means to the one at the terminal, and the exit code; null for what nobody foresaw. */
function explain(error: unknown): { text: Localised; exitCode: number } | null {
  if (error instanceof CommandError || error instanceof SettingError) {
    return { text: error.text, exitCode: error instanceof SettingError ? 2 : error.exitCode }
  }
  if (error instanceof SimulationError) return { text: error.messages, exitCode: 1 }
  if (error instanceof AppError) return { text: error.text(), exitCode: 1 }
  if (error instanceof DatabaseAddressError) {
    return {
      text: { zh: `无法识别的数据库地址：${error.message}`, en: `Not a database address: ${error.message}` },
      exitCode: 2,
    }
  }
  if (error instanceof SecretKeyError) {
    return {
      text: { zh: `加密密钥不可用：${error.message}`, en: `The secret key cannot be used: ${error.message}` },
      exitCode: 2,
    }
  }
  if (error instanceof ConnectionError) {
    return {
      text: {
        zh: `连接不上数据库，请检查 CITYBASE_DATABASE 与数据库服务：${error.message}`,
        en: `Cannot connect to the database; check CITYBASE_DATABASE and the database server: ${error.message}`,
      },
      exitCode: 1,
    }
  }
  if (error instanceof MetricStoreInUseError) {
    return {
      text: {
        zh: `指标库正被另一个进程使用，请先停止它，或用 CITYBASE_METRICS 指定另一个文件：${error.message}`,
        en: `Another process is using the metric store; stop it, or name another file in CITYBASE_METRICS: ${error.message}`,
      },
      exitCode: 1,
    }
  }
  if (error instanceof PendingMigrationsError) {
    return {
      text: {
        zh: `数据库结构落后 ${error.pending.length} 个迁移，请先运行 npx citybase migrate。`,
        en: `The database schema is ${error.pending.length} migration(s) behind; run: npx citybase migrate`,
      },
      exitCode: 1,
    }
  }
  return systemFailure(error)
}

const program = new Command('citybase')
program.description(
  '城基：城市信息基础设施台账与采集 · CityBase: the ledger of a city’s infrastructure and its collectors',
)
program.version(version())
addServeCommand(program)
addDemoCommand(program)
addCollectorCommand(program)
addMigrateCommand(program)
addBackupCommands(program)
addVerifyLogCommand(program)
addSeedCommand(program)
addUserCommand(program)
addCollectCommands(program)
addDiscoverCommand(program)

try {
  await program.parseAsync(process.argv)
} catch (error) {
  const explained = explain(error)
  if (explained) complain(explained.text)
  else console.error(error)
  process.exit(explained?.exitCode ?? 1)
}
