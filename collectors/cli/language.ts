import type { Language, Localised } from '../../server/contract/text.ts'

/** Chinese where the locale of messages is Chinese, English otherwise (POSIX: LC_ALL, LC_MESSAGES, LANG, in that order). */
export function languageOf(
  choice: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Language {
  if (choice === 'zh' || choice === 'en') return choice
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return /^zh/i.test(locale) ? 'zh' : 'en'
}

/** Wrong usage of a command: shown in the user's language, exit code 2. */
export class UsageError extends Error {
  readonly text: Localised

  constructor(zh: string, en: string) {
    super(en)
    this.name = 'UsageError'
    this.text = { zh, en }
  }
}
