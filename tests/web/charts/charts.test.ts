import { describe, expect, it } from 'vitest'
import type { BarSpec, TimeSpec } from '../../../web/charts/chart-spec.ts'
import { isEmpty } from '../../../web/charts/chart-spec.ts'
import { csvOf, tableOf } from '../../../web/charts/chart-table.ts'
import type { ChartTheme } from '../../../web/charts/chart-theme.ts'
import { chartOption, pictureOption } from '../../../web/charts/chart-option.ts'
import { formatQuantity } from '../../../web/charts/quantity.ts'

const theme: ChartTheme = {
  text: '#111111',
  textMuted: '#666666',
  surface: '#ffffff',
  gridLine: '#eeeeee',
  axisLine: '#cccccc',
  accent: '#0057d9',
  greys: ['#444444', '#888888', '#bbbbbb'],
  reference: '#222222',
  info: '#0057d9',
  warning: '#8a5200',
  bad: '#b8262b',
  fontFamily: 'sans-serif',
}

const carriers: BarSpec = {
  kind: 'bars',
  question: '线路属于哪些运营商',
  layout: 'rows',
  categoryLabel: '运营商',
  valueLabel: '线路',
  unit: null,
  categories: [
    { key: 'unicom', label: '联通', value: 258, to: '/lines?carrierCode=unicom' },
    { key: '', label: '<未知>', value: 1, emphasised: true },
  ],
}

const minute = (n: number) => `2026-11-23T08:0${n}:00.000Z`
const traffic: TimeSpec = {
  kind: 'time',
  question: '端口流量',
  timeLabel: '时间',
  unit: 'bit/s',
  from: minute(0),
  to: minute(9),
  series: [
    {
      key: 'in',
      label: '入',
      points: [
        { at: minute(0), value: 1000 },
        { at: minute(1), value: 2000 },
        { at: minute(2), value: null },
        { at: minute(3), value: 4000 },
        { at: minute(4), value: null },
      ],
    },
    { key: 'out', label: '出', points: [{ at: minute(1), value: 500 }] },
  ],
  references: [
    { label: '合同带宽', value: 100e6, stroke: 'solid' },
    { label: '95 百分位', value: 4000, stroke: 'dashed' },
  ],
}

/** What the tests look at of an ECharts option. */
interface Seen {
  xAxis: { type: string; min?: unknown; max?: unknown; data?: string[] }
  yAxis: { type: string; min?: unknown; max: (range: { max: number }) => number; inverse?: boolean }
  tooltip: { formatter: (given: unknown) => string }
  title?: { text: string }
  series: {
    name?: string
    connectNulls?: boolean
    itemStyle: { color: string }
    endLabel: { show: boolean }
    label: { show: boolean }
    markLine?: { data: { yAxis: number; label: { formatter: string }; lineStyle: { type: string } }[] }
    data: { value: unknown; symbol?: string; itemStyle: { color: string } }[]
  }[]
}
const see = (spec: BarSpec | TimeSpec) => chartOption(spec, theme) as unknown as Seen

describe('bars', () => {
  it('begin at zero and carry their values', () => {
    const option = see(carriers)
    expect(option.xAxis).toMatchObject({ type: 'value', min: 0 })
    expect(option.yAxis).toMatchObject({ type: 'category', inverse: true, data: ['联通', '<未知>'] })
    expect(option.series[0]!.label.show).toBe(true)
    expect(option.series[0]!.data.map((item) => item.value)).toEqual([258, 1])
  })

  it('use the accent for what matters and grey for the rest', () => {
    expect(see(carriers).series[0]!.data.map((item) => item.itemStyle.color)).toEqual([
      theme.greys[1],
      theme.accent,
    ])
    const plain = { ...carriers, categories: [{ key: 'a', label: 'a', value: 1 }] }
    expect(see(plain).series[0]!.data[0]!.itemStyle.color).toBe(theme.accent)
  })

  it('tell value and share on hover, with names escaped', () => {
    expect(see(carriers).tooltip.formatter({ dataIndex: 1 })).toBe('&lt;未知&gt;<br><b>1</b> · 0.4%')
  })

  it('stand upright for a sequence, without numbers where they would touch', () => {
    const years = Array.from({ length: 30 }, (_, i) => ({ key: `${i}`, label: `${1990 + i}`, value: i }))
    const option = see({ ...carriers, layout: 'columns', categories: years })
    expect(option.yAxis).toMatchObject({ type: 'value', min: 0 })
    expect(option.series[0]!.label.show).toBe(false)
    expect(see({ ...carriers, layout: 'columns' }).series[0]!.label.show).toBe(true)
  })
})

