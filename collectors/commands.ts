import type { Command } from 'commander'
import { exit, exitFromCommander, statingUsage } from './cli/exit.ts'
import { languageOf, UsageError } from './cli/language.ts'
import { problemLines, summary } from './cli/print-collection.ts'
import { parseCredential, parseHostPort, wholeNumber, type SnmpArguments } from './cli/snmp-arguments.ts'
import { collectorSettings, type CollectorArguments } from './cli/collector-arguments.ts'
import { startCollector } from './process.ts'
import { collectors } from './registry.ts'
import { defaultSnmpOptions } from './snmp/collector.ts'

interface CollectSnmpOptions extends SnmpArguments {
  json?: boolean
  language?: string
}

/** `citybase collect snmp HOST[:PORT] …`: one collection of one device, printed. */
export function addCollectCommands(program: Command): void {
  const collect = program
    .command('collect')
    .exitOverride(exitFromCommander)
    .description('采集一台设备并打印结果 / Collect one device and print it')
  collect
    .command('snmp')
    .description('SNMP v1、v2c 或 v3 / SNMP v1, v2c or v3')
    .argument('<host>', 'HOST, HOST:PORT, [IPV6]:PORT')
    .option('--community <text>', '团体字 / community (v1, v2c)')
    .option('--snmp-version <1|2c>', '团体字所用版本，默认 2c / version with a community, 2c unless said')
    .option('--v3-user <name>', 'SNMPv3 用户名 / user')
    .option('--v3-auth-protocol <name>', 'md5, sha, sha224, sha256, sha384, sha512')
    .option('--v3-auth-key <text>', '认证密钥 / authentication key')
    .option('--v3-priv-protocol <name>', 'des, aes, aes256b, aes256r')
    .option('--v3-priv-key <text>', '加密密钥 / privacy key')
    .option('--v3-context <name>', '上下文 / context')
    .option('--timeout <ms>', '单次请求超时（毫秒）/ of one request, in ms')
    .option('--retries <n>', '重试次数 / further attempts')
    .option('--deadline <ms>', '整台设备时限（毫秒）/ of the whole visit, in ms')
    .option('--json', '以 JSON 输出 / print JSON')
    .option('--language <zh|en>', '提示语言 / language of messages')
    .action(async (host: string, options: CollectSnmpOptions) => {
      process.exitCode = await statingUsage(options.language, () => collectSnmp(host, options))
    })
}

async function collectSnmp(host: string, options: CollectSnmpOptions): Promise<number> {
  const language = languageOf(options.language)
  const { address, port } = parseHostPort(host)
  const credential = parseCredential(options)
  const collector = collectors.snmp({
    timeoutMs: wholeNumber('--timeout', options.timeout, defaultSnmpOptions.timeoutMs, 50, 60_000),
    retries: wholeNumber('--retries', options.retries, defaultSnmpOptions.retries, 0, 10),
  })
  const deadlineMs = wholeNumber('--deadline', options.deadline, 120_000, 100, 3_600_000)
  const abort = new AbortController()
  const stop = () => abort.abort()
  process.once('SIGINT', stop)
  const collection = await collector.collect({ id: null, address, port }, [{ id: null, credential }], {
    signal: abort.signal,
    onProgress: () => {},
    deadlineMs,
    now: () => new Date(),
  })
  process.removeListener('SIGINT', stop)
  for (const line of problemLines(collection, language)) process.stderr.write(`${line}\n`)
  process.stdout.write(
    options.json === true ? `${JSON.stringify(collection, null, 2)}\n` : summary(collection, language),
  )
  return collection.facts === null ? exit.silent : exit.answered
}

/** `citybase collector`: visits the targets that a server assigns until it is told to stop. */
export function addCollectorCommand(program: Command): void {
  program
    .command('collector')
    .exitOverride(exitFromCommander)
    .description('运行采集器进程 / Run a collector process')
    .option('--server <url>', '服务器地址 / address of the server (CITYBASE_SERVER)')
    .option('--token <text>', '采集器令牌 / collector token (CITYBASE_COLLECTOR_TOKEN)')
    .option('--token-file <path>', '存放令牌的文件 / file that holds the token')
    .option('--spool <folder>', '缓存目录 / folder of the spool (CITYBASE_SPOOL)')
    .option(
      '--first-within <s>',
      '新目标首次完整采集的时限（秒）/ first full collection of new targets within, in s (60)',
    )
    .option('--poll-in-flight <n>', '同时轮询的设备数 / devices polled at the same time (96)')
    .option(
      '--poll-spread <percent>',
      '起始时刻分散到间隔的百分之几 / share of the interval to spread starts over (100)',
    )
    .option('--poll-method <name>', 'auto, whole, columns, ports')
    .option('--language <zh|en>', '提示语言 / language of messages')
    .action(async (options: CollectorArguments & { language?: string }) => {
      process.exitCode = await statingUsage(options.language, () => runCollector(options))
    })
}

async function runCollector(options: CollectorArguments & { language?: string }): Promise<number> {
  const language = languageOf(options.language)
  const settings = collectorSettings(options, process.env)
  const running = await startCollector({
    ...settings,
    warn: (text) => void process.stderr.write(`${new Date().toISOString()} ${text[language]}\n`),
  }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `缓存目录 ${settings.spoolFolder}（--spool 或 CITYBASE_SPOOL）无法使用：${error.message}`,
      `The spool folder ${settings.spoolFolder} (--spool or CITYBASE_SPOOL) cannot be used: ${error.message}`,
    )
  })
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await running.stop()
  return exit.answered
}
