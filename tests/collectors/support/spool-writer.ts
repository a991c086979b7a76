import { openSpool } from '../../../collectors/spool.ts'
import { entry } from './entries.ts'

/* Adds collections without end and prints each id once it is on disk, until it is killed. */
const folder = process.argv[2] ?? ''
const spool = await openSpool({ folder, limitBytes: 2 ** 30, warn: (text) => console.error(text.en) })
const add = async () => {
  for (;;) {
    const one = entry()
    await spool.add(one)
    process.stdout.write(`${one.collection.id}\n`)
  }
}
await Promise.all(Array.from({ length: 8 }, add))
