import { describe, expect, test } from 'vitest'
import { mergeTopology } from '../../../../server/domain/topology/merge.ts'
import { early, late, macOf, merged, ports, sees, station } from './network.ts'

describe('one cable', () => {
  test('that both ends see is one link with both ports', () => {
    expect(
      merged([station(1, { neighbours: [sees(1, 2, 3)] }), station(2, { neighbours: [sees(3, 1, 1)] })]),
    ).toEqual(['device:1 0/0/1 [lldp] — device:2 0/0/3 [lldp]'])
  })

  test.each([
    [
      'chassis id in another spelling',
      { chassisId: macOf(2, 0).replaceAll(':', '-').toUpperCase(), name: null },
    ],
    ['the MAC of one of its ports', { chassisId: macOf(2, 4), name: null }],
    ['management address', { chassisId: null, name: null, address: '10.0.0.2' }],
    ['address as chassis id', { chassisId: '10.0.0.2', name: null }],
    ['system name with a domain', { chassisId: null, name: 'sw-2.jz.example' }],
    [
      'CDP device id with a serial number',
      { chassisId: null, name: 'SW-2(FOX1234ABCD)', protocol: 'cdp' as const },
    ],
  ])('the neighbour is known by %s', (_, names) => {
    const [words] = merged([station(1, { neighbours: [sees(1, 2, 3, names)] }), station(2)])
    expect(words).toMatch(/^device:1 0\/0\/1 .* — device:2 0\/0\/3/)
  })

  test.each([
    ['GE0/0/3'],
    ['gi 0/0/3'],
    ['Gig0/0/3'],
    ['to the roof'],
    ['3'],
    [macOf(2, 3)],
    ['GigabitEthernet0/0/3.0'],
  ])('its port is known as %s', (text) => {
    const two = station(2)
    two.sighting!.ports[2]!.alias = 'to the roof'
    expect(merged([station(1, { neighbours: [sees(1, 2, text)] }), two])).toEqual([
      'device:1 0/0/1 [lldp] — device:2 0/0/3 []',
    ])
  })

  test('a name that two devices share names neither', () => {
    const nameless = { chassisId: null, name: 'SW' }
    const links = merged([
      station(1, { neighbours: [sees(1, 2, 3, nameless)] }),
      station(2, {}, { name: 'SW' }),
      station(3, {}, { name: 'SW' }),
    ])
    expect(links).toEqual(['device:1 0/0/1 [lldp] — unknown:sw 0/0/3 [] unregistered'])
  })

  test('an end that cannot name the other port takes the one that names it', () => {
    expect(
      merged([
        station(1, { neighbours: [sees(1, 2, 'port of no name'), sees(2, 2, 4)] }),
        station(2, { neighbours: [sees(3, 1, 1), sees(4, 1, 2)] }),
      ]),
    ).toEqual([
      'device:1 0/0/1 [lldp] — device:2 0/0/3 [lldp]',
      'device:1 0/0/2 [lldp] — device:2 0/0/4 [lldp]',
    ])
  })

  test('two ends that cannot name the other port are one cable; two such pairs are not guessed', () => {
    const pair = (ones: number[], twos: number[]) => [
      station(1, { neighbours: ones.map((port) => sees(port, 2, 'uplink')) }),
      station(2, { neighbours: twos.map((port) => sees(port, 1, 'uplink')) }),
    ]
    expect(merged(pair([1], [3]))).toEqual(['device:1 0/0/1 [lldp] — device:2 0/0/3 [lldp]'])
    expect(merged(pair([1, 2], [3, 4]))).toHaveLength(4)
  })

  test('LLDP and CDP say the same cable once, also where only one of them knows the neighbour', () => {
    const cdp = { protocol: 'cdp' as const, chassisId: null }
    expect(
      merged([
        station(1, { neighbours: [sees(1, 2, macOf(2, 3)), sees(1, 2, 3, cdp)] }),
        station(2, { neighbours: [sees(3, 1, 1), sees(3, 1, 1, cdp)] }),
      ]),
    ).toEqual(['device:1 0/0/1 [cdp+lldp] — device:2 0/0/3 [cdp+lldp]'])
    expect(
      merged([
        station(1, { neighbours: [sees(1, 9, 3), sees(1, 2, 3, cdp)] }),
        station(2, { neighbours: [sees(3, 1, 1)] }),
      ]),
    ).toEqual(['device:1 0/0/1 [cdp+lldp] — device:2 0/0/3 [lldp]'])
  })

  test('a stranger is one node, whoever sees it and by whichever protocol', () => {
    const { links, strangers } = mergeTopology(
      [
        station(1, { neighbours: [sees(1, 9, 1, { name: 'ODF-SW', description: 'H3C S5130' })] }),
        station(2, { neighbours: [sees(1, 9, 2, { name: 'odf-sw', protocol: 'cdp', chassisId: null })] }),
      ],
      () => early,
    )
    expect(links.map((link) => [link.b.node, link.conflict])).toEqual([
      [`unknown:${macOf(9, 0)}`, 'unregistered'],
      [`unknown:${macOf(9, 0)}`, 'unregistered'],
    ])
    expect(strangers).toMatchObject([{ name: 'ODF-SW', chassisId: macOf(9, 0), description: 'H3C S5130' }])
  })

  test('a device that answers but is not in the ledger is an end, and marked', () => {
    const answering = station(5, { neighbours: [sees(1, 1, 2)] }, { key: 'target:5' })
    expect(merged([station(1, { neighbours: [sees(2, 5, 1)] }), answering])).toEqual([
      'device:1 0/0/2 [lldp] — target:5 0/0/1 [lldp] unregistered',
    ])
  })
})

