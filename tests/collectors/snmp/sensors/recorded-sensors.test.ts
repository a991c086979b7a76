import { describe, expect, test } from 'vitest'
import { readDevice } from '../../../../collectors/snmp/read-device.ts'
import { Visit } from '../../../../collectors/snmp/visit.ts'
import type { Facts } from '../../../../server/contract/collection.ts'
import { readRecording, recordingNames, recordingSession } from '../../support/recording.ts'

/** Walks that are read in moments; the bigger ones say the same. */
const names = recordingNames('', 120_000)

async function factsOf(name: string): Promise<Facts> {
  const visit = new Visit(recordingSession(readRecording(name)), { retries: 0, rowLimit: 20_000 })
  return (await readDevice(visit, () => {})).facts
}

const plausible: Partial<Record<string, [number, number]>> = {
  temperature: [-40, 150],
  humidity: [0, 100],
  fan: [0, 60_000],
  cpu: [0, 100],
  memory: [0, 100],
  storage: [0, 100],
  load: [0, 300],
  'optical-power': [-45, 20],
}

describe.skipIf(names.length === 0)('what real devices say of their sensors', () => {
  test.each(names)('%s: readings that can be, limits in order', { timeout: 60_000 }, async (name) => {
    const { sensors } = await factsOf(name)
    for (const { kind, name: sensor, value, unit, thresholds } of sensors) {
      const [least, most] = plausible[kind] ?? [-1e8, 1e8]
      if (value !== null)
        expect(value, `${kind} ${sensor}`).toSatisfy((is: number) => is >= least && is <= most)
      if (unit === '%' && kind === 'battery') expect(value).toBeLessThanOrEqual(100)
      expect([-255, 32_767, 65_535, 2_147_483_647]).not.toContain(value)
      const limits = Object.values(thresholds ?? {}).filter((limit) => limit !== null)
      expect(
        [...limits].sort((a, b) => a - b),
        `${kind} ${sensor}`,
      ).toEqual(limits)
    }
  })

  const recorded = (name: string) => test.skipIf(!recordingNames().includes(name))

  recorded('hand-switch-h3c-comware-7-1-075')("an H3C core's optics with their four limits", async () => {
    const { sensors } = await factsOf('hand-switch-h3c-comware-7-1-075')
    const optic = sensors.find((one) => one.kind === 'optical-power' && one.name?.startsWith('Rx'))
    expect(optic).toMatchObject({ value: -2.54, unit: 'dBm', status: 'ok' })
    expect(optic?.thresholds?.lowWarning).toBe(-9.9)
    expect(optic?.thresholds?.lowCritical).toBeCloseTo(-11.9, 1)
    expect(optic?.thresholds?.highCritical).toBeCloseTo(1, 1)
  })

  recorded('librenms-vrp_ne8000-m8')('a Huawei router without light on one of its optics', async () => {
    const { sensors } = await factsOf('librenms-vrp_ne8000-m8')
    const optics = sensors.filter((one) => one.kind === 'optical-power')
    expect(optics).toHaveLength(18)
    expect(optics.filter((one) => one.status === 'critical').map((one) => one.value)).toEqual([-40])
    expect(optics[0]?.thresholds).toEqual({
      lowCritical: -16,
      lowWarning: -15,
      highWarning: -1,
      highCritical: 0,
    })
  })

  recorded('librenms-drac_c6525')('an iDRAC with the limits of its inlet', async () => {
    const { sensors } = await factsOf('librenms-drac_c6525')
    expect(sensors.find((one) => one.name === 'Inlet Temp')).toEqual({
      kind: 'temperature',
      name: 'Inlet Temp',
      value: 17,
      unit: '°C',
      status: 'ok',
      thresholds: { lowCritical: -7, lowWarning: 3, highWarning: 26, highCritical: 27 },
    })
  })

  recorded('hand-wifi-aruba-7020')("a wireless controller's access points", async () => {
    const { accessPoints } = await factsOf('hand-wifi-aruba-7020')
    expect(accessPoints.map(({ model, state }) => [model, state])).toEqual([
      ['315', 'offline'],
      ['225', 'online'],
      ['225', 'offline'],
    ])
    const online = accessPoints.find((one) => one.state === 'online')
    expect(online?.radios.map(({ band, channel }) => [band, channel])).toEqual([
      ['5GHz', 52],
      ['2.4GHz', 1],
    ])
  })
})
