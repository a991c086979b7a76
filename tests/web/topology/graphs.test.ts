import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type {
  CityTopology,
  Topology,
  TopologyGraphLink,
  TopologyNode,
} from '../../../server/contract/endpoints/topology.ts'
import { chartOption } from '../../../web/charts/chart-option.ts'
import type { ChartTheme } from '../../../web/charts/chart-theme.ts'
import { csvOf, tableOf } from '../../../web/charts/chart-table.ts'
import { cutText } from '../../../web/charts/graph-option.ts'
import { cellGraph, cityGraph } from '../../../web/features/topology/city-graph.ts'
import type { GraphContext } from '../../../web/features/topology/graph-parts.ts'
import { topologyTexts } from '../../../web/features/topology/messages.ts'
import { roomGraph } from '../../../web/features/topology/room-graph.ts'
import { layoutRoom } from '../../../web/features/topology/room-layout.ts'

const theme: ChartTheme = {
  text: '#111111',
  textMuted: '#666666',
  surface: '#ffffff',
  gridLine: '#eeeeee',
  axisLine: '#cccccc',
  accent: '#0057d9',
  greys: ['#444444', '#888888', '#bbbbbb'],
  reference: '#222222',
  info: '#0066cc',
  warning: '#8a5200',
  bad: '#b8262b',
  fontFamily: 'sans-serif',
}
const context = (more: Partial<GraphContext> = {}): GraphContext => ({
  words: topologyTexts.zh,
  say: (text) => text.zh,
  width: 1100,
  find: '',
  ...more,
})

const device = (
  id: number,
  name: string,
  kind: TopologyNode['kind'] = 'server',
  roomId = 1,
): TopologyNode => ({
  key: `device:${id}`,
  name,
  deviceId: id,
  targetId: null,
  kind,
  roomId,
})
const link = (
  id: number,
  a: string,
  b: string,
  more: Partial<TopologyGraphLink> = {},
): TopologyGraphLink => ({
  id,
  a,
  aPort: `GE0/0/${id}`,
  b,
  bPort: 'eth0',
  protocol: 'lldp',
  conflict: 'none',
  aSeenBy: 'LLDP',
  bSeenBy: 'LLDP',
  ...more,
})
const room = (id: number, more: Partial<Topology['rooms'][number]> = {}): Topology['rooms'][number] => ({
  id,
  code: `R${id}`,
  name: `第${id}机房`,
  regionId: 1,
  regionName: '古塔区',
  regionNameEn: 'Guta',
  deviceCount: 3,
  linkCount: 2,
  conflictCount: 0,
  ...more,
})

const topology: Topology = {
  nodes: [
    device(1, 'CORE', 'switch'),
    device(2, 'SRV-1'),
    device(3, 'SRV-2'),
    device(4, 'RT', 'router'),
    device(5, 'FAR', 'switch', 2),
    device(6, 'ALONE', 'storage'),
    {
      key: 'unknown:00:0f:e2:00:00:01',
      name: 'closet',
      deviceId: null,
      targetId: null,
      kind: null,
      roomId: 1,
    },
  ],
  links: [
    link(1, 'device:1', 'device:2'),
    link(2, 'device:1', 'device:3', { conflict: 'one-sided', bSeenBy: null }),
    link(3, 'device:1', 'device:4', { conflict: 'two-neighbours' }),
    link(4, 'device:1', 'device:5'),
    link(5, 'device:1', 'unknown:00:0f:e2:00:00:01', { conflict: 'unregistered', bSeenBy: null }),
  ],
  rooms: [room(1), room(2)],
}

describe('a room’s graph', () => {
  const spec = roomGraph(topology, 1, context())
  const node = (name: string) => spec.nodes.find((one) => one.label.startsWith(name))!
  const edge = (id: number) => spec.edges.find((one) => one.key === String(id))!

  it('marks conflicts by word, stroke and colour, the others by none', () => {
    expect(edge(1)).toMatchObject({ tone: 'faint', stroke: 'solid' })
    expect(edge(1).word).toBeUndefined()
    expect(edge(2)).toMatchObject({ word: '单向可见', stroke: 'dashed', tone: 'warning', width: 3 })
    expect(edge(3)).toMatchObject({ word: '一口两邻居', stroke: 'solid', tone: 'bad', width: 3 })
    expect(edge(5)).toMatchObject({ word: '对端未登记', stroke: 'dashed', tone: 'info' })
  })

  it('says both ports and who sees whom on hover', () => {
    expect(edge(2).details[0]).toBe('CORE GE0/0/2 ↔ SRV-2 eth0')
    expect(edge(2).details.slice(1, 3)).toEqual(['CORE 经 LLDP 看到对端', 'SRV-2 看不到对端'])
    expect(edge(2).details[3]).toContain('单向可见')
  })

  it('leads to devices and links; what is not in the ledger leads nowhere and has a shape of its own', () => {
    expect(node('SRV-1').to).toBe('/devices/2')
    expect(edge(2).address).toBe('/links/2')
    expect(node('closet').to).toBeUndefined()
    expect(new Set(['CORE', 'RT', 'SRV-1', 'closet'].map((name) => node(name).path)).size).toBe(4)
  })

  it('names the room of what stands elsewhere', () => {
    expect(node('FAR')).toMatchObject({ label: 'FAR · R2', tone: 'faint' })
  })

  it('keeps what is looked for and fades the rest', () => {
    const found = roomGraph(topology, 1, context({ find: 'srv-2' }))
    expect(found.nodes.filter((one) => !one.isDimmed && !one.isHeading).map((one) => one.label)).toEqual([
      'SRV-2',
    ])
    expect(found.edges.filter((one) => !one.isDimmed).map((one) => one.key)).toEqual(['2'])
  })

  it('has every link in its table, in both languages, and in the CSV', () => {
    const table = tableOf(spec)
    expect(table.rows).toHaveLength(5)
    expect(table.rows[1]).toEqual({
      cells: ['CORE', 'GE0/0/2', 'SRV-2', 'eth0', '单向可见', 'LLDP', 'LLDP', null],
      to: '/links/2',
    })
    expect(csvOf(table)).toContain('CORE,GE0/0/2,SRV-2,eth0,单向可见')
    const english = roomGraph(topology, 1, context({ words: topologyTexts.en, say: (text) => text.en }))
    expect(tableOf(english).rows[1]!.cells).toContain('One-sided')
  })

  it('is drawn at its own pixels, with names escaped in tooltips', () => {
    const named: Topology = {
      ...topology,
      nodes: topology.nodes.map((one) => ({ ...one, name: `<i>${one.name}` })),
    }
    const option = chartOption(roomGraph(named, 1, context()), theme)
    const [series] = option['series'] as { data: { id: string; x: number }[]; width: number }[]
    expect(series!.width).toBe(1100)
    expect(series!.data.filter((one) => one.id.startsWith('corner-')).map((one) => one.x)).toEqual([0, 1100])
    const { formatter } = option['tooltip'] as { formatter: (at: object) => string }
    expect(formatter({ dataType: 'node', dataIndex: 0 })).toContain('&lt;i&gt;CORE')
  })
})