describe('lines over time', () => {
  it('leave gaps open and show a value between two gaps as a point', () => {
    const series = see(traffic).series[0]!
    expect(series.connectNulls).toBe(false)
    expect(series.data[2]!.value).toEqual([Date.parse(minute(2)), null])
    expect(series.data[1]!.symbol).toBeUndefined()
    expect(series.data[3]!.symbol).toBe('circle')
  })

  it('name the percentile and the committed bandwidth, and keep both inside the axis', () => {
    const option = see(traffic)
    const lines = option.series[0]!.markLine!.data
    expect(lines.map((line) => line.label.formatter)).toEqual(['合同带宽 100 Mbit/s', '95 百分位 4 kbit/s'])
    expect(lines.map((line) => line.lineStyle.type)).toEqual(['solid', 'dashed'])
    expect(option.yAxis.max({ max: 4000 })).toBeGreaterThan(100e6)
  })

  it('span the time that was asked for, whatever points there are', () => {
    expect(see(traffic).xAxis).toMatchObject({
      type: 'time',
      min: Date.parse(minute(0)),
      max: Date.parse(minute(9)),
    })
  })

  it('say that there is no value instead of zero on hover', () => {
    const shown = see(traffic).tooltip.formatter([{ seriesIndex: 0, dataIndex: 2, marker: '' }])
    expect(shown).toContain('入 <b>—</b>')
  })

  it('are empty when no point has a value', () => {
    expect(isEmpty(traffic)).toBe(false)
    expect(
      isEmpty({ ...traffic, series: [{ key: 'in', label: '入', points: [{ at: minute(1), value: null }] }] }),
    ).toBe(true)
  })
})

describe('the table behind a chart', () => {
  it('lists categories with their links', () => {
    expect(tableOf(carriers).rows).toEqual([
      { cells: ['联通', 258], to: '/lines?carrierCode=unicom' },
      { cells: ['<未知>', 1] },
    ])
  })

  it('joins series by time and leaves gaps empty in CSV', () => {
    const lines = csvOf(tableOf(traffic)).split('\r\n')
    expect(lines[0]).toBe('\uFEFF时间,入 (bit/s),出 (bit/s)')
    expect(lines[1]!.endsWith(',1000,')).toBe(true)
    expect(lines[2]!.endsWith(',2000,500')).toBe(true)
    expect(lines[3]!.endsWith(',,')).toBe(true)
  })

  it('quotes what needs it and keeps text from running as a formula', () => {
    const table = {
      columns: [{ label: 'a,b', numeric: false }],
      rows: [{ cells: ['say "hi"'] }, { cells: ['=1+1'] }, { cells: [-3] }],
    }
    expect(csvOf(table)).toBe('\uFEFF"a,b"\r\n"say ""hi"""\r\n\'=1+1\r\n-3\r\n')
  })

  it('leaves in a picture with its question', () => {
    expect((pictureOption(carriers, theme) as unknown as Seen).title!.text).toBe('线路属于哪些运营商')
  })
})

describe('quantities', () => {
  it.each([
    [0, 'bit/s', '0 bit/s'],
    [1_234_567, 'bit/s', '1.23 Mbit/s'],
    [98_760_000, 'bit/s', '98.8 Mbit/s'],
    [10e9, 'bit/s', '10 Gbit/s'],
    [37.5, '°C', '37.5 °C'],
    [12, '%', '12%'],
    [8800, 'Mbit/s', '8,800 Mbit/s'],
    [4358.75, 'm²', '4,358.75 m²'],
    [994, null, '994'],
  ])('%d %s reads %s', (value, unit, shown) => {
    expect(formatQuantity(value, unit)).toBe(shown)
  })
})
