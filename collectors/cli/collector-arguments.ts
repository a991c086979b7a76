import { readFileSync } from 'node:fs'
import type { CollectorOptions } from '../process.ts'
import { eventSettings } from './event-settings.ts'
import { UsageError } from './language.ts'
import { wholeNumber } from './snmp-arguments.ts'

/** The options of `citybase collector` as commander hands them over. */
export interface CollectorArguments {
  server?: string
  token?: string
  tokenFile?: string
  spool?: string
  firstWithin?: string
  pollInFlight?: string
  pollSpread?: string
  pollMethod?: string
}

/** Settings from options, or else from the environment. Throws `UsageError` that names what is wrong. */
export function collectorSettings(
  options: CollectorArguments,
  environment: NodeJS.ProcessEnv,
): CollectorOptions {
  const limit = environment['CITYBASE_SPOOL_LIMIT_MIB']
  return {
    serverUrl: serverUrl(options.server ?? environment['CITYBASE_SERVER']),
    token: token(options, environment),
    spoolFolder: given(options.spool ?? environment['CITYBASE_SPOOL'], '--spool', 'CITYBASE_SPOOL', {
      zh: '缓存目录',
      en: 'the folder of the spool',
    }),
    events: eventSettings(environment),
    ...(limit !== undefined && limit !== '' && { spoolLimitMib: spoolLimit(limit) }),
    firstWithinMs: wholeNumber('--first-within', options.firstWithin, 60, 0, 604_800) * 1000,
    polling: {
      most: wholeNumber('--poll-in-flight', options.pollInFlight, 96, 1, 10_000),
      spread: wholeNumber('--poll-spread', options.pollSpread, 100, 0, 100) / 100,
      method: pollMethod(options.pollMethod),
    },
  }
}

function serverUrl(text: string | undefined): string {
  const url = given(text, '--server', 'CITYBASE_SERVER', {
    zh: '服务器地址',
    en: 'the address of the server',
  })
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return url
  throw new UsageError(
    `--server（或 CITYBASE_SERVER）的值“${url}”不是 http:// 或 https:// 地址。`,
    `"${url}" in --server (or CITYBASE_SERVER) is not an http:// or https:// address.`,
  )
}

function token(options: CollectorArguments, environment: NodeJS.ProcessEnv): string {
  const text = options.tokenFile === undefined ? options.token : readToken(options.tokenFile)
  const value = given(
    text ?? environment['CITYBASE_COLLECTOR_TOKEN'],
    '--token',
    'CITYBASE_COLLECTOR_TOKEN',
    {
      zh: '采集器令牌',
      en: 'the collector token',
    },
  )
  // What an HTTP header can carry (RFC 6750, b64token); a token file often ends with a stray line.
  if (/^[\x21-\x7e]+$/.test(value)) return value
  throw new UsageError(
    '采集器令牌（--token 或 CITYBASE_COLLECTOR_TOKEN）含有空格或不可见字符。',
    'The collector token (--token or CITYBASE_COLLECTOR_TOKEN) holds blanks or invisible characters.',
  )
}

function readToken(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new UsageError(
      `无法读取令牌文件 ${path}（--token-file）：${(error as Error).message}`,
      `The token file ${path} (--token-file) cannot be read: ${(error as Error).message}`,
    )
  }
}

function given(
  text: string | undefined,
  option: string,
  variable: string,
  what: { zh: string; en: string },
): string {
  if (text !== undefined && text.trim() !== '') return text.trim()
  throw new UsageError(
    `请用 ${option} 或环境变量 ${variable} 给出${what.zh}。`,
    `Give ${what.en} with ${option} or the environment variable ${variable}.`,
  )
}

const pollMethods = ['whole', 'columns', 'ports'] as const

function pollMethod(text: string | undefined): (typeof pollMethods)[number] | null {
  if (text === undefined || text === 'auto') return null
  const method = pollMethods.find((one) => one === text)
  if (method !== undefined) return method
  throw new UsageError(
    `--poll-method 的值“${text}”无效，应为 auto、${pollMethods.join('、')} 之一。`,
    `"${text}" is not a --poll-method. Write auto, ${pollMethods.join(', ')}.`,
  )
}

const mostMib = 1_048_576

function spoolLimit(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : 0
  if (value >= 1 && value <= mostMib) return value
  throw new UsageError(
    `环境变量 CITYBASE_SPOOL_LIMIT_MIB 的值“${text}”无效，应为 1 到 ${mostMib} 的整数（MiB）。`,
    `"${text}" in CITYBASE_SPOOL_LIMIT_MIB is not valid. Write a whole number of MiB from 1 to ${mostMib}.`,
  )
}
