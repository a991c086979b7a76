import { existsSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serveSimulation } from './serve.ts'

/*
 * `node seed/simulation/process.ts DEVICES.json` is the simulation as a process; imported, this is how to start one.
 */

export { spawnSimulation } from './spawn.ts'
export type { SpawnedSimulation } from './spawn.ts'

const program = process.argv[1]
const isProgram =
  program !== undefined && existsSync(program) && realpathSync(program) === fileURLToPath(import.meta.url)
if (isProgram) await serveSimulation(process.argv[2])
