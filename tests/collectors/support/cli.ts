import { Command } from 'commander'
import * as commands from '../../../collectors/commands.ts'

/* The smallest program around the collectors' commands, for tests that look at exit codes and streams. */
const program = new Command('citybase').exitOverride()
commands.addCollectCommands(program)
commands.addCollectorCommand(program)
program.parseAsync().catch((error: { exitCode?: number }) => {
  process.exitCode = error.exitCode === 0 ? 0 : 2
})
