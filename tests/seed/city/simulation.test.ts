import { describe, expect, test } from 'vitest'
import iconv from 'iconv-lite'
import { findingKinds } from '../../../server/contract/entities/finding.ts'
import { buildCity } from '../../../seed/city/city.ts'
import { planNetwork, planSimulation } from '../../../seed/city/simulation-plan.ts'

const city = buildCity()
const { records, planted } = city
const plan = planSimulation(city)
const { faults } = planNetwork(city)
const simulated = new Map<string | null, (typeof plan)[number]>(plan.map((device) => [device.key, device]))
const declared = new Map<string | null, (typeof records.device)[number]>(
  records.device.map((device) => [device.assetTag, device]),
)
/** Ends of cables about which a fault is planted. */
const faulty = new Set(
  faults.flatMap(({ device, others }) =>
    others.flatMap((one) => [`${device} ${one.device}`, `${one.device} ${device}`]),
  ),
)
const plantedOf = (kind: string, field?: string) =>
  planted.filter(
    (difference) => difference.kind === kind && (field === undefined || difference.field === field),
  )
const roomCode = (id: number): string => records.room.find((room) => room.id === id)!.code

describe('the plan', () => {
  test('holds every target at its address, and nothing else', () => {
    expect(plan.length).toBeGreaterThan(800)
    expect(plan.length).toBeLessThanOrEqual(930)
    expect(plan.map(({ key, address, port }) => ({ name: key, address, port }))).toEqual(
      records.target.map(({ name, address, port }) => ({ name, address, port })),
    )
    expect(new Set(plan.map(({ address, port }) => `${address}:${port}`)).size).toBe(plan.length)
  })
  test('is the same twice', () => {
    expect(planSimulation(buildCity())).toEqual(plan)
  })
  test('can stand on one address with a port for each device', () => {
    const addressing = { addressing: 'ports', port: 20000 } as const
    const other = buildCity(addressing)
    const ports = planSimulation(other, addressing)
    expect(new Set(ports.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']))
    expect(ports.map(({ port }) => port)).toEqual(ports.map((_, index) => 20000 + index))
    expect(ports.map(({ port }) => port)).toEqual(other.records.target.map(({ port }) => port))
    expect(other.records.device).toEqual(records.device)
  })
  test('keeps loopback addresses within 127.21.0.0/16', () => {
    for (const { address } of plan)
      expect(address).toMatch(/^127\.21\.\d{1,2}\.([1-9]|[1-9]\d|1\d\d|2[0-4]\d|250)$/)
  })
  test('gives every device serial, addresses and interface indexes of their own', () => {
    const serials = plan.flatMap(({ serialNumber, modules }) => [
      serialNumber,
      ...modules.map((module) => module.serialNumber),
    ])
    expect(new Set(serials).size).toBe(serials.length)
    expect(new Set(plan.map(({ managementAddress }) => managementAddress)).size).toBe(plan.length)
    expect(new Set(plan.map(({ name }) => name)).size).toBe(plan.length)
    const macs = plan.flatMap(({ interfaces }) => interfaces.map(({ mac }) => mac))
    expect(new Set(macs).size).toBe(macs.length)
    for (const { key, interfaces } of plan) {
      expect(new Set(interfaces.map(({ index }) => index)).size, key).toBe(interfaces.length)
      expect(new Set(interfaces.map(({ name }) => name)).size, key).toBe(interfaces.length)
    }
  })
  test('has traffic only on ports that are up, and none above a port’s speed', () => {
    for (const { key, interfaces } of plan) {
      for (const port of interfaces) {
        const traffic = Math.max(port.meanInMbps, port.meanOutMbps)
        expect(traffic, `${key} ${port.name}`).toBeLessThanOrEqual(port.operUp ? port.speedMbps : 0)
        expect(port.operUp && !port.adminUp, `${key} ${port.name}`).toBe(false)
      }
    }
  })
  test('sends GB18030 that no strict UTF-8 decoder takes for UTF-8', () => {
    const old = plan.filter(({ encoding }) => encoding === 'gb18030')
    expect(old.length).toBeGreaterThan(10)
    const strict = new TextDecoder('utf-8', { fatal: true })
    for (const { name, location, vendor } of old) {
      expect(['Huawei', 'H3C']).toContain(vendor)
      for (const text of [name, location]) {
        expect(text).toMatch(/[\u4e00-\u9fff]/)
        const bytes = iconv.encode(text, 'gb18030')
        expect(() => strict.decode(bytes)).toThrow()
        expect(iconv.decode(bytes, 'gb18030')).toBe(text)
      }
    }
  })
})

describe('neighbours', () => {
  test('agree at both ends', () => {
    let links = 0
    for (const device of plan) {
      for (const {
        localInterface,
        remoteKey,
        remoteName,
        remoteChassisMac,
        remoteInterface,
      } of device.neighbours) {
        if (faulty.has(`${device.key} ${remoteKey}`)) continue
        const remote = simulated.get(remoteKey)!
        expect(remote.name).toBe(remoteName)
        expect(
          remote.interfaces.find(
            ({ index }) => index === Math.min(...remote.interfaces.map((one) => one.index)),
          )!.mac,
        ).toBe(remoteChassisMac)
        const back = remote.neighbours.filter((one) => one.remoteKey === device.key)
        expect(back).toHaveLength(1)
        expect(back[0]).toMatchObject({ localInterface: remoteInterface, remoteInterface: localInterface })
        const near = device.interfaces.find(({ name }) => name === localInterface)!
        const far = remote.interfaces.find(({ name }) => name === remoteInterface)!
        expect(near).toMatchObject({ adminUp: true, operUp: true, speedMbps: far.speedMbps })
        expect([near.meanInMbps, near.meanOutMbps]).toEqual([far.meanOutMbps, far.meanInMbps])
        links++
      }
    }
    expect(links).toBeGreaterThan(1000)
  })
  test('no port has two, but for the one that is planted', () => {
    const crowded = faults.find(({ kind }) => kind === 'two-neighbours')!
    for (const { key, neighbours } of plan) {
      expect(new Set(neighbours.map(({ localInterface }) => localInterface)).size, key).toBe(
        neighbours.length - (key === crowded.device ? 1 : 0),
      )
    }
  })
  test('storage is announced by nobody and learnt where it hangs', () => {
    const storage = plan.filter(({ kind }) => kind === 'storage')
    expect(storage.length).toBeGreaterThan(50)
    const keys = new Set(storage.map(({ key }) => key))
    for (const { kind, neighbours } of plan) {
      if (kind === 'storage') expect(neighbours).toEqual([])
      expect(neighbours.some(({ remoteKey }) => keys.has(remoteKey ?? ''))).toBe(false)
    }
    const learnt = new Set(plan.flatMap((device) => device.learnt.map(({ mac }) => mac)))
    const found = storage.filter(({ interfaces }) => interfaces.some(({ mac }) => learnt.has(mac)))
    expect(found.length).toBeGreaterThan(storage.length * 0.9)
  })
  test('three faults are planted, between devices that answer and stand where they are declared', () => {
    expect(faults.map(({ kind }) => kind).sort()).toEqual(['one-sided', 'two-neighbours', 'unregistered'])
    const moved = new Set(plantedOf('device-moved').map(({ recordKey }) => recordKey))
    const ends = faults.flatMap(({ device, others }) => [
      device,
      ...others.flatMap((one) => one.device ?? []),
    ])
    expect(ends.length).toBeGreaterThan(4)
    for (const key of ends) {
      expect(simulated.get(key)!.answers).toBe(true)
      expect(moved.has(key)).toBe(false)
    }
  })
  test('are in the same room, but for the moved devices', () => {
    const moved = new Set(plantedOf('device-moved').map(({ recordKey }) => recordKey))
    for (const device of plan) {
      const room = declared.get(device.key)?.roomId
      if (room == null || moved.has(device.key)) continue
      for (const { remoteKey } of device.neighbours) {
        const remote = declared.get(remoteKey)
        if (remote && !moved.has(remote.assetTag)) expect(remote.roomId).toBe(room)
      }
    }
  })
})

describe('planted differences', () => {
  test('are as many as planned, of kinds that the ledger knows', () => {
    const counts = Object.fromEntries(Object.keys(findingKinds).map((kind) => [kind, plantedOf(kind).length]))
    expect(counts).toEqual({
      'device-silent': 12,
      'device-unregistered': 5,
      'field-differs': 23,
      'device-moved': 6,
      'line-port-down': 3,
      'sum-mismatch': 1,
      'carrier-missing': 1,
      'impossible-value': 2,
      'device-readdressed': 0,
    })
    expect(plantedOf('field-differs', 'serialNumber')).toHaveLength(15)
    expect(plantedOf('field-differs', 'model')).toHaveLength(8)
  })
  test('no record has two', () => {
    const keys = planted.map(({ entity, recordKey }) => `${entity} ${recordKey}`)
    expect(new Set(keys).size).toBe(keys.length)
  })
  test('silent devices are exactly those that do not answer', () => {
    const silent = plan.filter(({ answers }) => !answers).map(({ key }) => key)
    expect(silent.sort()).toEqual(
      plantedOf('device-silent')
        .map(({ recordKey }) => recordKey)
        .sort(),
    )
  })

  test('all else that devices say is what the ledger says', () => {
    const found = plan.flatMap((device) => {
      const ledger = declared.get(device.key)
      if (!ledger || !device.answers) return []
      return (
        ['serialNumber', 'vendor', 'model', 'kind', 'name', 'managementAddress', 'softwareVersion'] as const
      )
        .filter((field) => device[field] !== ledger[field])
        .map((field) => ({ recordKey: device.key, field, declared: ledger[field], observed: device[field] }))
    })
    const expected = plantedOf('field-differs').map(({ recordKey, field, declared, observed }) => ({
      recordKey,
      field,
      declared,
      observed,
    }))
    const sorted = (list: { recordKey: string }[]) =>
      [...list].sort((one, other) => one.recordKey.localeCompare(other.recordKey))
    expect(sorted(found)).toEqual(sorted(expected))
  })
  test('devices say which room they are in: the declared one, unless moved', () => {
    const moved = new Map(plantedOf('device-moved').map((one) => [one.recordKey, one]))
    for (const { key, location } of plan) {
      const ledger = declared.get(key)
      if (!ledger) continue
      const code = location.match(/JZ-R\d{3}/)![0]
      expect(roomCode(ledger.roomId!)).toBe(moved.get(key)?.declared ?? code)
      expect(code).toBe(moved.get(key)?.observed ?? roomCode(ledger.roomId!))
      if (!moved.has(key) && ledger.rackId != null) {
        const rack = records.rack.find(({ id }) => id === ledger.rackId)!.name
        expect(location).toContain(`${rack}-${String(ledger.positionU).padStart(2, '0')}U`)
      }
    }
  })
  test('moved devices hang on an answering switch of the other room', () => {
    for (const { recordKey, declared: from, observed: to } of plantedOf('device-moved')) {
      expect(from).not.toBe(to)
      const { neighbours } = simulated.get(recordKey)!
      expect(neighbours.length).toBeGreaterThan(0)
      for (const { remoteKey } of neighbours) {
        expect(roomCode(declared.get(remoteKey)!.roomId!)).toBe(to)
        expect(simulated.get(remoteKey)).toMatchObject({ kind: 'switch', answers: true })
        expect(simulated.get(remoteKey)!.neighbours.length).toBeGreaterThan(2)
      }
    }
  })
  test('unregistered devices have a target without a device, and a serial that the ledger does not know', () => {
    const serials = new Set(records.device.map(({ serialNumber }) => serialNumber))
    const keys = plantedOf('device-unregistered').map(({ recordKey }) => recordKey)
    const open = records.target.filter(({ deviceId }) => deviceId == null)
    expect(open.map(({ name }) => name)).toEqual(keys)
    for (const { recordKey, observed } of plantedOf('device-unregistered')) {
      expect(simulated.get(recordKey)!.serialNumber).toBe(observed)
      expect(serials.has(observed)).toBe(false)
    }
  })
  test('lines’ ports are up, but for those planted, and carry no more than the line', () => {
    const down = records.line
      .filter(({ deviceId, interfaceName, bandwidthMbps }) => {
        const assetTag = records.device.find(({ id }) => id === deviceId)!.assetTag
        const port = simulated.get(assetTag)!.interfaces.find(({ name }) => name === interfaceName)!
        expect(simulated.get(assetTag)!.answers).toBe(true)
        expect(port.adminUp).toBe(true)
        expect(port.meanInMbps).toBeLessThanOrEqual(bandwidthMbps)
        return !port.operUp
      })
      .map(({ code }) => code)
    expect(down.sort()).toEqual(
      plantedOf('line-port-down')
        .map(({ recordKey }) => recordKey)
        .sort(),
    )
  })
  test('the ledger’s own: a missing carrier, a sum that does not match, impossible dates', () => {
    const missing = records.line.filter(({ carrierId }) => carrierId == null).map(({ code }) => code)
    expect(missing).toEqual(plantedOf('carrier-missing').map(({ recordKey }) => recordKey))
    expect(plantedOf('sum-mismatch')).toMatchObject([{ declared: '333', observed: '332' }])
    const impossible = [
      ...records.device.filter((one) => one.warrantyEnd! < one.purchaseDate!).map((one) => one.assetTag),
      ...records.line.filter((one) => one.contractEnd! < one.contractStart!).map((one) => one.code),
    ]
    expect(impossible).toEqual(plantedOf('impossible-value').map(({ recordKey }) => recordKey))
  })
})
