import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { startDemonstration } from './demo.ts'
import type { Demonstration } from './demo.ts'

/*
 * The console as people use it, in a real browser, on the demonstration city with its simulated devices.
 */

const chinese = /[\u4e00-\u9fff]/
let demo: Demonstration

beforeAll(async () => {
  demo = await startDemonstration(18_230, 16_230)
})
afterAll(() => demo.stop())

const seen = (page: Page, text: string | RegExp) =>
  page.getByText(text).first().waitFor({ state: 'visible', timeout: 30_000 })
const body = (page: Page) => page.locator('main').innerText()

/** Calls the API as the page's own user. */
async function fromApi<T>(page: Page, path: string): Promise<T> {
  return (await (await page.request.get(`${demo.url}/api${path}`)).json()) as T
}

describe('signing in', () => {
  it('asks who one is, says what is wrong, and comes back to the address', async () => {
    const { page, context } = await demo.open()
    await context.clearCookies()
    await page.goto(`${demo.url}/devices?kind=server`)
    await page.getByLabel('用户名').fill('auditor')
    await page.getByLabel('密码', { exact: true }).fill('wrong password')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await seen(page, '用户名或密码不正确')
    await page.getByLabel('密码', { exact: true }).fill('citybase-demo')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.waitForURL(/\/devices\?kind=server/)
    await seen(page, '454')
    await context.close()
  })
})

describe('the overview', () => {
  it('shows the published figures, and each number leads to what it counts', async () => {
    const { page, errors, context } = await demo.open()
    await page.goto(demo.url)
    for (const figure of [
      '92',
      '4,358.75',
      '994',
      '454',
      '64',
      '476',
      '333',
      '8,800',
      '258',
      '45',
      '28',
      '206',
      '145',
      '61',
    ]) {
      await page.getByRole('link', { name: figure, exact: true }).first().waitFor()
    }
    await seen(page, '演示数据')
    await page.getByRole('link', { name: '546', exact: true }).first().click()
    await page.waitForURL(/purchaseDate\.lt=2013-01-01/)
    await seen(page, '546')
    expect(errors).toEqual([])
    await context.close()
  })
})

