import { languageOf, UsageError } from './language.ts'

/** Exit codes: the device answered, it did not, the command was used wrongly. */
export const exit = { answered: 0, silent: 1, usage: 2 } as const

/** An unknown option is wrong usage as well; commander's own exit code for it would say that the device was silent. */
export const exitFromCommander = ({ exitCode }: { exitCode: number }): never =>
  process.exit(exitCode === 0 ? exit.answered : exit.usage)

/** Runs a command; wrong usage is told in the user's language with its own exit code. */
export async function statingUsage(choice: string | undefined, run: () => Promise<number>): Promise<number> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${error.text[languageOf(choice)]}\n`)
    return exit.usage
  }
}
