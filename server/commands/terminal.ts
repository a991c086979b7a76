import type { Language, Localised } from '../contract/text.ts'

/** The language of messages on the terminal: CITYBASE_LANGUAGE, else the locale; Chinese where neither says. */
export function terminalLanguage(environment: Record<string, string | undefined> = process.env): Language {
  const wanted =
    environment['CITYBASE_LANGUAGE'] ??
    environment['LC_ALL'] ??
    environment['LC_MESSAGES'] ??
    environment['LANG'] ??
    ''
  return /^en/i.test(wanted) ? 'en' : 'zh'
}

/** A command that cannot go on: what to tell the user, and the exit code (2 for wrong usage, 1 for a failure). */
export class CommandError extends Error {
  readonly text: Localised
  readonly exitCode: number

  constructor(text: Localised, exitCode = 1) {
    super(text.en)
    this.text = text
    this.exitCode = exitCode
  }
}

export function say(text: Localised): void {
  process.stdout.write(`${text[terminalLanguage()]}\n`)
}

export function complain(text: Localised): void {
  process.stderr.write(`${text[terminalLanguage()]}\n`)
}

/** Resolves when the process is asked to stop. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
}
