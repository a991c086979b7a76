import type { Command } from 'commander'
import { entities } from '../contract/entities/index.ts'
import type { Entity } from '../contract/entity.ts'
import type { ChainBreak, LogVerdict } from '../contract/log-chain.ts'
import { chainFaults } from '../contract/log-chain.ts'
import type { Localised } from '../contract/text.ts'
import { verifyLog } from '../features/change-log/verify.ts'
import { openLedgerOf } from '../main.ts'
import { readSettings } from '../settings.ts'
import { CommandError, complain, say } from './terminal.ts'

interface Options {
  json?: boolean
  expect?: string
  since?: string
}

/** Beside 0 (intact), 1 (could not be checked) and 2 (wrong usage). */
const exitCodes = { broken: 3, notExpected: 4 }
const isHash = /^[0-9a-f]{64}$/

export function addVerifyLogCommand(program: Command): void {
  program
    .command('verify-log')
    .description(
      '校验变更记录的哈希链（退出码：0 完整，1 未能校验，3 已损坏，4 找不到所给哈希） · verify the change log’s hash chain (exit code: 0 intact, 1 not checked, 3 broken, 4 the hash given is not in it)',
    )
    .option('--json', '结果以 JSON 输出到标准输出 · print the verdict as JSON on standard output')
    .option(
      '--expect <hash>',
      '以前抄下的链尾哈希，链上必须有它 · a head hash written down earlier; the chain must hold it',
    )
    .option(
      '--since <hash>',
      '只从带有该哈希的记录之后开始校验 · check only what follows the entry with this hash',
    )
    .action(verify)
}

async function verify(options: Options): Promise<void> {
  for (const hash of [options.expect, options.since]) {
    if (hash !== undefined && !isHash.test(hash))
      throw new CommandError(
        { zh: '哈希应为 64 位小写十六进制数字。', en: 'A hash is 64 lower-case hexadecimal digits.' },
        2,
      )
  }
  const ledger = openLedgerOf(readSettings(process.env))
  try {
    const verdict = await verifyLog(ledger, { ...options, onProgress: progress() })
    if (options.json) process.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`)
    else printVerdict(verdict)
    process.exitCode = exitCodeOf(verdict)
  } finally {
    await ledger.close()
  }
}

function exitCodeOf({ brokenAt, expected }: LogVerdict): number {
  if (brokenAt) return exitCodes.broken
  return expected && expected.sequence === null ? exitCodes.notExpected : 0
}

const everyMilliseconds = 1_000

/** Says on standard error how far the walk is, at most once a second. */
function progress(): (checked: number, total: number) => void {
  let saidAt = performance.now()
  return (checked, total) => {
    if (performance.now() - saidAt < everyMilliseconds) return
    saidAt = performance.now()
    complain({ zh: `已校验 ${checked} / ${total} 条…`, en: `${checked} of ${total} entries checked…` })
  }
}

function printVerdict({ checked, head, anchor, brokenAt, expected }: LogVerdict): void {
  if (brokenAt) complain(breakText(brokenAt))
  else if (expected?.sequence === null) complain(notFound(expected.hash))
  else
    say({ zh: `哈希链完整，共校验 ${checked} 条。`, en: `The chain is intact; ${checked} entries checked.` })
  if (expected && expected.sequence !== null) {
    const later = (head?.sequence ?? 0) - expected.sequence
    say({
      zh: `所给哈希是第 ${expected.sequence} 条，其后有 ${later} 条。`,
      en: `The hash given is that of entry ${expected.sequence}; ${later} have followed.`,
    })
  }
  if (anchor)
    say({
      zh: `第 1 至 ${anchor.sequence} 条早于哈希链，于 ${anchor.at} 补链，此前的改动无从查证。`,
      en: `Entries 1 to ${anchor.sequence} are older than the chain and were chained at ${anchor.at}; what was done to them before cannot be told.`,
    })
  if (head && !brokenAt)
    say({
      zh: `链尾：第 ${head.sequence} 条，哈希 ${head.hash}（请抄录到系统之外）`,
      en: `Head: entry ${head.sequence}, hash ${head.hash} (write it down outside of this system)`,
    })
}

function notFound(hash: string): Localised {
  return {
    zh: `链上没有哈希为 ${hash} 的记录：它之前的记录可能整体被改写过。`,
    en: `No entry has the hash ${hash}: the log may have been written anew since it was noted down.`,
  }
}

function breakText({ kind, sequence, missing, entry }: ChainBreak): Localised {
  const { label } = chainFaults[kind]
  const entity = entry && (entities as Record<string, Entity>)[entry.entity]
  const record = entry && `${entry.recordName ?? ''} #${entry.recordId}`
  return {
    zh:
      `哈希链在第 ${sequence} 条断开：${label.zh}${missing ? `（缺 ${missing} 条）` : ''}。` +
      (entry ? `记录 ${entry.id}：${entry.at} ${entity?.label.zh ?? entry.entity} ${record}` : ''),
    en:
      `The chain is broken at entry ${sequence}: ${label.en.toLowerCase()}${missing ? ` (${missing} missing)` : ''}. ` +
      (entry ? `Log entry ${entry.id}: ${entry.at} ${entity?.label.en ?? entry.entity} ${record}` : ''),
  }
}
