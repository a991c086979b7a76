import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { collector } from '../../../server/contract/entities/collector.ts'
import { credential } from '../../../server/contract/entities/credential.ts'
import { networkZone } from '../../../server/contract/entities/network-zone.ts'
import { target } from '../../../server/contract/entities/target.ts'
import { user } from '../../../server/contract/entities/user.ts'
import type { Entity } from '../../../server/contract/entity.ts'
import { openLedger, type Ledger } from '../../../server/db/ledger.ts'
import { hashPassword } from '../../../server/features/accounts/password.ts'
import { insertRecords } from '../../../server/features/ledger/actions.ts'
import { openApp } from '../../../server/main.ts'
import { tokenHash } from '../../../server/http/secret-box.ts'
import { readSettings } from '../../../server/settings.ts'
import { cpuSeconds, pause, peakMegabytes } from './usage.ts'

/** The product as an operator runs it: `citybase serve` and `citybase collector`, a process each. */
export interface Product {
  /** The ledger, to switch targets on and off between the measurements. */
  ledger: Ledger
  /** Rows of polls with an instant from `from` on, as the server's own endpoint tells. */
  stored(from: number): Promise<number>
  collectorCpu(): number
  serverCpu(): number
  peaks(): { collector: number; server: number }
  startCollector(...words: string[]): void
  stopCollector(): Promise<void>
  stop(): Promise<void>
}

export interface ProductOptions {
  folder: string
  serverPort: number
  devicePort: number
  pollSeconds: number
  addresses: readonly string[]
}

const root = resolve(import.meta.dirname, '../../..')

export async function startProduct(options: ProductOptions): Promise<Product> {
  const { folder, serverPort, addresses } = options
  mkdirSync(folder, { recursive: true })
  const environment = {
    ...process.env,
    CITYBASE_DATA: folder,
    CITYBASE_PORT: String(serverPort),
    CITYBASE_LOG_LEVEL: 'error',
    // As an operator of a small machine sets it: glibc otherwise keeps an arena for each thread (mallopt(3)).
    MALLOC_ARENA_MAX: '2',
    CITYBASE_TRAP_PORT: String(serverPort + 2),
    CITYBASE_SYSLOG_PORT: String(serverPort + 3),
  }
  const settings = readSettings(environment)
  const token = await prepare(settings, options)
  writeFileSync(join(folder, 'token'), token)
  const run = (...words: string[]): ChildProcess => {
    const child = spawn(process.execPath, [join(root, 'server/citybase.cjs'), ...words], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    process.once('exit', () => child.kill('SIGKILL'))
    return child
  }
  const server = run('serve')
  const base = `http://127.0.0.1:${serverPort}`
  const cookie = await signIn(base)
  const ledger = openLedger(settings.database)
  let collecting: ChildProcess | null = null
  let collectorPeak = 0

  return {
    ledger,
    async stored(from) {
      const query = new URLSearchParams({
        from: new Date(from).toISOString(),
        to: new Date(from + 86_400_000).toISOString(),
      })
      const response = await fetch(`${base}/api/polls/summary?${query}`, { headers: { cookie } })
      if (!response.ok) throw new Error(`/api/polls/summary: HTTP ${response.status}`)
      return ((await response.json()) as { rows: number }).rows
    },
    collectorCpu: () => (collecting?.pid === undefined ? 0 : cpuSeconds(collecting.pid)),
    serverCpu: () => cpuSeconds(server.pid!),
    peaks: () => ({
      collector: collecting?.pid === undefined ? collectorPeak : peakMegabytes(collecting.pid),
      server: peakMegabytes(server.pid!),
    }),
    startCollector(...words) {
      collecting = run(
        'collector',
        '--server',
        base,
        '--token-file',
        join(folder, 'token'),
        '--spool',
        join(folder, 'spool'),
        '--first-within',
        '86400',
        ...words,
      )
    },
    async stopCollector() {
      if (collecting?.pid !== undefined) collectorPeak = peakMegabytes(collecting.pid)
      await ended(collecting)
      collecting = null
    },
    async stop() {
      await ended(collecting)
      await ended(server)
      await ledger.close()
    },
  }

  async function ended(child: ChildProcess | null): Promise<void> {
    if (child === null || child.exitCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill('SIGTERM')
    await gone
  }

  async function prepare(
    config: typeof settings,
    { devicePort, pollSeconds }: ProductOptions,
  ): Promise<string> {
    const app = await openApp(config)
    const origin = { origin: 'demonstration' } as const
    const put = (entity: { name: string }, rows: Record<string, unknown>[]) =>
      insertRecords(app, entity as Entity, rows, origin)
    await put(networkZone, [{ id: 1, code: 'bench', name: '基准', nameEn: 'Bench', isolated: false }])
    await put(credential, [{ id: 1, name: 'bench', protocol: 'snmp-v2c', hasSecret: true }])
    await app.ledger.models.credential.update(
      { sealedSecrets: app.secrets.seal('{"community":"public"}'), hasSecret: true },
      { where: {} },
    )
    const targets = addresses.map((address, position) => ({
      id: position + 1,
      name: `bench-${position + 1}`,
      address,
      port: devicePort,
      networkZoneId: 1,
      credentialId: 1,
      intervalSeconds: 604_800,
      pollSeconds,
      enabled: true,
      status: 'never',
      failureCount: 0,
    }))
    await put(target, targets)
    await put(user, [
      { id: 1, login: 'bench', name: 'bench', role: 'viewer', status: 'active', language: 'zh' },
    ])
    await app.ledger.models.user.update({ passwordHash: await hashPassword('bench-password') }, { where: {} })
    await put(collector, [{ id: 1, name: 'bench', networkZoneId: 1, enabled: true }])
    const token = `cbc_${randomBytes(32).toString('base64url')}`
    await app.ledger.models.collector.update(
      { tokenHash: tokenHash(token), tokenIssuedAt: app.now().toISOString() },
      { where: {} },
    )
    await app.metrics.close()
    await app.ledger.close()
    return token
  }

  async function signIn(base: string): Promise<string> {
    for (let attempt = 0; ; attempt++)
      try {
        const response = await fetch(`${base}/api/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ login: 'bench', password: 'bench-password' }),
        })
        if (!response.ok) throw new Error(`/api/session: HTTP ${response.status}`)
        return response.headers
          .getSetCookie()
          .map((one) => one.split(';')[0])
          .join('; ')
      } catch (error) {
        if (attempt === 100) throw error
        await pause(200)
      }
  }
}
