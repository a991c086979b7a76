import { pino } from 'pino'
import type { App } from '../../server/app.ts'
import { openTestLedger } from './ledger.ts'
import type { RecordingMetricStore } from './metric-store.ts'
import { recordingMetricStore } from './metric-store.ts'

/** A clock that stands still until it is moved. */
export interface TestClock {
  set(instant: string): void
  advance(milliseconds: number): void
}

export interface TestApp extends App {
  metrics: RecordingMetricStore
  clock: TestClock
  /** Address of its database, for second connections and other processes. */
  address: string
  close(): Promise<void>
}

/** Instant at which the clock of every test app starts. */
export const startOfTest = '2026-11-23T08:00:00.000Z'

/** What the features work with, on a fresh ledger, at {@link startOfTest}. */
export async function testApp(
  overrides: Partial<Omit<App, 'ledger' | 'metrics' | 'now'>> = {},
): Promise<TestApp> {
  const { ledger, address, close } = await openTestLedger()
  let milliseconds = Date.parse(startOfTest)
  return {
    ledger,
    address,
    metrics: recordingMetricStore(),
    secrets: reversingBox,
    now: () => new Date(milliseconds),
    log: pino({ level: 'silent' }),
    about: {
      version: '0.0.0-test',
      city: { zh: '测试市', en: 'Test City' },
      demonstration: false,
      demonstrationAccounts: [],
    },
    ...overrides,
    clock: {
      set: (instant) => (milliseconds = Date.parse(instant)),
      advance: (more) => (milliseconds += more),
    },
    close,
  }
}

/** Seals in a way that shows whether plain text leaks; it protects nothing. */
const reversingBox: App['secrets'] = {
  seal: (plain) => `sealed:${Buffer.from(plain).reverse().toString('hex')}`,
  open(sealed) {
    if (!sealed.startsWith('sealed:')) throw new Error('Not sealed with this key')
    return Buffer.from(sealed.slice('sealed:'.length), 'hex').reverse().toString()
  },
}
