import { describe, expect, test } from 'vitest'
import { readDevice } from '../../../collectors/snmp/read-device.ts'
import { Visit } from '../../../collectors/snmp/visit.ts'
import { expectedOf, isRight } from '../support/expected.ts'
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

  // The largest are left to the ones above: unpacking them is what takes the time.
  test('over all of them: no wrong serial number, and nearly everything right', async () => {
    const wrongSerials: unknown[] = []
    let right = 0
    let all = 0
    for (const name of recordingNames('hand-', 1_000_000)) {
      const { facts } = await readFrom(name)
      const { expected } = expectedOf(name)
      for (const field of identity) {
        const good = isRight(expected[field]!, facts.device[field])
        all++
        if (good) right++
        else if (field === 'serialNumbers' && facts.device.serialNumbers.length > 0)
          wrongSerials.push({ name, found: facts.device.serialNumbers })
      }
    }
    expect(wrongSerials).toEqual([])
    expect(right / all).toBeGreaterThan(0.97)
  }, 120_000)
})
