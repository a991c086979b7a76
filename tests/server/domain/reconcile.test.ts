import { describe, expect, test } from 'vitest'
import { reconcileQuality } from '../../../server/domain/reconcile/data-quality.ts'
import type { QualityDevice, QualityLine } from '../../../server/domain/reconcile/data-quality.ts'
import { reconcileDevice } from '../../../server/domain/reconcile/device.ts'
import { evidenceTextOf, fingerprintOf } from '../../../server/domain/reconcile/draft.ts'
import type {
  DeclaredDevice,
  EvidenceRun,
  Subject,
  TargetState,
} from '../../../server/domain/reconcile/subject.ts'

const at = '2026-11-23T08:00:00.000Z'

const device = (fields: Partial<DeclaredDevice> = {}): DeclaredDevice => ({
  id: 7,
  assetTag: 'ZC-7',
  name: 'SW-7',
  kind: 'switch',
  vendor: 'Huawei',
  model: 'S5720-28X-LI-AC',
  serialNumber: '2102350AAA',
  softwareVersion: null,
  managementAddress: '10.1.1.7',
  roomId: 1,
  organisationId: 1,
  status: 'in-use',
  ...fields,
})
const target = (fields: Partial<TargetState> = {}): TargetState => ({
  id: 3,
  name: 'SW-7',
  address: '10.1.1.7',
  port: 161,
  enabled: true,
  failureCount: 0,
  lastAttemptAt: at,
  lastAnswerAt: at,
  lastProblems: [],
  ...fields,
})
const seen = (field: string, value: string, more: Partial<EvidenceRun> = {}): EvidenceRun => ({
  source: 'snmp',
  field,
  value,
  firstSeenAt: at,
  lastSeenAt: at,
  targetId: 3,
  ...more,
})
const subject = (parts: Partial<Subject> = {}): Subject => ({
  device: device(),
  targets: [target()],
  evidence: [],
  neighbours: [],
  lines: [],
  rooms: [
    { id: 1, code: 'GT-01', name: '一号机房', organisationId: 1 },
    { id: 2, code: 'GT-02', name: '二号机房', organisationId: 1 },
  ],
  ...parts,
})
const kinds = (parts: Partial<Subject>) => reconcileDevice(subject(parts)).map((draft) => draft.kind)

describe('a declared device', () => {
  test('that says what is declared raises nothing', () => {
    const evidence = [seen('serialNumber', '2102350aaa'), seen('vendor', '华为'), seen('name', 'sw-7')]
    expect(reconcileDevice(subject({ evidence }))).toEqual([])
  })
  test('with another serial number differs in that field, with both values and where they come from', () => {
    const [draft] = reconcileDevice(subject({ evidence: [seen('serialNumber', '2102350AAB')] }))
    expect(draft).toMatchObject({
      kind: 'field-differs',
      severity: 'high',
      field: 'serialNumber',
      declaredValue: '2102350AAA',
      observedValue: '2102350AAB',
      source: 'snmp',
      evidence: [
        { source: 'declared', link: '/devices/7' },
        { source: 'snmp', link: '/targets/3', lastSeenAt: at },
      ],
    })
    expect(fingerprintOf(draft!)).toBe('field-differs:device:7:serialNumber')
  })
  test('is believed by the most trusted source: one that agrees outweighs a lesser one', () => {
    const evidence = [
      seen('serialNumber', '2102350AAA', { source: 'redfish' }),
      seen('serialNumber', 'OTHER', { source: 'agent' }),
    ]
    expect(kinds({ evidence })).toEqual([])
  })
  test('whose field nobody declared raises nothing there', () => {
    expect(kinds({ evidence: [seen('softwareVersion', 'V200R019')] })).toEqual([])
  })
  test('that is retired is compared with nothing', () => {
    expect(
      kinds({ device: device({ status: 'retired' }), evidence: [seen('serialNumber', 'OTHER')] }),
    ).toEqual([])
  })
  test('seen through two targets is judged by what was seen last', () => {
    const evidence = [
      seen('name', 'OLD', { lastSeenAt: '2026-11-22T08:00:00.000Z', targetId: 4 }),
      seen('name', 'SW-7'),
    ]
    expect(kinds({ evidence })).toEqual([])
  })
  test('the same difference seen later, or more often, rests on the same evidence', () => {
    const drafts = [at, '2026-11-24T08:00:00.000Z'].map(
      (lastSeenAt) => reconcileDevice(subject({ evidence: [seen('name', 'SW-8', { lastSeenAt })] }))[0]!,
    )
    expect(evidenceTextOf(drafts[0]!)).toBe(evidenceTextOf(drafts[1]!))
  })
})