describe('a list', () => {
  it('filters, sorts, searches in pinyin, and keeps all of it in the address', async () => {
    const { page, errors, context } = await demo.open()
    await page.goto(`${demo.url}/rooms?sort=-areaSquareMetres`)
    await seen(page, /机房\s*·\s*92|92/)
    await page.getByPlaceholder('在机房中搜索').fill('gonganju')
    await page.waitForURL(/q=gonganju/)
    await seen(page, /公安局/)
    await expect.poll(() => body(page)).not.toContain('渤海大学')
    expect(await body(page)).toContain('公安局')
    await page.reload()
    await seen(page, /公安局/)
    expect(await page.getByPlaceholder('在机房中搜索').inputValue()).toBe('gonganju')
    expect(errors).toEqual([])
    await context.close()
  })

  it('exports what is filtered', async () => {
    const { page, context } = await demo.open()
    await page.goto(`${demo.url}/lines?carrierCode=broadcast`)
    await seen(page, '广电')
    await page.getByRole('button', { name: '导出' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('CSV').first().click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^线路.*\.csv$/)
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    expect(text.startsWith('\uFEFF')).toBe(true)
    expect(text.trim().split('\r\n')).toHaveLength(2)
    await context.close()
  })
})

describe('an auditor', () => {
  it('sees a wrong serial number with its evidence, accepts it, and takes that back', async () => {
    const { page, errors, context } = await demo.open()
    interface Found {
      items: { id: number; subjectId: number; declaredValue: string; observedValue: string }[]
    }
    const path = '/findings?kind=field-differs&field=serialNumber&status=open'
    await expect
      .poll(async () => (await fromApi<Found>(page, path)).items.length, {
        timeout: 120_000,
        interval: 2_000,
      })
      .toBeGreaterThan(0)
    const [finding] = (await fromApi<Found>(page, path)).items
    const serial = async () =>
      (await fromApi<{ serialNumber: string }>(page, `/devices/${finding!.subjectId}`)).serialNumber
    await page.goto(`${demo.url}/findings/${finding!.id}`)
    await seen(page, finding!.declaredValue)
    await seen(page, finding!.observedValue)
    await page.getByRole('button', { name: '采纳实测' }).first().click()
    await seen(page, '已采纳')
    await expect.poll(serial).toBe(finding!.observedValue)
    await page.goto(`${demo.url}/devices/${finding!.subjectId}`)
    await seen(page, finding!.observedValue)
    await page.goto(`${demo.url}/findings/${finding!.id}`)
    await page.getByRole('button', { name: '重新打开' }).first().click()
    await expect.poll(serial).toBe(finding!.declaredValue)
    expect(errors).toEqual([])
    await context.close()
  })

  it('is told beside the field what is wrong, and loses nothing when somebody else was faster', async () => {
    const { page, context } = await demo.open()
    await page.goto(`${demo.url}/rooms/3/edit`)
    const area = page.getByLabel(/面积/).first()
    await area.fill('-5')
    await page.getByRole('button', { name: '保存' }).click()
    await seen(page, /不能小于 0\.01|必须大于|至少/)
    await area.fill('61.5')
    const room = await fromApi<{ version: number }>(page, '/rooms/3')
    const session = await fromApi<{ csrfToken: string }>(page, '/session')
    await page.request.patch(`${demo.url}/api/rooms/3`, {
      data: { floor: '9 层' },
      headers: { 'If-Match': `"${room.version}"`, 'X-CSRF-Token': session.csrfToken },
    })
    await page.getByRole('button', { name: '保存' }).click()
    await seen(page, /别人|他人|修改了/)
    expect(await area.inputValue()).toBe('61.5')
    await context.close()
  })
})

describe('collecting now', () => {
  it('shows how far it is and what came of it', async () => {
    const { page, errors, context } = await demo.open({ login: 'operator' })
    await page.goto(`${demo.url}/devices/1`)
    await page.getByRole('button', { name: '立即采集' }).click()
    await seen(page, /采集完成|已完成|完成/)
    await seen(page, /GigabitEthernet/)
    expect(errors).toEqual([])
    await context.close()
  })
})

const everyPage = [
  '/',
  '/rooms',
  '/rooms/1',
  '/rooms/1/edit',
  '/devices',
  '/devices/1',
  '/lines',
  '/lines/1',
  '/applications',
  '/applications/1',
  '/organisations',
  '/organisations/1',
  '/sites',
  '/racks',
  '/carriers',
  '/network-zones',
  '/regions',
  '/places',
  '/places/1',
  '/indicators',
  '/programme-items',
  '/findings',
  '/change-log',
  '/collectors',
  '/collectors/1',
  '/targets',
  '/targets/1',
  '/collection-runs',
  '/credentials',
  '/users',
  '/users/1',
]

describe('every page', () => {
  it('stands in English without a Chinese word of ours', async () => {
    const { page, errors, context } = await demo.open({ login: 'admin', language: 'en' })
    for (const path of everyPage) {
      await page.goto(demo.url + path)
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('networkidle').catch(() => undefined)
      const frame = await page
        .locator('nav, header, thead, label, h2, h3, dt, button, [role=tab]')
        .allInnerTexts()
      // A record's own name stands in sentences about it.
      const title = await page.locator('h1').first().innerText()
      const lines = frame
        .flatMap((text) => text.split(/[\n\t]+/))
        .map((line) => line.replaceAll(title.trim(), ''))
        .filter((line) => chinese.test(line) && !isData(line.trim()))
      const known = await recordTexts(page, path)
      expect(
        lines.filter((line) => !known.includes(line.trim())),
        path,
      ).toEqual([])
    }
    expect(errors).toEqual([])
    await context.close()
  })

  it.each([
    [390, false],
    [1440, true],
  ])('fits %d pixels (dark: %s) without scrolling sideways', async (width, dark) => {
    const { page, errors, context } = await demo.open({ login: 'admin', width, height: 844, dark })
    for (const path of everyPage) {
      await page.goto(demo.url + path)
      await page.locator('h1').first().waitFor()
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow, path).toBeLessThanOrEqual(1)
    }
    expect(errors).toEqual([])
    await context.close()
  })
})

/** The product's own name, the language switch that names itself, and the name of who is signed in. */
function isData(text: string): boolean {
  return ['CityBase 城基', '城基', '中文', '简体中文', '管理员'].includes(text)
}

/** Records keep their Chinese names in English too: what the page's own data say, as text. */
async function recordTexts(page: Page, path: string): Promise<string> {
  const records = [
    '/rooms',
    '/organisations',
    '/racks?roomId=1',
    '/devices?roomId=1',
    '/collectors',
    '/credentials',
    path,
  ]
  const texts = await Promise.all(
    records.map(async (address) => (await page.request.get(`${demo.url}/api${address}`)).text()),
  )
  return texts.join('\n')
}

describe('the documentation page', () => {
  it('works offline', async () => {
    const { page, errors, context } = await demo.open()
    await page.goto(`${demo.url}/api/docs`)
    await page.getByRole('heading', { name: /机房 Machine rooms/ }).click()
    await seen(page, '机房列表 · List machine rooms')
    await seen(page, '/api/rooms')
    expect(errors).toEqual([])
    await context.close()
  })
})