describe('conflicts', () => {
  const oneSided = (two: Parameters<typeof station>[1], more = {}) => [
    station(1, { neighbours: [sees(1, 2, 3)] }),
    station(2, two, more),
    station(3, { neighbours: [sees(1, 2, 4)] }),
  ]
  const heardOthers = { neighbours: [sees(4, 3, 1)] }

  test('one-sided: the other end hears others, but not this one', () => {
    expect(merged(oneSided(heardOthers))[0]).toBe('device:1 0/0/1 [lldp] — device:2 0/0/3 [] one-sided')
  })

  test('one-sided also where the other end has learnt the address: frames arrive, announcements do not', () => {
    const learnt = [{ interfaceIndex: 3, count: 1, macs: [macOf(1, 0)] }]
    expect(merged(oneSided({ ...heardOthers, learnt }))[0]).toBe(
      'device:1 0/0/1 [lldp] — device:2 0/0/3 [fdb] one-sided',
    )
  })

  test('not one-sided: it hears nobody, never answered, or was not asked since', () => {
    expect(merged(oneSided({}))[0]).not.toContain('one-sided')
    expect(merged(oneSided({}, { sighting: null, seenAt: null }))[0]).not.toContain('one-sided')
    expect(merged(oneSided(heardOthers), late)[0]).not.toContain('one-sided')
    expect(merged(oneSided(heardOthers), null)[0]).not.toContain('one-sided')
  })

  test('a port with two neighbours is impossible, whichever end says it', () => {
    expect(
      merged([
        station(1, { neighbours: [sees(1, 2, 3)] }),
        station(2, { neighbours: [sees(3, 1, 1)] }),
        station(3, { neighbours: [sees(4, 1, 1)] }),
      ]),
    ).toEqual([
      'device:1 0/0/1 [lldp] — device:2 0/0/3 [lldp] two-neighbours',
      'device:1 0/0/1 [] — device:3 0/0/4 [lldp] two-neighbours',
    ])
  })

  test('a bundle may have several, and CDP passes through switches of others', () => {
    const bundle = station(1, { neighbours: [sees(1, 2, 3), sees(1, 3, 4)] })
    bundle.sighting!.ports[0]!.type = 161
    expect(merged([bundle, station(2), station(3)]).join()).not.toContain('two-neighbours')
    const cdp = { protocol: 'cdp' as const }
    expect(
      merged([
        station(1, { neighbours: [sees(1, 2, 3, cdp), sees(1, 3, 4, cdp)] }),
        station(2),
        station(3),
      ]).join(),
    ).not.toContain('two-neighbours')
  })

  test('a port that the device does not have, but not a number or a description that an agent made up', () => {
    const seen = (text: string) => merged([station(1, { neighbours: [sees(1, 2, text)] }), station(2)])[0]
    expect(seen('GigabitEthernet0/0/48')).toBe('device:1 0/0/1 [lldp] — device:2 0/0/48 [] no-such-port')
    for (const text of ['48', 'Uplink to core', '02:00:00:00:00:01'])
      expect(seen(text)).not.toContain('no-such-port')
  })

  test('a cable between two ports of one device is a loop, and one link', () => {
    expect(merged([station(1, { neighbours: [sees(1, 1, 2), sees(2, 1, 1)] })])).toEqual([
      'device:1 0/0/1 [lldp] — device:1 0/0/2 [lldp] loop',
    ])
  })
})

