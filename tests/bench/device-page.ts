import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { openTestLedger } from '../support/ledger.ts'
import { deviceCount, fillLedger, signIn } from './device-page-data.ts'

/*
 * A page of 50 out of 100,000 devices with three filters and a sort, asked for by 32 connections: through the whole
 * product, and in the same run from a bare Koa and driver endpoint over the same database, each in a process of its
 * own. On SQLite; on MariaDB or MySQL as well when the first argument or CITYBASE_BENCH_DATABASE says where
 * (`mysql://USER@HOST:PORT/`).
 */

const connections = 32
const secondsOfWarmUp = 3
const seconds = Number(process.env['CITYBASE_BENCH_SECONDS'] ?? 10)

/** Different pages, so that neither side answers from one warm spot. */
const queries = ['-purchaseDate', 'name', 'assetTag', '-name'].flatMap((sort) =>
  [
    ['server', '2015-01-01'],
    ['switch', '2013-01-01'],
    ['switch,router', '2018-06-01'],
  ].map(([kind, before]) => ({ kind: kind!, status: 'in-use', 'purchaseDate.lt': before!, sort })),
)
const paths = queries.map((query) => `/api/devices?${new URLSearchParams(query)}`)

interface Measured {
  perSecond: number
  p50: number
  p95: number
  p99: number
}

async function startSide(side: 'product' | 'bare', address: string) {
  const file = fileURLToPath(new URL('device-page-server.ts', import.meta.url))
  const child = fork(file, [side, address], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [url] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`The ${side} server ended with ${code}`))),
  ])) as [string]
  const stop = async () => {
    child.kill()
    if (child.exitCode === null) await once(child, 'exit')
  }
  return { url, stop }
}

async function load(url: string, headers: Record<string, string>, duration: number): Promise<Measured> {
  const latencies: number[] = []
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options = { url, connections, duration, headers, requests: paths.map((path) => ({ path })) }
    const run = autocannon(options, (error, done) => (error ? reject(error as Error) : resolve(done)))
    run.on('response', (_client, status, _bytes, milliseconds) => {
      if (status !== 200) reject(new Error(`${url} answered ${status}`))
      latencies.push(milliseconds)
    })
  })
  latencies.sort((a, b) => a - b)
  const percentile = (share: number) => latencies[Math.ceil(latencies.length * share) - 1] ?? Number.NaN
  return {
    perSecond: result.requests.average,
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
  }
}

/** Both sides must return the same records, or the comparison means nothing. */
async function checkSameRows(product: string, bare: string, headers: Record<string, string>): Promise<void> {
  for (const path of paths) {
    const [ours, theirs] = await Promise.all(
      [product, bare].map(async (url) => (await fetch(url + path, { headers })).json()),
    )
    const [a, b] = [ours, theirs].map((answer) => JSON.stringify((answer as { items?: unknown }).items))
    if (a !== b || (ours as { items: unknown[] }).items.length !== 50)
      throw new Error(`The two sides differ for ${path}:\n${a?.slice(0, 600)}\n${b?.slice(0, 600)}`)
  }
}

async function compare(engine: string, server: string | undefined): Promise<void> {
  const { ledger, address, close } = await openTestLedger(server ?? 'sqlite')
  try {
    const start = performance.now()
    await fillLedger(ledger)
    const filled = ((performance.now() - start) / 1000).toFixed(1)
    process.stdout.write(`${engine}: ${deviceCount} devices put in within ${filled} s\n`)
    const headers = { cookie: `citybase_session=${await signIn(ledger)}` }
    const [product, bare] = [await startSide('product', address), await startSide('bare', address)]
    try {
      await checkSameRows(product.url, bare.url, headers)
      const results: Record<string, Measured> = {}
      for (const [name, { url }] of Object.entries({ product, bare })) {
        await load(url, headers, secondsOfWarmUp)
        const measured = await load(url, headers, seconds)
        results[name] = measured
        const { perSecond, p50, p95, p99 } = measured
        const times = [p50, p95, p99].map((each) => each.toFixed(1)).join(' / ')
        process.stdout.write(
          `${engine} ${name.padEnd(8)} ${perSecond.toFixed(0).padStart(6)} req/s, p50/p95/p99 ${times} ms\n`,
        )
      }
      const ratio = results['product']!.perSecond / results['bare']!.perSecond
      process.stdout.write(`${engine} product / bare: ${ratio.toFixed(2)}\n`)
    } finally {
      await Promise.all([product.stop(), bare.stop()])
    }
  } finally {
    await close()
  }
}

await compare('sqlite', undefined)
const server = process.argv[2] ?? process.env['CITYBASE_BENCH_DATABASE']
if (server) await compare('mysql', server)
else process.stdout.write('mysql: passed over, CITYBASE_BENCH_DATABASE is not set\n')
