import { SequelizeStorage, Umzug } from 'umzug'
import type { Ledger } from './ledger.ts'
import { migrations } from './migrations/index.ts'

function runner({ sequelize }: Ledger) {
  const query = sequelize.getQueryInterface()
  return new Umzug({
    migrations: migrations.map((migration) => ({
      name: migration.name,
      up: () => migration.up(query),
      down: () => migration.down(query),
    })),
    storage: new SequelizeStorage({ sequelize, tableName: 'migration' }),
    logger: undefined,
  })
}

/** Brings the database up to date; returns the names of the migrations that ran. */
export async function migrateUp(ledger: Ledger): Promise<string[]> {
  return (await runner(ledger).up()).map((migration) => migration.name)
}

/** Takes back the last migration, or all of them; returns their names. */
export async function migrateDown(ledger: Ledger, all = false): Promise<string[]> {
  return (await runner(ledger).down(all ? { to: 0 } : undefined)).map((migration) => migration.name)
}

/** Names of migrations that have not run yet. */
export async function pendingMigrations(ledger: Ledger): Promise<string[]> {
  return (await runner(ledger).pending()).map((migration) => migration.name)
}
