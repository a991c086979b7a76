import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const password = 'citybase-demo'

/** The demonstration, started as a person would start it, and a browser that looks at it. */
export interface Demonstration {
  url: string
  /** A page of someone signed in, with what went wrong in it. */
  open(options?: {
    login?: string
    language?: 'zh' | 'en'
    width?: number
    height?: number
    dark?: boolean
  }): Promise<{ page: Page; errors: string[]; context: BrowserContext }>
  stop(): Promise<void>
}

/** Chromium without its conversations with the outside, which a test machine does not have. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function startDemonstration(port: number, simulationPort: number): Promise<Demonstration> {
  const folder = mkdtempSync(join(tmpdir(), 'citybase-e2e-'))
  const words = [
    'demo',
    '--no-open',
    '--port',
    String(port),
    '--simulation-port',
    String(simulationPort),
    '--data',
    folder,
  ]
  const child = spawn(process.execPath, ['server/citybase.cjs', ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await ready(child)
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: chromiumArguments,
  })
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    open: (options = {}) => openPage(browser, url, options),
    async stop() {
      await browser.close()
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout!.on('data', (part: Buffer) => {
      said += part.toString()
      if (/已就绪|is ready/.test(said)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`the demonstration ended with ${code}:\n${said}`)))
  })
}

async function openPage(
  browser: Browser,
  url: string,
  options: NonNullable<Parameters<Demonstration['open']>[0]>,
) {
  const { login = 'auditor', language = 'zh', width = 1440, height = 900, dark = false } = options
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    colorScheme: dark ? 'dark' : 'light',
  })
  const session = await context.request.post(`${url}/api/session`, { data: { login, password } })
  const { csrfToken } = (await session.json()) as { csrfToken: string }
  await context.request.put(`${url}/api/session/language`, {
    data: { language },
    headers: { 'X-CSRF-Token': csrfToken },
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url()))
      errors.push(`asked the outside for ${request.url()}`)
  })
  return { page, errors, context }
}
