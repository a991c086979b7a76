import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a browser must download of JavaScript before the first page stands: the entry and what it preloads, gzipped. */
const aimKilobytes = 350

const built = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
  stdio: 'inherit',
})
if (built.status !== 0) process.exit(1)

const dist = resolve('web/dist')
const page = readFileSync(resolve(dist, 'index.html'), 'utf8')
const firstLoad = [...page.matchAll(/(?:src|href)="\/?(assets\/[^"]+\.js)"/g)].map(([, file]) => file!)
const gzipped = (file: string) => gzipSync(readFileSync(resolve(dist, file))).length / 1000
const rows = firstLoad.map((file) => ({ file: basename(file), kilobytes: gzipped(file) }))
const total = rows.reduce((sum, row) => sum + row.kilobytes, 0)
for (const row of rows.sort((a, b) => b.kilobytes - a.kilobytes))
  console.log(`${row.kilobytes.toFixed(1).padStart(8)} kB  ${row.file}`)
console.log(
  `${total.toFixed(1).padStart(8)} kB  first-load JavaScript, gzip (aim: under ${aimKilobytes} kB; ratio ${(total / aimKilobytes).toFixed(2)})`,
)
const lazy = readdirSync(resolve(dist, 'assets')).filter(
  (file) => file.endsWith('.js') && !firstLoad.includes(`assets/${file}`),
)
const largest = lazy
  .map((file) => ({ file, kilobytes: gzipped(`assets/${file}`) }))
  .sort((a, b) => b.kilobytes - a.kilobytes)
for (const row of largest.slice(0, 5))
  console.log(`${row.kilobytes.toFixed(1).padStart(8)} kB  ${row.file} (loaded when needed)`)
