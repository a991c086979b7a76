import { afterEach, describe, expect, it } from 'vitest'
import iconv from 'iconv-lite'
import { startSimulation } from '../../../seed/simulation/start.ts'
import type { Simulation } from '../../../seed/simulation/start.ts'
import type { SimulatedDevice } from '../../../seed/simulation/spec.ts'
import { compareOids, dotted } from '../../../seed/simulation/mib/value.ts'
import { asNumber, asText, column, get, walk } from './client.ts'
import { device, link, port } from './factory.ts'

let running: Simulation | null = null
let clock = Date.parse('2026-11-23T06:00:00Z')
const start = async (devices: SimulatedDevice[]) => {
  running = await startSimulation(devices, { now: () => clock })
  return running
}
afterEach(async () => {
  await running?.stop()
  running = null
})

const oids = {
  description: '1.3.6.1.2.1.1.1.0',
  objectId: '1.3.6.1.2.1.1.2.0',
  uptime: '1.3.6.1.2.1.1.3.0',
  name: '1.3.6.1.2.1.1.5.0',
  location: '1.3.6.1.2.1.1.6.0',
  inOctets: '1.3.6.1.2.1.2.2.1.10',
  operStatus: '1.3.6.1.2.1.2.2.1.8',
  hcInOctets: '1.3.6.1.2.1.31.1.1.1.6',
  hcOutOctets: '1.3.6.1.2.1.31.1.1.1.10',
  physicalClass: '1.3.6.1.2.1.47.1.1.1.1.5',
  containedIn: '1.3.6.1.2.1.47.1.1.1.1.4',
  softwareRevision: '1.3.6.1.2.1.47.1.1.1.1.10',
  serialNumber: '1.3.6.1.2.1.47.1.1.1.1.11',
  manufacturer: '1.3.6.1.2.1.47.1.1.1.1.12',
  model: '1.3.6.1.2.1.47.1.1.1.1.13',
  remoteChassis: '1.0.8802.1.1.2.1.4.1.1.5',
  remotePort: '1.0.8802.1.1.2.1.4.1.1.7',
  localChassis: '1.0.8802.1.1.2.1.3.2.0',
}

const one = async (of: SimulatedDevice, oid: string) => (await get(of, [oid]))[0]?.value
const vendors: Partial<SimulatedDevice>[] = [
  { vendor: 'Huawei', kind: 'switch', model: 'S5720-52X-LI-AC', softwareVersion: 'V200R011C10SPC600' },
  { vendor: 'Huawei', kind: 'router', model: 'NE40E-X3', softwareVersion: 'V800R010C10SPC500' },
  { vendor: 'Huawei', kind: 'firewall', model: 'USG6370', softwareVersion: 'V500R005C00SPC200' },
  { vendor: 'Huawei', kind: 'wireless-controller', model: 'AC6605-26-PWR', softwareVersion: 'V200R007C20' },
  { vendor: 'H3C', kind: 'switch', model: 'S5560X-30C-EI', softwareVersion: '7.1.070, Release 6126P20' },
  { vendor: 'H3C', kind: 'firewall', model: 'SecPath F1000-AK125', softwareVersion: '7.1.064, Release 9333' },
  { vendor: 'Ruijie', kind: 'switch', model: 'RG-S2910-24GT4XS-E', softwareVersion: 'RGOS 11.4(1)B12P11' },
  { vendor: 'ZTE', kind: 'switch', model: 'ZXR10 5960-64DL', softwareVersion: 'V3.00.10' },
  { vendor: 'Cisco', kind: 'switch', model: 'WS-C2960X-48TS-L', softwareVersion: '15.2(2)E7' },
  { vendor: 'Sangfor', kind: 'load-balancer', model: 'AD-1000-C640', softwareVersion: '7.0.8' },
  { vendor: 'Dell', kind: 'server', model: 'PowerEdge R740', softwareVersion: 'CentOS 7.6' },
  { vendor: 'Inspur', kind: 'server', model: 'NF5280M5', softwareVersion: 'Kylin V10' },
  { vendor: 'HPE', kind: 'server', model: 'ProLiant DL380 Gen10', softwareVersion: 'Windows Server 2016' },
  { vendor: 'Sugon', kind: 'storage', model: 'DS800-G35', softwareVersion: null },
]

