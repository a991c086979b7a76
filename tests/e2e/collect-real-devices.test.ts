import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCollector } from '../../collectors/process.ts'
import type { RunningCollector } from '../../collectors/process.ts'
import { networkZone } from '../../server/contract/entities/network-zone.ts'
import { user } from '../../server/contract/entities/user.ts'
import { hashPassword } from '../../server/features/accounts/password.ts'
import { createRecord } from '../../server/features/ledger/actions.ts'
import { serve } from '../../server/main.ts'
import { readSettings } from '../../server/settings.ts'
import { expectedOf, isRight } from '../collectors/support/expected.ts'
import { recordingsFolder } from '../collectors/support/recording.ts'
import { compileSnmpfarm, createBench, startSnmpd } from '../real/collectors/support.ts'
import { chromiumArguments } from './demo.ts'

/*
 * An operator adds real devices in the console and collects them from there: Debian's snmpd by v2c and by v3 authPriv,
 * and recordings of a Huawei, an H3C and a Ruijie that the replayer beside them answers over the wire.
 */

const snmpdPort = 18_241
const farmPort = 18_242
const replayed = [
  'hand-router-huawei-s5720',
  'hand-switch-h3c-comware-7-1-075',
  'hand-switch-ruijie-s5750-24gt12sfp',
]
/** What a recorded device itself does wrong: the H3C repeats an entry of its table of learnt addresses. */
const incomplete = new Set(['hand-switch-h3c-comware-7-1-075'])
const password = 'operating the network'

interface Row {
  id: number
}

