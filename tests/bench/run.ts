import { spawn } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/*
 * `npm run bench` runs every benchmark in turn, each in a process of its own; `npm run bench -- device-page` only the
 * one named. They print figures and ratios and assert nothing: machines are shared and noisy.
 */
const folder = dirname(fileURLToPath(import.meta.url))
const all = ['web-size', 'ingest', 'device-page', 'simulation', 'recordings', 'poll', 'workbook']
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`没有这项基准：${unknown.join(', ')}。No such benchmark. Choose from: ${all.join(', ')}`)
  process.exit(2)
}

let failures = 0
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n== ${name}`)
  const child = spawn(process.execPath, [resolve(folder, `${name}.ts`)], { stdio: 'inherit' })
  const code = await new Promise<number | null>((done) => child.once('exit', done))
  if (code !== 0) failures++
}
process.exit(failures === 0 ? 0 : 1)