describe('forwarding tables', () => {
  const learnt = (port: number, macs: string[]) => ({ interfaceIndex: port, count: macs.length, macs })
  const host = (number: number) => station(number, { ports: ports(number, ['eth0', 'eth1']) })

  test('a host that is alone behind a port hangs there', () => {
    expect(
      merged([
        station(1, { learnt: [learnt(1, [macOf(7, 1)]), learnt(2, [macOf(7, 2), macOf(8, 1)])] }),
        host(7),
        host(8),
      ]),
    ).toEqual(['device:1 0/0/1 [fdb] — device:7 eth0 []'])
  })

  test('a host with a port at each of two switches has two links', () => {
    expect(
      merged([
        station(1, { learnt: [learnt(1, [macOf(7, 1)])] }),
        station(2, { learnt: [learnt(4, [macOf(7, 2)])] }),
        host(7),
      ]),
    ).toEqual(['device:1 0/0/1 [fdb] — device:7 eth0 []', 'device:2 0/0/4 [fdb] — device:7 eth1 []'])
  })

  test('where two switches see it alone nothing is guessed; an announced neighbour makes one of them an uplink', () => {
    const seenAtBoth = [
      station(1, { learnt: [learnt(1, [macOf(7, 1)])] }),
      station(2, { learnt: [learnt(4, [macOf(7, 1)])] }),
      host(7),
    ]
    expect(merged(seenAtBoth)).toEqual([])
    const [one, two, seven] = seenAtBoth
    one!.sighting!.neighbours = [sees(1, 2, 3)]
    two!.sighting!.neighbours = [sees(3, 1, 1)]
    expect(merged([one!, two!, seven!])).toEqual([
      'device:1 0/0/1 [lldp] — device:2 0/0/3 [lldp]',
      'device:2 0/0/4 [fdb] — device:7 eth0 []',
    ])
  })

  test('two bridges that see each other alone on one side are joined, with both ports', () => {
    expect(
      merged([
        station(1, { learnt: [learnt(1, [macOf(2, 0)]), learnt(2, [macOf(7, 1)])] }),
        station(2, { learnt: [learnt(3, [macOf(1, 0), macOf(7, 1)]), learnt(4, [macOf(8, 1)])] }),
        host(7),
        host(8),
      ]),
    ).toEqual([
      'device:1 0/0/1 [fdb] — device:2 0/0/3 [fdb]',
      'device:1 0/0/2 [fdb] — device:7 eth0 []',
      'device:2 0/0/4 [fdb] — device:8 eth0 []',
    ])
  })

  test('what was announced is confirmed', () => {
    expect(
      merged([
        station(1, { neighbours: [sees(1, 2, 3)], learnt: [learnt(1, [macOf(2, 0)])] }),
        station(2, { neighbours: [sees(3, 1, 1)] }),
      ]),
    ).toEqual(['device:1 0/0/1 [fdb+lldp] — device:2 0/0/3 [lldp]'])
  })

  test('a server with its guests is still alone; a port with a crowd behind it is not', () => {
    const guests = (count: number) =>
      Array.from({ length: count }, (_, n) => `02:00:00:00:00:${n.toString(16).padStart(2, '0')}`)
    const behind = (count: number) =>
      merged([station(1, { learnt: [learnt(1, [macOf(7, 1), ...guests(count)])] }), host(7)])
    expect(behind(20)).toHaveLength(1)
    expect(behind(40)).toHaveLength(0)
  })

  test('a device that never answered is known by the MAC of its address', () => {
    const silent = station(9, {}, { sighting: null, seenAt: null })
    expect(
      merged([
        station(1, { learnt: [learnt(1, ['00:0c:29:aa:bb:cc'])], arp: [['10.0.0.9', '00:0c:29:aa:bb:cc']] }),
        silent,
      ]),
    ).toEqual(['device:1 0/0/1 [fdb] — device:9 ? []'])
  })
})
