import type { Logger } from 'pino'
import type { Localised } from './contract/text.ts'
import type { Ledger } from './db/ledger.ts'
import type { MetricStore } from './metrics/metric-store.ts'

/** Encrypts secrets at rest with the installation's key; see http/secret-box.ts. */
export interface SecretBox {
  seal(plain: string): string
  /** @throws when the text was not sealed with this key. */
  open(sealed: string): string
}

/** What the features work with; made once in main.ts, and by tests. */
export interface App {
  ledger: Ledger
  metrics: MetricStore
  secrets: SecretBox
  /** The clock; tests set it. */
  now: () => Date
  log: Logger
  /** Facts about this installation. */
  about: {
    version: string
    city: Localised
    demonstration: boolean
    demonstrationAccounts: { login: string; password: string; role: string }[]
  }
}
