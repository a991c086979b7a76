import { describe, expect, test } from 'vitest'
import { readDevice } from '../../../collectors/snmp/read-device.ts'
import { Visit } from '../../../collectors/snmp/visit.ts'
import { expectedOf, isRight } from '../support/expected.ts'
import type { Judged } from '../support/judgement.ts'
import { measureRecordings } from '../support/measure.ts'
import { readRecording, recordingNames, recordingSession, recordingsFolder } from '../support/recording.ts'

async function readFrom(name: string) {
  const visit = new Visit(recordingSession(readRecording(name)), { retries: 1, rowLimit: 20_000 })
  const { facts } = await readDevice(visit, () => {})
  return { facts, problems: visit.problems }
}

const identity = ['vendor', 'kind', 'model', 'softwareVersion', 'serialNumbers', 'name'] as const

describe.skipIf(recordingsFolder === null)('recordings read by hand', () => {
  // Huawei, H3C and Ruijie first: most of the city's network is theirs.
  test.each(recordingNames('hand-').filter((name) => /huawei|h3c|ruijie/.test(name)))(
    '%s is what it is',
    async (name) => {
      const { facts, problems } = await readFrom(name)
      const { expected } = expectedOf(name)
      const wrong = identity.filter((field) => !isRight(expected[field]!, facts.device[field]))
      expect(
        wrong.map((field) => ({ field, found: facts.device[field], expected: expected[field]?.value })),
      ).toEqual([])
      expect(facts.interfaces.length || null).toBe(expected['interfaces']?.value)
      expect(problems).toEqual([])
    },
  )
})

/**
 * Serial numbers that differ from LibreNMS's without being wrong, with the reason. Everything else that differs is a
 * fault.
 */
const otherSerials: Record<string, string> = {
  'librenms-comware':
    'names were replaced in this walk: its chassis has one number in entPhysicalSerialNum and another in the vendor’s own table',
}

describe.skipIf(recordingsFolder === null)('recordings of all kinds', () => {
  // The few largest are left to `npm run bench:recordings`: unpacking them is what takes the time.
  test('nearly everything is right, and no serial number is wrong', async () => {
    const judged = await measureRecordings(recordingNames('', 400_000))
    expect(shareOf(judged.filter((one) => one.readBy === 'hand'))).toBeGreaterThan(0.97)
    for (const field of ['model', 'softwareVersion', 'serialNumbers'])
      expect
        .soft(
          shareOf(judged.filter((one) => one.readBy === 'librenms' && one.field === field)),
          `${field} as LibreNMS reads it`,
        )
        .toBeGreaterThan(0.9)
    expect(judged.filter((one) => one.wrongSerial && !(one.file in otherSerials))).toEqual([])
  }, 240_000)
})

function shareOf(judged: Judged[]): number {
  return judged.filter((one) => one.right).length / judged.length
}
