import { resolve } from 'node:path'
import type { Localised } from './contract/text.ts'

/** What the server is told from its environment. */
export interface Settings {
  host: string
  port: number
  /** `sqlite:FILE` or `mysql://…`. */
  database: string
  /** DuckDB file of the metric store. */
  metricsFile: string
  /** Key for secrets at rest: given, or in a file that only the owner reads. */
  secretKey: { text: string } | { file: string }
  trustProxy: boolean
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Run pending migrations at start. */
  migrateAtStart: boolean
  /** Events older than this many days, and the oldest beyond this many rows, are removed. */
  eventRetention: { days: number; rows: number }
  /** Days for which every reading of the polls is kept, and one of each hour. */
  pollDays: { every: number; hourly: number }
  city: Localised
}

/** A variable of the environment that cannot be used: which, and what it should be. */
export class SettingError extends Error {
  readonly text: Localised

  constructor(variable: string, value: string, expected: Localised) {
    super(`${variable}: ${value}`)
    this.text = {
      zh: `环境变量 ${variable} 的值「${value}」无效：应为${expected.zh}。`,
      en: `The environment variable ${variable} has the value "${value}"; expected ${expected.en}.`,
    }
  }
}

type Environment = Record<string, string | undefined>

function port(environment: Environment, variable: string, usual: number): number {
  const text = environment[variable]
  if (text === undefined || text === '') return usual
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value <= 65535) return value
  throw new SettingError(variable, text, {
    zh: ' 0 到 65535 之间的端口号',
    en: 'a port number from 0 to 65535',
  })
}

function whole(environment: Environment, variable: string, usual: number, most: number): number {
  const text = environment[variable]
  if (text === undefined || text === '') return usual
  const value = /^\d+$/.test(text) ? Number(text) : 0
  if (value >= 1 && value <= most) return value
  throw new SettingError(variable, text, {
    zh: ` 1 到 ${most} 的整数`,
    en: `a whole number from 1 to ${most}`,
  })
}

function flag(environment: Environment, variable: string, usual: boolean): boolean {
  const text = environment[variable]
  if (text === undefined || text === '') return usual
  if (['1', 'true', 'yes'].includes(text)) return true
  if (['0', 'false', 'no'].includes(text)) return false
  throw new SettingError(variable, text, { zh: ' true 或 false', en: 'true or false' })
}

function database(environment: Environment, folder: string): string {
  const text = environment['CITYBASE_DATABASE']
  if (!text) return `sqlite:${resolve(folder, 'ledger.sqlite')}`
  const isUsable = /^sqlite:.+/.test(text) || (/^(mysql|mariadb):\/\//.test(text) && URL.canParse(text))
  if (isUsable && text !== 'sqlite::memory:') return text
  throw new SettingError('CITYBASE_DATABASE', text.replace(/\/\/[^@]*@/, '//…@'), {
    zh: ' sqlite:文件路径，或 mysql://用户:密码@主机:端口/库名',
    en: 'sqlite:FILE, or mysql://USER:PASSWORD@HOST:PORT/NAME',
  })
}

const levels = ['silent', 'error', 'warn', 'info', 'debug'] as const

function logLevel(environment: Environment): Settings['logLevel'] {
  const text = environment['CITYBASE_LOG_LEVEL']
  if (!text) return 'info'
  const level = levels.find((known) => known === text)
  if (level) return level
  throw new SettingError('CITYBASE_LOG_LEVEL', text, {
    zh: `以下之一：${levels.join(', ')}`,
    en: `one of ${levels.join(', ')}`,
  })
}

/** Reads the settings. @throws SettingError naming the variable and what it should be */
export function readSettings(environment: Environment): Settings {
  const folder = resolve(environment['CITYBASE_DATA'] || '.citybase/data')
  const key = environment['CITYBASE_SECRET_KEY']
  return {
    host: environment['CITYBASE_HOST'] || '127.0.0.1',
    port: port(environment, 'CITYBASE_PORT', 8080),
    database: database(environment, folder),
    metricsFile: environment['CITYBASE_METRICS'] || resolve(folder, 'metrics.duckdb'),
    secretKey: key
      ? { text: key }
      : { file: environment['CITYBASE_SECRET_KEY_FILE'] || resolve(folder, 'secret.key') },
    trustProxy: flag(environment, 'CITYBASE_TRUST_PROXY', false),
    logLevel: logLevel(environment),
    migrateAtStart: flag(environment, 'CITYBASE_MIGRATE', true),
    pollDays: {
      every: whole(environment, 'CITYBASE_POLL_DAYS', 45, 36_500),
      hourly: whole(environment, 'CITYBASE_POLL_HOURLY_DAYS', 730, 36_500),
    },
    eventRetention: {
      days: whole(environment, 'CITYBASE_EVENT_DAYS', 90, 36_500),
      rows: whole(environment, 'CITYBASE_EVENT_ROWS', 1_000_000, 1_000_000_000),
    },
    city: {
      zh: environment['CITYBASE_CITY_ZH'] || '锦州市',
      en: environment['CITYBASE_CITY_EN'] || 'Jinzhou',
    },
  }
}
