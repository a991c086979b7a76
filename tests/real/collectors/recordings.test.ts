import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Collection } from '../../../server/contract/collection.ts'
import { collectFrom } from '../../collectors/support/collect.ts'
import { expectedOf, isRight } from '../../collectors/support/expected.ts'
import { recordingsFolder } from '../../collectors/support/recording.ts'
import { compileSnmpfarm, createBench } from './support.ts'

/* Recordings of real devices, answered over the wire by the replayer beside them. */

const port = 21_162
const bench = createBench()
const devices = [
  'hand-router-huawei-s5720',
  'hand-switch-h3c-comware-7-1-075',
  'hand-switch-ruijie-s5750-24gt12sfp',
]
/** What a recorded device itself does wrong: the H3C's table of learnt addresses changed while it was being walked. */
const statedOf: Record<string, object[]> = {
  'hand-switch-h3c-comware-7-1-075': [{ code: 'walk-not-increasing', about: 'dot1qTpFdbTable' }],
}
const source = recordingsFolder === null ? '' : join(recordingsFolder, '../../tools/snmpfarm.c')

describe.skipIf(!existsSync(source))('replayed by snmpfarm', () => {
  beforeAll(async () => {
    const files = devices.map((name) => {
      const file = join(bench.folder, `${name}.snmprec`)
      writeFileSync(file, gunzipSync(readFileSync(join(recordingsFolder ?? '', `${name}.snmprec.gz`))))
      return file
    })
    await bench.start(
      compileSnmpfarm(bench, source),
      [String(port), 'public', String(devices.length), ...files],
      /ready/,
    )
  })
  afterAll(() => bench.stop())

  test.each(devices.map((name, position) => [name, position] as const))('%s', async (name, position) => {
    const collection = await collectFrom(port, { address: `127.1.0.${position + 1}`, timeoutMs: 3000 })
    expect(Collection.parse(collection)).toEqual(collection)
    expect(collection.problems).toMatchObject(statedOf[name] ?? [])
    const { expected } = expectedOf(name)
    const device = collection.facts!.device
    for (const field of ['vendor', 'kind', 'model', 'softwareVersion', 'serialNumbers', 'name'] as const)
      expect({ field, value: device[field], right: isRight(expected[field]!, device[field]) }).toMatchObject({
        right: true,
      })
    expect(collection.facts!.interfaces).toHaveLength(Number(expected['interfaces']?.value))
    expect(collection.facts!.neighbors.filter((one) => one.protocol === 'lldp').length || null).toBe(
      expected['lldpNeighbors']?.value || null,
    )
    expect(collection.facts!.addresses.filter((one) => one.ip.includes('.')).length).toBe(
      expected['ipv4Addresses']?.value,
    )
    expect(collection.samples.length).toBeGreaterThan(collection.facts!.interfaces.length)
  })
})
