import { describe, expect, test } from 'vitest'
import { entities } from '../../../server/contract/entities/index.ts'
import { createSchema, isWritable, type Entity } from '../../../server/contract/entity.ts'
import { buildCity } from '../../../seed/city/city.ts'
import { deviceModels } from '../../../seed/city/catalogue/models.ts'
import { contains, type Boundary } from '../../../seed/city/geometry.ts'
import { seedLedger, seedOrder } from '../../../seed/ledger.ts'
import type { CityRecords } from '../../../seed/city/records.ts'

const city = buildCity()
const { records } = city
const byId = <T extends { id: number }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]))
const rooms = byId(records.room)
const devices = byId(records.device)
const racks = byId(records.rack)

test('two builds are equal, to the last value', () => {
  const again = buildCity()
  expect(again.records).toEqual(records)
  expect(again.planted).toEqual(city.planted)
})

describe('the contract', () => {
  test.each(seedOrder)('every %s is what its entity allows a person to enter', (name) => {
    const entity: Entity = entities[name]
    const schema = createSchema(entity)
    for (const record of records[name] as unknown as Record<string, unknown>[]) {
      expect(record['origin']).toBe('demonstration')
      const entered = Object.fromEntries(
        Object.entries(record).filter(([key]) => {
          const field = entity.fields[key]
          return key !== 'id' && (field === undefined || isWritable(field))
        }),
      )
      const result = schema.safeParse(entered)
      expect(result.error?.issues ?? [], `${name} ${JSON.stringify(record)}`).toEqual([])
    }
  })

  test.each(seedOrder)('every %s has an id of its own and refers to records that are there', (name) => {
    const entity: Entity = entities[name]
    const rows = records[name] as unknown as Record<string, unknown>[]
    expect(rows.map((row) => row['id'])).toEqual(rows.map((_, index) => index + 1))
    for (const [key, field] of Object.entries(entity.fields)) {
      if (field.type === 'reference') {
        const ids = new Set(records[field.to as keyof CityRecords].map(({ id }) => id))
        const dangling = rows.filter((row) => row[key] != null && !ids.has(row[key] as number))
        expect(dangling, `${name}.${key}`).toEqual([])
      }
      if ('unique' in field && field.unique) {
        expect(new Set(rows.map((row) => row[key])).size, `${name}.${key}`).toBe(rows.length)
      }
    }
  })

  test('records go into the ledger after what they refer to', async () => {
    const inserted: string[] = []
    await seedLedger(async (entity, rows) => {
      expect(rows).toHaveLength(records[entity as keyof CityRecords].length)
      for (const field of Object.values((entities[entity] as Entity).fields)) {
        if (field.type === 'reference' && field.to !== entity) expect(inserted).toContain(field.to)
      }
      inserted.push(entity)
    }, city)
    expect([...inserted].sort()).toEqual(Object.keys(records).sort())
  })

  test('organisations, districts, carriers, zones, indicators and the programme have English names', () => {
    for (const name of [
      'organisation',
      'region',
      'carrier',
      'networkZone',
      'indicator',
      'programmeItem',
    ] as const) {
      for (const record of records[name])
        expect(record.nameEn, `${name} ${record.name}`).toMatch(/^[“”\x20-\x7e]+$/)
    }
  })
})

describe('places', () => {
  const boundaries = new Map(records.region.map(({ id, boundary }) => [id, boundary as Boundary]))
  test.each(['site', 'place'] as const)('every %s stands in its district', (name) => {
    for (const { name: label, regionId, longitude, latitude } of records[name]) {
      expect(contains(boundaries.get(regionId)!, [longitude!, latitude!]), label).toBe(true)
    }
  })
  test('the address names the district', () => {
    for (const { address, regionId } of [...records.site, ...records.place]) {
      expect(address).toContain(records.region.find(({ id }) => id === regionId)!.name)
    }
  })
  test('a point outside the city is in none of its districts', () => {
    // Shenyang, Dalian.
    for (const point of [
      [123.43, 41.8],
      [121.61, 38.91],
    ] as const) {
      expect([...boundaries.values()].some((boundary) => contains(boundary, [...point]))).toBe(false)
    }
  })
})

describe('racks', () => {
  const mounted = records.device.filter(({ rackId }) => rackId != null)

  test('devices do not overlap and do not stand out of their rack', () => {
    const taken = new Set<string>()
    for (const { assetTag, rackId, positionU, heightU } of mounted) {
      expect(positionU! + heightU! - 1, assetTag).toBeLessThanOrEqual(racks.get(rackId!)!.heightU)
      for (let unit = positionU!; unit < positionU! + heightU!; unit++) {
        const slot = `${rackId} ${unit}`
        expect(taken.has(slot), `${assetTag} at ${slot}`).toBe(false)
        taken.add(slot)
      }
    }
  })
  test('only access points hang outside racks', () => {
    const kinds = records.device.filter(({ rackId }) => rackId == null).map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['access-point']))
  })
  test('a device and its rack are in one room, and every rack holds something', () => {
    for (const device of mounted) expect(racks.get(device.rackId!)!.roomId).toBe(device.roomId)
    expect(new Set(mounted.map(({ rackId }) => rackId)).size).toBe(records.rack.length)
  })
  test('racks fit into their room, at 2.5 m² and more each', () => {
    for (const room of records.room) {
      const count = records.rack.filter(({ roomId }) => roomId === room.id).length
      expect(count * 2.5, room.code).toBeLessThanOrEqual(room.areaSquareMetres)
    }
  })
  test('a room feeds what stands in it', () => {
    for (const room of records.room) {
      const own = records.device.filter(({ roomId, status }) => roomId === room.id && status === 'in-use')
      // Rated powers are far above the draw of a machine at work; half of them is already cautious.
      const drawnKw = own.reduce((watts, device) => watts + device.powerWatts!, 0) / 2000
      expect(drawnKw, room.code).toBeLessThanOrEqual(room.powerKw!)
    }
  })
})