describe('the layout of a room', () => {
  const networks = fc
    .integer({ min: 1, max: 40 })
    .chain((count) =>
      fc.tuple(
        fc.constant(count),
        fc.array(fc.tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 })), { maxLength: 60 }),
        fc.integer({ min: 320, max: 1600 }),
      ),
    )
  const made = (count: number, pairs: [number, number][]) => ({
    nodes: Array.from({ length: count }, (_, n) => ({
      key: `k${n}`,
      name: `N${n}`,
      shape: n % 5 === 0 ? ('switch' as const) : ('server' as const),
    })),
    links: pairs.map(([a, b]) => ({ a: `k${a}`, b: `k${b}` })),
  })

  it('gives each node a place inside, and names at one height never meet', () => {
    fc.assert(
      fc.property(networks, ([count, pairs, width]) => {
        const { nodes, links } = made(count, pairs)
        const { places, height } = layoutRoom(nodes, links, width)
        expect(places.size).toBe(count)
        const leaves = [...places.values()].filter((place) => place.isLeaf)
        for (const { y } of places.values()) expect(y).toBeLessThan(height)
        for (const one of leaves) {
          for (const other of leaves) {
            if (one === other || Math.abs(one.y - other.y) >= 24) continue
            const [left, right] = one.x < other.x ? [one, other] : [other, one]
            expect(right.x - left.x).toBeGreaterThan(left.labelWidth)
          }
        }
      }),
    )
  })

  it('is the same whatever the order in which devices and links come', () => {
    fc.assert(
      fc.property(networks, ([count, pairs, width]) => {
        const { nodes, links } = made(count, pairs)
        const one = layoutRoom(nodes, links, width)
        const other = layoutRoom([...nodes].reverse(), [...links].reverse(), width)
        expect(Object.fromEntries(other.places)).toEqual(Object.fromEntries(one.places))
      }),
    )
  })
})

describe('the city', () => {
  const city: CityTopology = {
    rooms: [
      room(1, { conflictCount: 2 }),
      room(2, { regionId: 2, regionName: '凌河区', regionNameEn: 'Linghe' }),
      room(3),
    ],
    links: [{ aRoomId: 1, bRoomId: 2, count: 2, conflictCount: 1 }],
  }

  it('has a node for each room under its district, and counted links between them that lead to the list', () => {
    const spec = cityGraph(city, context())
    expect(spec.nodes.filter((one) => one.isHeading).map((one) => one.label)).toEqual(['古塔区', '凌河区'])
    expect(spec.nodes.find((one) => one.key === 'room:1')).toMatchObject({
      label: '2 处冲突 · 第1机房',
      tone: 'warning',
      to: '/topology?room=1',
    })
    expect(spec.edges).toMatchObject([{ from: 'room:1', to: 'room:2', stroke: 'dashed' }])
    expect(spec.edges[0]!.details).toEqual(['第1机房 与 第2机房', '2 条链路', '1 处冲突'])
    expect(spec.edges[0]!.address).toContain('aRoomId=1%2C2&bRoomId=1%2C2')
  })

  it('fits a phone in one column, and no two rooms stand on each other', () => {
    for (const width of [340, 700, 1400]) {
      const spec = cityGraph(city, context({ width }))
      const at = spec.nodes.map((one) => `${one.x} ${one.y}`)
      expect(new Set(at).size).toBe(at.length)
      for (const one of spec.nodes) expect(one.x + 20).toBeLessThan(width)
    }
  })

  it('with all devices gives each room a disc of its own, names only where looked for', () => {
    const spec = cellGraph(topology, context())
    expect(spec.nodes.filter((one) => one.isHeading).map((one) => one.label)).toEqual(['第1机房', '第2机房'])
    expect(spec.nodes.filter((one) => !one.isHeading).every((one) => one.labelAt === 'none')).toBe(true)
    const found = cellGraph(topology, context({ find: 'RT' }))
    expect(found.nodes.filter((one) => one.labelAt === 'right').map((one) => one.label)).toEqual(['RT'])
  })
})

it('cuts long names to what there is room for', () => {
  expect(cutText('GAJ-R045-SRV04', 200)).toBe('GAJ-R045-SRV04')
  expect(cutText('锦州市公安局中心机房核心交换机', 100)).toMatch(/^锦州市.*…$/)
})