describe('what a device says of itself', () => {
  it.each(vendors)('$vendor $kind: identity in its chassis row, every object in order', async (variant) => {
    const simulated = device(variant)
    await start([simulated])

    const everything = await walk(simulated)
    everything.forEach((answer, position) => {
      const before = everything[position - 1]
      if (before) expect(compareOids(dotted(before.oid), dotted(answer.oid))).toBeLessThan(0)
    })

    const classes = await column(simulated, oids.physicalClass)
    const chassis = [...classes].filter(([, value]) => value === 3).map(([index]) => index)
    expect(chassis).toHaveLength(1)
    const index = chassis[0] as string
    expect(asText(await one(simulated, `${oids.model}.${index}`))).toBe(simulated.model)
    expect(asText(await one(simulated, `${oids.serialNumber}.${index}`))).toBe(simulated.serialNumber)
    expect(asText(await one(simulated, `${oids.softwareRevision}.${index}`))).toBe(
      simulated.softwareVersion ?? '',
    )
    expect(asText(await one(simulated, `${oids.manufacturer}.${index}`))).toBe(simulated.vendor)
    expect(asText(await one(simulated, oids.name))).toBe(simulated.name)

    const parents = await column(simulated, oids.containedIn)
    for (const parent of parents.values()) expect(parent === 0 || classes.has(String(parent))).toBe(true)
  })

  it('has the vendor in sysObjectID and the words of its system in sysDescr', async () => {
    const huawei = device({ vendor: 'Huawei' })
    const h3c = device({ vendor: 'H3C', model: 'S5560X-30C-EI', softwareVersion: '7.1.070, Release 6126P20' })
    const dell = device({ vendor: 'Dell', kind: 'server', softwareVersion: 'CentOS 7.6' })
    await start([huawei, h3c, dell])
    expect(await one(huawei, oids.objectId)).toMatch(/^1\.3\.6\.1\.4\.1\.2011\.2\.23\./)
    expect(asText(await one(huawei, oids.description))).toContain('(S5720 V200R011C10SPC600)')
    expect(await one(h3c, oids.objectId)).toMatch(/^1\.3\.6\.1\.4\.1\.25506\.1\./)
    expect(asText(await one(h3c, oids.description))).toMatch(
      /^H3C Comware Platform Software, Software Version 7\.1\.070, Release 6126P20\r\nH3C S5560X-30C-EI\r\n/,
    )
    expect(await one(dell, oids.objectId)).toBe('1.3.6.1.4.1.8072.3.2.10')
    expect(asText(await one(dell, oids.description))).toMatch(/^Linux .* 3\.10\.0-\S+\.el7\.x86_64 /)
  })

  it('answers each scalar and each column that a walk shows by GET too', async () => {
    const simulated = device({ vendor: 'Inspur', kind: 'server', softwareVersion: 'CentOS 7.6' })
    await start([simulated])
    for (const answer of await walk(simulated)) {
      const [got] = await get(simulated, [answer.oid])
      expect(got).toEqual(answer)
    }
  })

  it('sends Chinese text as GB18030 where the device is old, as UTF-8 elsewhere', async () => {
    const location = '古塔区政府四楼机房 3 号柜'
    const old = device({ location, encoding: 'gb18030' })
    const recent = device({ location })
    await start([old, recent])
    expect(await one(old, oids.location)).toEqual(iconv.encode(location, 'gb18030'))
    expect(await one(recent, oids.location)).toEqual(Buffer.from(location, 'utf8'))
  })

  it('cuts over-long text between characters', async () => {
    const simulated = device({ location: '锦州'.repeat(100) })
    await start([simulated])
    const bytes = (await one(simulated, oids.location)) as Buffer
    expect(bytes.length).toBeGreaterThan(200)
    expect(bytes.length).toBeLessThanOrEqual(255)
    expect(bytes.toString('utf8')).toMatch(/^(锦州)+锦?$/)
  })
})