describe('devices', () => {
  test('were bought when their model was sold, after their room was built', () => {
    for (const device of records.device) {
      const year = Number(device.purchaseDate!.slice(0, 4))
      const model = deviceModels.find(
        (one) => one.model === device.model && one.vendor === device.vendor && one.kind === device.kind,
      )
      expect(model, `${device.vendor} ${device.model}`).toBeDefined()
      expect(model!.from, device.assetTag).toBeLessThanOrEqual(year)
      expect(model!.to, device.assetTag).toBeGreaterThanOrEqual(year)
      expect(device.purchaseDate! > rooms.get(device.roomId!)!.builtOn!, device.assetTag).toBe(true)
    }
  })
  test.each(['assetTag', 'serialNumber', 'name', 'managementAddress'] as const)(
    'have a %s of their own',
    (key) => {
      const values = records.device.map((device) => device[key]).filter((value) => value != null)
      expect(new Set(values).size).toBe(values.length)
    },
  )
  test('of the classified network are out of reach', () => {
    const intranet = records.networkZone.find(({ code }) => code === 'intranet')!
    expect(intranet.isolated).toBe(true)
    const inside = records.device.filter(({ networkZoneId }) => networkZoneId === intranet.id)
    expect(inside.length).toBeGreaterThan(29)
    const targets = new Set(records.target.map(({ deviceId }) => deviceId))
    expect(inside.filter(({ id, managementAddress }) => managementAddress || targets.has(id))).toEqual([])
  })
  test('that a target points to are in use', () => {
    for (const { deviceId } of records.target) {
      if (deviceId != null) expect(devices.get(deviceId)!.status).toBe('in-use')
    }
  })
})

describe('lines', () => {
  test('end on a port of a network device of the organisation', () => {
    const ports = new Set<string>()
    for (const line of records.line) {
      const device = devices.get(line.deviceId!)!
      expect(['router', 'firewall']).toContain(device.kind)
      expect(device.roomId).toBe(line.roomId)
      expect(device.networkZoneId).toBe(line.networkZoneId)
      expect(rooms.get(line.roomId!)!.organisationId).toBe(line.organisationId)
      ports.add(`${line.deviceId} ${line.interfaceName}`)
    }
    expect(ports.size).toBe(records.line.length)
  })
  test('cost more the faster they are, on the same network', () => {
    const meanFee = (zone: number, bandwidth: number): number => {
      const fees = records.line
        .filter((line) => line.networkZoneId === zone && line.bandwidthMbps === bandwidth)
        .map((line) => line.monthlyFeeYuan!)
      return fees.reduce((one, other) => one + other, 0) / fees.length
    }
    for (const zone of new Set(records.line.map(({ networkZoneId }) => networkZoneId))) {
      const own = records.line.filter(({ networkZoneId }) => networkZoneId === zone)
      const speeds = [...new Set(own.map(({ bandwidthMbps }) => bandwidthMbps))].sort((a, b) => a - b)
      speeds.slice(1).forEach((speed, index) => {
        expect(meanFee(zone, speed)).toBeGreaterThan(meanFee(zone, speeds[index]!))
      })
    }
  })
})

describe('applications', () => {
  test('run on servers in use of their organisation, on their network, bought before they were launched', () => {
    for (const application of records.application) {
      const hosts = records.applicationHost.filter(({ applicationId }) => applicationId === application.id)
      expect(hosts.length, application.name).toBeGreaterThan(0)
      const dates = hosts.map(({ deviceId }) => {
        const device = devices.get(deviceId)!
        expect(device).toMatchObject({
          kind: 'server',
          status: 'in-use',
          organisationId: application.organisationId,
          networkZoneId: application.networkZoneId,
        })
        return device.purchaseDate!
      })
      expect(
        dates.some((date) => date < application.launchedOn!),
        application.name,
      ).toBe(true)
      expect(application.launchedOn! <= '2019-03-31').toBe(true)
    }
  })
  test('names are their own', () => {
    expect(new Set(records.application.map(({ name }) => name)).size).toBe(206)
  })
  test('depend on one another without circles', () => {
    const providers = Map.groupBy(records.applicationDependency, ({ consumerId }) => consumerId)
    const visit = (id: number, path: number[]): void => {
      expect(path, `circle at ${id}`).not.toContain(id)
      for (const { providerId } of providers.get(id) ?? []) visit(providerId, [...path, id])
    }
    for (const { id } of records.application) visit(id, [])
  })
  test('of the classified network stay away from the others', () => {
    const zoneOf = new Map(records.application.map(({ id, networkZoneId }) => [id, networkZoneId]))
    const intranet = records.networkZone.find(({ code }) => code === 'intranet')!.id
    for (const { consumerId, providerId } of records.applicationDependency) {
      const zones = [zoneOf.get(consumerId), zoneOf.get(providerId)]
      expect(zones.filter((zone) => zone === intranet).length).not.toBe(1)
    }
  })
})