describe('real devices, from the console', () => {
  const folder = mkdtempSync(join(tmpdir(), 'citybase-real-'))
  const bench = createBench()
  let server: Awaited<ReturnType<typeof serve>> | undefined
  let collector: RunningCollector | undefined
  let browser: Browser | undefined
  let page: Page
  let csrfToken: string
  let url: string
  let zoneId: number

  async function post<T>(path: string, data: object): Promise<T> {
    const reply = await page.request.post(`${url}/api${path}`, {
      data,
      headers: { 'X-CSRF-Token': csrfToken },
    })
    expect(reply.ok(), await reply.text()).toBe(true)
    return (await reply.json()) as T
  }

  beforeAll(async () => {
    if (recordingsFolder === null) throw new Error('the recordings are missing: set RECORDINGS_DIR')
    if (!existsSync('web/dist/index.html')) throw new Error('the console is not built: npm run build')
    await startSnmpd(
      bench,
      snmpdPort,
      [
        'rocommunity citybase-test',
        'createUser ops SHA-256 "authentication" AES "privacy-key"',
        'rouser ops authPriv',
        'sysName real-snmpd',
        'sysLocation 锦州市第一机房',
      ].join('\n'),
    )
    const files = replayed.map((name) => {
      const file = join(bench.folder, `${name}.snmprec`)
      writeFileSync(file, gunzipSync(readFileSync(join(recordingsFolder!, `${name}.snmprec.gz`))))
      return file
    })
    const farm = compileSnmpfarm(bench, join(recordingsFolder, '../../tools/snmpfarm.c'))
    await bench.start(farm, [String(farmPort), 'public', String(files.length), ...files], /ready/)

    server = await serve(
      readSettings({ CITYBASE_DATA: folder, CITYBASE_PORT: '0', CITYBASE_LOG_LEVEL: 'error' }),
    )
    url = server.url
    const nobody = { userId: null }
    const passwordHash = await hashPassword(password)
    await createRecord(
      server.app,
      user,
      { login: 'operator', name: '运维员', role: 'operator', status: 'active', language: 'zh', passwordHash },
      nobody,
    )
    zoneId = (
      await createRecord(
        server.app,
        networkZone,
        { code: 'private', name: '业务专网', isolated: false },
        nobody,
      )
    ).id

    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: chromiumArguments,
    })
    page = await (
      await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
    ).newPage()
    await page.goto(url)
    await page.getByLabel('用户名').fill('operator')
    await page.getByLabel('密码', { exact: true }).fill(password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('link', { name: '采集目标' }).first().waitFor()
    csrfToken = ((await (await page.request.get(`${url}/api/session`)).json()) as { csrfToken: string })
      .csrfToken
    const { token } = await post<{ token: string }>('/collectors', {
      name: '一号采集器',
      networkZoneId: zoneId,
      enabled: true,
    })
    collector = await startCollector({ serverUrl: url, token, spoolFolder: join(folder, 'spool') })
  })

  // In the order in which they need each other; what never started is passed over.
  afterAll(async () => {
    await browser?.close()
    await collector?.stop()
    await server?.close()
    await bench.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Adds a target, presses "collect now" on its page, and returns what was seen, by field. */
  async function collect(
    name: string,
    address: string,
    port: number,
    credentialId: number,
    outcome = '采集完成',
  ): Promise<Map<string, string>> {
    // A day between visits: what is seen comes from the button.
    const target = await post<Row>('/targets', {
      name,
      address,
      port,
      networkZoneId: zoneId,
      credentialId,
      intervalSeconds: 86_400,
      enabled: true,
    })
    await page.goto(`${url}/targets/${target.id}`)
    await page.getByRole('button', { name: '立即采集' }).first().click()
    await page.getByText(outcome).first().waitFor({ timeout: 90_000 })
    const reply = await page.request.get(`${url}/api/evidence?targetId=${target.id}&current=true&limit=100`)
    const { items } = (await reply.json()) as { items: { field: string; value: string }[] }
    return new Map(items.map(({ field, value }) => [field, value]))
  }

  it('Debian’s snmpd by v2c and by v3 with SHA-256 and AES', async () => {
    const v2c = await post<Row>('/credentials', {
      name: '只读团体字',
      protocol: 'snmp-v2c',
      community: 'citybase-test',
    })
    const v3 = await post<Row>('/credentials', {
      name: 'v3 运维',
      protocol: 'snmp-v3',
      userName: 'ops',
      authProtocol: 'sha256',
      privProtocol: 'aes',
      authKey: 'authentication',
      privKey: 'privacy-key',
    })
    for (const credential of [v2c, v3]) {
      const seen = await collect(`snmpd-${credential.id}`, '127.0.0.1', snmpdPort, credential.id)
      expect(seen.get('name')).toBe('real-snmpd')
      expect(seen.get('kind')).toBe('server')
    }
  })

  it('a wrong community is said on the page with what to check', async () => {
    const wrong = await post<Row>('/credentials', {
      name: '错误的团体字',
      protocol: 'snmp-v2c',
      community: 'not-this-one',
    })
    const target = await post<Row>('/targets', {
      name: 'snmpd-wrong',
      address: '127.0.0.1',
      port: snmpdPort,
      networkZoneId: zoneId,
      credentialId: wrong.id,
      intervalSeconds: 86_400,
      enabled: true,
    })
    await page.goto(`${url}/targets/${target.id}`)
    await page.getByRole('button', { name: '立即采集' }).first().click()
    await page
      .getByText(/没有应答.*团体字/)
      .first()
      .waitFor({ timeout: 90_000 })
  })

  it.each(replayed.map((name, position) => [name, position] as const))('%s', async (name, position) => {
    const credentials = (await (await page.request.get(`${url}/api/credentials?name=replayed`)).json()) as {
      items: Row[]
    }
    const credential =
      credentials.items[0] ??
      (await post<Row>('/credentials', { name: 'replayed', protocol: 'snmp-v2c', community: 'public' }))
    const outcome = incomplete.has(name) ? '采集部分完成' : '采集完成'
    const seen = await collect(name, `127.1.0.${position + 1}`, farmPort, credential.id, outcome)
    const { expected } = expectedOf(name)
    for (const field of ['vendor', 'kind', 'model', 'softwareVersion', 'name'] as const) {
      if (expected[field]!.value === null) expect(seen.has(field), field).toBe(false)
      else expect(isRight(expected[field]!, seen.get(field)), `${field}: ${seen.get(field)}`).toBe(true)
    }
    // All members of a stack.
    const serials = seen.get('serialNumber')?.split(', ') ?? []
    expect(isRight(expected['serialNumbers']!, serials), `serial numbers: ${serials}`).toBe(true)
    // Nobody declared it: the auditor finds it as a device that is not in the ledger.
    await page.goto(`${url}/findings?kind=device-unregistered&status=open`)
    await page.getByText(name).first().waitFor()
  })
})
