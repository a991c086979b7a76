import { setFlagsFromString } from 'node:v8'
import { Command } from 'commander'
import { addCollectCommands, addCollectorCommand } from '../collectors/commands.ts'
import { addDiscoverCommand } from '../collectors/discovery/command.ts'
import { systemFailure } from './commands/system-failure.ts'
import { complain } from './commands/terminal.ts'

/*
 * The commands of a collector by themselves: they need neither the ledger nor the metric store, whose libraries would
 * take half of the memory of a collector process.
 */

// What a poll reads is garbage a moment later: left to itself, V8 lets the heap grow to twice of what is in use, and more.
setFlagsFromString('--heap-growing-percent=20')

const program = new Command('citybase')
addCollectorCommand(program)
addCollectCommands(program)
addDiscoverCommand(program)

try {
  await program.parseAsync(process.argv)
} catch (error) {
  const explained = systemFailure(error)
  if (explained) complain(explained.text)
  else console.error(error)
  process.exit(explained?.exitCode ?? 1)
}
