import { isIP } from 'node:net'
import type { EventSettings } from '../events/forward.ts'
import { UsageError } from './language.ts'

/** The ports that RFC 3417, 3.1 and RFC 5426, 3.3 give to traps and to syslog. */
const usual = { trap: 162, syslog: 514 }

/**
 * Where a collector takes events, from `CITYBASE_TRAP_PORT`, `CITYBASE_SYSLOG_PORT` (0 is off), `CITYBASE_EVENT_HOST` and
 * `CITYBASE_TRAP_COMMUNITIES`. Throws `UsageError` that names what is wrong.
 */
export function eventSettings(environment: NodeJS.ProcessEnv): EventSettings {
  return {
    host: host(environment['CITYBASE_EVENT_HOST']),
    trapPort: port('CITYBASE_TRAP_PORT', environment['CITYBASE_TRAP_PORT'], usual.trap),
    syslogPort: port('CITYBASE_SYSLOG_PORT', environment['CITYBASE_SYSLOG_PORT'], usual.syslog),
    communities: communities(environment['CITYBASE_TRAP_COMMUNITIES']),
  }
}

function port(variable: string, text: string | undefined, fallback: number): number {
  if (text === undefined || text.trim() === '') return fallback
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
  if (value <= 65_535) return value
  throw new UsageError(
    `环境变量 ${variable} 的值“${text}”无效，应为 1 到 65535 的端口号，0 为关闭。`,
    `"${text}" in ${variable} is not valid. Write a port from 1 to 65535, or 0 to turn it off.`,
  )
}

/** All addresses, IPv4 and IPv6, unless one is given. */
function host(text: string | undefined): string {
  if (text === undefined || text.trim() === '') return '::'
  if (isIP(text.trim()) !== 0) return text.trim()
  throw new UsageError(
    `环境变量 CITYBASE_EVENT_HOST 的值“${text}”不是 IP 地址。`,
    `"${text}" in CITYBASE_EVENT_HOST is not an IP address.`,
  )
}

/** Separated by commas; nothing given allows any. */
function communities(text: string | undefined): string[] | null {
  const list = (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
  return list.length === 0 ? null : list
}
