import { isDeepStrictEqual } from 'node:util'
import { measureRecordings } from '../collectors/support/measure.ts'
import type { Judged } from '../collectors/support/judgement.ts'
import { recordingNames, recordingsFolder } from '../collectors/support/recording.ts'

/*
 * What the product reads from the walks of real devices, against what they are: a table per field and reader, then
 * every miss. `npm run bench:recordings [words of a file's name …]`.
 */
if (recordingsFolder === null) process.exit(0)

const wanted = process.argv.slice(2)
const names = recordingNames().filter(
  (name) => wanted.length === 0 || wanted.some((words) => name.includes(words)),
)
const judged = await measureRecordings(names)

for (const reader of ['hand', 'librenms'] as const) {
  const ofReader = judged.filter((one) => one.readBy === reader)
  if (ofReader.length === 0) continue
  const fields = [...new Set(ofReader.map((one) => one.field))]
  console.log(`\nread by ${reader}${reader === 'librenms' ? ' (compared loosely)' : ''}`)
  console.log(`  ${'field'.padEnd(20)}${'right'.padStart(7)}${'all'.padStart(7)}${'%'.padStart(8)}`)
  for (const field of fields)
    line(
      field,
      ofReader.filter((one) => one.field === field),
    )
  line('all fields', ofReader)
  const wrong = ofReader.filter((one) => one.wrongSerial)
  console.log(`  ${'wrong serials'.padEnd(20)}${String(wrong.length).padStart(7)}`)
  const remarks = Map.groupBy(ofReader, (one) => one.remark?.replace(/:.*/, ''))
  for (const [remark, some] of remarks)
    if (remark !== undefined)
      console.log(
        `  LibreNMS gives ${remark}: ${some.length}, of which counted as right: ${some.filter((one) => one.right).length}`,
      )
}

console.log('\nmisses')
for (const { file, field, expected, found, right, wrongSerial, remark } of judged)
  if (!right && !isDeepStrictEqual(expected, found))
    console.log(
      `  ${file}  ${field}${wrongSerial ? ' (WRONG)' : ''}  expected ${JSON.stringify(expected)}${remark === null ? '' : ` (${remark})`}  found ${JSON.stringify(found)}`,
    )

function line(name: string, some: Judged[]): void {
  const right = some.filter((one) => one.right).length
  const percent = ((100 * right) / some.length).toFixed(1)
  console.log(
    `  ${name.padEnd(20)}${String(right).padStart(7)}${String(some.length).padStart(7)}${percent.padStart(8)}`,
  )
}
