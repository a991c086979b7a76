import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Collection } from '../server/contract/collection.ts'
import { GapReport } from '../server/contract/poll.ts'
import type { Localised } from '../server/contract/text.ts'

/** Something that should have been read or kept, and was not. Instants are milliseconds since 1970. */
export interface Missing {
  kind: GapReport['kind']
  cause: GapReport['cause']
  from: number
  to: number
  /** Ids of the targets where they are known. */
  targets: readonly number[]
  /** Rows of polls, or collections. */
  samples: number
  octets: number
  /** An address, or what the disk or the server said. */
  detail: string | null
}

export interface GapLog {
  add(missing: Missing): void
  /** Gaps that are over and not yet with the server, oldest first. */
  closed(): readonly GapReport[]
  /** The server has these. */
  remove(ids: readonly string[]): void
  /** Closes what is open and writes all of it. */
  stop(): void
}

interface OpenGap {
  report: GapReport
  targets: Set<number>
  details: Set<string>
  openedAt: number
}

/** What happens within this belongs to one gap: when a machine is too small, hundreds of lines would say it no better. */
const joinedMs = 60_000
/** Gaps kept for a server that is away; beyond this the two oldest become one. */
const mostKept = 500
/** Addresses that a gap names; the rest is the number of targets. */
const named = 5

/** What is missing and why, in a file of the collector's folder, so that a restart does not forget it. */
export function openGapLog(
  folder: string,
  warn: (text: Localised) => void,
  now: () => number = Date.now,
): GapLog {
  const path = join(folder, 'gaps.json')
  let kept = read(path)
  const open = new Map<string, OpenGap>()
  let fault: string | null = null
  let timer: NodeJS.Timeout | null = null

  function write(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    try {
      writeFileSync(`${path}.partial`, JSON.stringify([...kept, ...[...open.values()].map(reportOf)]), {
        mode: 0o600,
      })
      renameSync(`${path}.partial`, path)
      fault = null
    } catch (error) {
      const words = (error as NodeJS.ErrnoException).code ?? (error as Error).message
      if (fault !== words)
        warn({ zh: `采集缺口无法写盘（${words}）。`, en: `Gaps cannot be written to the disk (${words}).` })
      fault = words
    }
  }

  function close(all: boolean): void {
    for (const [key, gap] of open) {
      if (!all && now() - gap.openedAt < joinedMs) continue
      open.delete(key)
      kept.push(reportOf(gap))
    }
    while (kept.length > mostKept) {
      const [oldest, next, ...rest] = kept as [GapReport, GapReport, ...GapReport[]]
      kept = [joined(oldest, next), ...rest]
    }
  }

  return {
    add(missing) {
      close(false)
      const key = `${missing.kind} ${missing.cause}`
      let gap = open.get(key)
      if (gap === undefined) {
        gap = { report: startOf(missing), targets: new Set(), details: new Set(), openedAt: now() }
        open.set(key, gap)
      }
      const { report, targets, details } = gap
      report.fromAt = earlier(report.fromAt, instant(missing.from))
      report.toAt = later(report.toAt, instant(missing.to))
      report.samples += missing.samples
      report.octets += missing.octets
      for (const id of missing.targets) targets.add(id)
      if (missing.detail !== null && details.size < named) details.add(missing.detail)
      // What was given up is given up for good; cycles left out come by the hundred.
      if (missing.cause === 'cycle-overran') timer ??= setTimeout(write, 1000).unref()
      else write()
    },
    closed() {
      const before = kept.length
      close(false)
      if (kept.length !== before) write()
      return kept
    },
    remove(ids) {
      const gone = new Set(ids)
      kept = kept.filter(({ id }) => !gone.has(id))
      write()
    },
    stop() {
      close(true)
      write()
    },
  }
}

/** Collections that were given up, as something missing. */
export function missingCollections(
  collections: readonly Collection[],
  cause: Missing['cause'],
  octets: number,
): Missing {
  return {
    kind: 'collection',
    cause,
    from: Math.min(...collections.map(({ startedAt }) => Date.parse(startedAt))),
    to: Math.max(...collections.map(({ finishedAt }) => Date.parse(finishedAt))),
    targets: collections.flatMap(({ target }) => (target.id === null ? [] : [target.id])),
    samples: collections.length,
    octets,
    detail: null,
  }
}

const instant = (ms: number) => new Date(ms).toISOString()
const earlier = (a: string, b: string) => (a < b ? a : b)
const later = (a: string, b: string) => (a > b ? a : b)

function startOf({ kind, cause, from, to }: Missing): GapReport {
  return {
    id: randomUUID(),
    kind,
    cause,
    fromAt: instant(from),
    toAt: instant(to),
    targets: 0,
    samples: 0,
    octets: 0,
    detail: null,
  }
}

function reportOf({ report, targets, details }: OpenGap): GapReport {
  const text = [...details].join(', ').slice(0, 500)
  return { ...report, targets: targets.size, detail: text === '' ? null : text }
}

function joined(one: GapReport, other: GapReport): GapReport {
  return {
    ...other,
    fromAt: earlier(one.fromAt, other.fromAt),
    toAt: later(one.toAt, other.toAt),
    targets: Math.max(one.targets, other.targets),
    samples: one.samples + other.samples,
    octets: one.octets + other.octets,
  }
}

function read(path: string): GapReport[] {
  try {
    return z.array(GapReport).parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return []
  }
}
