import type { Command } from 'commander'
import type { Found } from '../../server/contract/discovery.ts'
import { discoverPlan, type DiscoverArguments } from '../cli/discover-arguments.ts'
import { exit, exitFromCommander, statingUsage } from '../cli/exit.ts'
import { languageOf } from '../cli/language.ts'
import { foundJson, foundLine, progressLine } from '../cli/print-discovery.ts'
import { wholeNumber } from '../cli/snmp-arguments.ts'
import { startDiscovery } from './discover.ts'
import { probeSnmp } from './probe.ts'
import { visitFound } from './visit.ts'

type Options = DiscoverArguments & { json?: boolean; language?: string }

const collectText = (text: string, before: string[] | undefined) => [...(before ?? []), text]

/** `citybase discover RANGES… …`: looks for devices and prints them. Ctrl-C ends it with what was found until then. */
export function addDiscoverCommand(program: Command): void {
  program
    .command('discover')
    .exitOverride(exitFromCommander)
    .description('按地址范围发现设备 / Look for devices in address ranges')
    .argument('<ranges...>', '10.1.0.0/24 10.2.0.1-10.2.0.50 !10.1.0.9')
    .option(
      '--community <text>',
      '团体字，可多次给出 / community (v2c), may be given several times',
      collectText,
    )
    .option('--v3-user <name>', 'SNMPv3 用户名 / user')
    .option('--v3-auth-protocol <name>', 'md5, sha, sha224, sha256, sha384, sha512')
    .option('--v3-auth-key <text>', '认证密钥 / authentication key')
    .option('--v3-priv-protocol <name>', 'des, aes, aes256b, aes256r')
    .option('--v3-priv-key <text>', '加密密钥 / privacy key')
    .option('--v3-context <name>', '上下文 / context')
    .option('--port <n>', 'UDP 端口 / port (161)')
    .option(
      '--allow <ranges>',
      '允许探测的地址，缺省即范围本身 / addresses that may be asked; the ranges unless given',
    )
    .option('--rate <n>', '每秒探测包数 / packets per second (20)')
    .option('--crawl [protocols]', '沿邻居爬行 / follow neighbours: lldp,cdp,arp,forwarding')
    .option('--depth <n>', '爬行深度 / steps of crawling (3)')
    .option('--from <n>', '从此位置继续 / go on from this position')
    .option('--deadline <ms>', '读取一台设备的时限（毫秒）/ of reading one device, in ms')
    .option('--json', '以 JSON 输出 / print JSON')
    .option('--language <zh|en>', '提示语言 / language of messages')
    .action(async (ranges: string[], options: Options) => {
      process.exitCode = await statingUsage(options.language, () => discover(ranges, options))
    })
}

async function discover(ranges: readonly string[], options: Options): Promise<number> {
  const language = languageOf(options.language)
  const plan = discoverPlan(ranges, options)
  const deadlineMs = wholeNumber('--deadline', options.deadline, 60_000, 100, 3_600_000)
  const abort = new AbortController()
  const stop = () => abort.abort()
  process.once('SIGINT', stop)
  const startedAt = new Date()
  const finds: Found[] = []
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  const discovery = startDiscovery(
    {
      ...plan,
      credentials: plan.credentials.map((credential) => ({ id: null, credential })),
      from: { position: plan.position, pending: [], crawled: 0 },
    },
    {
      probe: probeSnmp,
      visit: visitFound(deadlineMs),
      onFound: (found) => {
        finds.push(found)
        say(foundLine(found, language))
      },
      signal: abort.signal,
    },
  )
  const tell = () =>
    say(progressLine(discovery.progress(), (Date.now() - startedAt.getTime()) / 1000, language))
  const timer = setInterval(tell, 1000)
  await discovery.finished.finally(() => {
    clearInterval(timer)
    process.removeListener('SIGINT', stop)
  })
  tell()
  const { pending: _, ...progress } = discovery.progress()
  if (abort.signal.aborted)
    say(
      language === 'zh'
        ? `已停止；用 --from ${progress.position} 可从此处继续。`
        : `Stopped. --from ${progress.position} goes on from here.`,
    )
  const result = {
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    cancelled: abort.signal.aborted,
    ...progress,
    finds: finds.map(foundJson),
  }
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(result, null, 2)}\n`
      : finds.map((found) => `${foundLine(found, language)}\n`).join(''),
  )
  return finds.length > 0 ? exit.answered : exit.silent
}