describe('what moves', () => {
  it('counts traffic forwards only, near the mean that was asked for', async () => {
    const simulated = device({ interfaces: [port(1, { meanInMbps: 400, meanOutMbps: 80 })] })
    await start([simulated])
    const first = asNumber(await one(simulated, `${oids.hcInOctets}.1`))
    let before = first
    const hours = 24
    for (let quarter = 0; quarter < hours * 4; quarter++) {
      clock += 900_000
      const [inbound, low] = await get(simulated, [`${oids.hcInOctets}.1`, `${oids.inOctets}.1`])
      const now = asNumber(inbound?.value)
      expect(now).toBeGreaterThan(before)
      expect(asNumber(low?.value)).toBe(now % 2 ** 32)
      before = now
    }
    const meanMbps = ((before - first) * 8) / (hours * 3_600) / 1e6
    expect(meanMbps).toBeGreaterThan(390)
    expect(meanMbps).toBeLessThan(410)
  })

  it('never counts more than a port can carry, nor falls when the clock is set back', async () => {
    const simulated = device({ interfaces: [port(1, { speedMbps: 100, meanInMbps: 900 })] })
    await start([simulated])
    const at = async () => asNumber(await one(simulated, `${oids.hcInOctets}.1`))
    let before = await at()
    for (let step = 0; step < 96; step++) {
      clock += 900_000
      const now = await at()
      expect(((now - before) * 8) / 900).toBeLessThanOrEqual(100e6)
      before = now
    }
    clock -= 3_600_000
    expect(await at()).toBe(before)
    clock += 3_600_000
  })

  it('runs its uptime in hundredths', async () => {
    const simulated = device({ uptimeSeconds: 1_000 })
    await start([simulated])
    expect(await one(simulated, oids.uptime)).toBe(100_000)
    clock += 12_340
    expect(await one(simulated, oids.uptime)).toBe(101_234)
  })

  it('stops counting and loses its neighbour while a port is down', async () => {
    const a = device()
    const b = device()
    link(a, 'GigabitEthernet0/0/1', b, 'GigabitEthernet0/0/2')
    const simulation = await start([a, b])
    const octets = async () => asNumber(await one(a, `${oids.hcOutOctets}.1`))
    simulation.set(a.key, { interfaceOper: { name: 'GigabitEthernet0/0/1', up: false } })
    const atDown = await octets()
    clock += 600_000
    expect(await octets()).toBe(atDown)
    expect(await one(a, `${oids.operStatus}.1`)).toBe(2)
    expect((await column(a, oids.remotePort)).size).toBe(0)
    simulation.set(a.key, { interfaceOper: { name: 'GigabitEthernet0/0/1', up: true } })
    expect(await octets()).toBe(atDown)
    clock += 600_000
    expect(await octets()).toBeGreaterThan(atDown)
    expect((await column(a, oids.remotePort)).size).toBe(1)
  })

  it('takes another serial number while it runs', async () => {
    const simulated = device()
    const simulation = await start([simulated])
    simulation.set(simulated.key, { serialNumber: 'OTHER-1' })
    expect([...(await column(simulated, oids.serialNumber)).values()].map(asText)).toContain('OTHER-1')
  })
})

describe('neighbours', () => {
  it('agree at both ends, over the wire', async () => {
    const net = Array.from({ length: 6 }, (_, position) => device({ name: `SW-${position}` }))
    const [core, ...access] = net as [SimulatedDevice, ...SimulatedDevice[]]
    core.interfaces = Array.from({ length: 8 }, (_, position) => port(position + 1))
    access.forEach((edge, position) =>
      link(core, `GigabitEthernet0/0/${position + 1}`, edge, 'GigabitEthernet0/0/4'),
    )
    await start(net)

    const ends: string[] = []
    for (const each of net) {
      const own = (await one(each, oids.localChassis)) as Buffer
      const chassis = await column(each, oids.remoteChassis)
      const ports = await column(each, oids.remotePort)
      for (const [index, remote] of chassis) {
        const local = each.interfaces.find((candidate) => candidate.index === Number(index.split('.')[1]))
        ends.push(
          [
            `${own.toString('hex')}/${local?.name}`,
            `${(remote as Buffer).toString('hex')}/${asText(ports.get(index))}`,
          ].join(' '),
        )
      }
    }
    expect(ends).toHaveLength(10)
    expect(ends.map((end) => end.split(' ').reverse().join(' ')).sort()).toEqual([...ends].sort())
  })
})