describe('a silent device', () => {
  const never = { lastAnswerAt: null }
  test.each([
    ['one failed visit of a target that never answered', { ...never, failureCount: 1 }, false],
    ['two failed visits of a target that never answered', { ...never, failureCount: 2 }, true],
    ['two failed visits of a target that used to answer', { failureCount: 2 }, false],
    ['three failed visits of a target that used to answer', { failureCount: 3 }, true],
    ['a wrong credential', { failureCount: 9, lastProblems: ['wrong-credential'] as const }, false],
    ['a target that is switched off', { failureCount: 9, enabled: false }, false],
  ])('is told by its visits: %s', (_, visits, isSilent) => {
    expect(kinds({ targets: [target(visits)] })).toEqual(isSilent ? ['device-silent'] : [])
  })
  test('is not silent as long as one of its targets answers', () => {
    expect(kinds({ targets: [target({ failureCount: 9 }), target({ id: 4 })] })).toEqual([])
  })
  test('is expected to be when it is declared faulty or spare', () => {
    for (const status of ['faulty', 'spare', 'retired'] as const)
      expect(kinds({ device: device({ status }), targets: [target({ failureCount: 9 })] })).toEqual([])
  })
})

test('something that nobody declared is told with what it said', () => {
  const evidence = [seen('vendor', 'H3C'), seen('serialNumber', 'X123'), seen('roomId', 'GT-02')]
  expect(reconcileDevice(subject({ device: null, evidence }))).toMatchObject([
    {
      kind: 'device-unregistered',
      subjectEntity: 'target',
      subjectId: 3,
      observedValue: 'H3C · SN X123',
      roomId: 2,
    },
  ])
})

test('a moved device is told with what both the network and its own text say', () => {
  const evidence = [seen('roomId', 'GT-02'), seen('roomId', 'GT-02', { source: 'snmp-neighbours' })]
  const neighbours = [{ deviceId: 9, deviceName: 'SW-9', roomId: 2, localInterface: 'eth0' }]
  const [draft] = reconcileDevice(subject({ device: device({ kind: 'server' }), evidence, neighbours }))
  expect(draft).toMatchObject({
    kind: 'device-moved',
    declaredValue: 'GT-01 一号机房',
    observedValue: 'GT-02 二号机房',
    source: 'snmp-neighbours',
  })
  expect(draft!.evidence.map((item) => item.what)).toEqual(['roomId', 'roomId', 'roomId', 'neighbour'])
})

describe("a line's port", () => {
  const line = (fields = {}) => ({
    id: 5,
    code: 'LN-5',
    name: '专线',
    interfaceName: 'GE0/0/1',
    organisationId: 2,
    roomId: 1,
    status: 'active',
    ...fields,
  })
  const port = (state: string) => [seen('interface:GE0/0/1', state)]
  test.each(['down', 'missing', 'shutdown'])('that is %s is a finding of the line', (state) => {
    expect(reconcileDevice(subject({ lines: [line()], evidence: port(state) }))).toMatchObject([
      { kind: 'line-port-down', subjectEntity: 'line', subjectId: 5, observedValue: `GE0/0/1 ${state}` },
    ])
  })
  test('that is up, or of a line that is not in use, raises nothing', () => {
    expect(kinds({ lines: [line()], evidence: port('up') })).toEqual([])
    expect(kinds({ lines: [line({ status: 'suspended' })], evidence: port('down') })).toEqual([])
  })
})

describe('the quality of data', () => {
  const line = (id: number, fields: Partial<QualityLine> = {}): QualityLine => ({
    id,
    code: `LN-${id}`,
    name: '线路',
    carrierId: 1,
    contractStart: null,
    contractEnd: null,
    status: 'active',
    organisationId: 1,
    roomId: null,
    ...fields,
  })
  const box = (fields: Partial<QualityDevice> = {}): QualityDevice => ({
    id: 1,
    assetTag: 'ZC-1',
    name: '设备',
    purchaseDate: null,
    warrantyEnd: null,
    rackId: null,
    positionU: null,
    heightU: null,
    organisationId: 1,
    roomId: 1,
    ...fields,
  })
  const check = (records: Partial<Parameters<typeof reconcileQuality>[0]>) =>
    reconcileQuality(
      { devices: [], lines: [], carriers: [{ id: 1, name: '联通' }], racks: [], ...records },
      '2026-11-23',
    )

  test('states a line without a carrier, and that the sums do not agree', () => {
    expect(check({ lines: [line(1), line(2, { carrierId: null })] })).toMatchObject([
      { kind: 'carrier-missing', subjectId: 2 },
      { kind: 'sum-mismatch', declaredValue: '2', observedValue: '1' },
    ])
  })
  test('is silent when every line has its carrier', () => {
    expect(check({ lines: [line(1), line(2)] })).toEqual([])
  })
  test.each([
    ['bought in the future', { purchaseDate: '2026-11-24' }, 'purchaseDate'],
    [
      'out of warranty before it was bought',
      { purchaseDate: '2020-01-02', warrantyEnd: '2020-01-01' },
      'warrantyEnd',
    ],
    ['above the top of its rack', { rackId: 1, positionU: 42, heightU: 2 }, 'positionU'],
    ['in a rack of another room', { rackId: 1, roomId: 2 }, 'rackId'],
  ])('states a device %s', (_, fields, field) => {
    const racks = [{ id: 1, name: 'A1', roomId: 1, heightU: 42 }]
    expect(check({ devices: [box(fields)], racks })).toMatchObject([{ kind: 'impossible-value', field }])
  })
  test('states a contract that ends before it starts', () => {
    const lines = [line(1, { contractStart: '2020-02-01', contractEnd: '2020-01-31' })]
    expect(check({ lines })).toMatchObject([{ kind: 'impossible-value', field: 'contractEnd' }])
  })
})
