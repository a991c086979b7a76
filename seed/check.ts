import { figures, type Figure, type FigureKey } from '../server/contract/figures.ts'
import type { Language, Localised } from '../server/contract/text.ts'

/** One published figure beside what the ledger's query returns. */
export interface CheckRow {
  key: string
  label: Localised
  unit: string | null
  published: number
  /** Null when the ledger has nothing to count. */
  actual: number | null
  ok: boolean
  /** What a reader should know about this row. */
  note: Localised | null
}

/** A query as the figures declare theirs; the parts of the survey beyond `figures` are asked in the same way. */
export type CheckQuery = Pick<Figure, 'entity' | 'filters' | 'aggregate'>

/** Runs one query over the ledger; a sum over no records is null. */
export type ReadFigure = (query: CheckQuery) => Promise<number | null>

/** Service indicators as published, by the code of their record. */
const publishedIndicators: readonly [code: string, published: number, unit: string | null, Localised][] = [
  ['approval-windows', 114, null, { zh: '审批窗口', en: 'Approval windows' }],
  ['data-resources', 3154, null, { zh: '政务数据资源', en: 'Government data resources' }],
  [
    'data-resources-share',
    28.31,
    '%',
    { zh: '政务数据资源占全省比重', en: "Data resources, province's share" },
  ],
  ['data-resources-quality', 100, '%', { zh: '质检合格率', en: 'Passed quality check' }],
  ['service-items', 502, null, { zh: '市级政务服务事项', en: 'Municipal service items' }],
  ['service-items-online', 158, null, { zh: '可网上办理事项', en: 'Items online' }],
  ['service-items-transferring', 182, null, { zh: '正在划转事项', en: 'Items being transferred' }],
  ['one-visit-items', 224, null, { zh: '“最多跑一次”事项', en: '“At most one visit” items' }],
  ['internet-penetration', 60.6, '%', { zh: '互联网普及率', en: 'Internet penetration' }],
]

const programmeGroups: readonly [group: string, Localised][] = [
  ['base-platform', { zh: '基础平台', en: 'Base platforms' }],
  ['application-field', { zh: '智慧应用领域', en: 'Fields of smart applications' }],
  ['service-channel', { zh: '服务渠道', en: 'Service channels' }],
]

const districts: readonly [adcode: string, zh: string, en: string][] = [
  ['210702', '古塔区', 'Guta'],
  ['210703', '凌河区', 'Linghe'],
  ['210711', '太和区', 'Taihe'],
  ['210726', '黑山县', 'Heishan'],
  ['210727', '义县', 'Yi County'],
  ['210781', '凌海市', 'Linghai'],
  ['210782', '北镇市', 'Beizhen'],
]

/** Every published figure beside the ledger's answer, in the order of the survey. */
export async function checkFigures(read: ReadFigure): Promise<CheckRow[]> {
  const values = new Map<FigureKey, number | null>()
  const rows: CheckRow[] = []
  for (const figure of figures) {
    const actual = await read(figure)
    values.set(figure.key, actual)
    rows.push(makeRow(figure.key, figure.label, figure.unit, figure.published, actual))
  }
  rows.push(...derivedRows((key) => values.get(key) ?? null))
  for (const [code, published, unit, label] of publishedIndicators) {
    const query: CheckQuery = { entity: 'indicator', filters: { code }, aggregate: { sum: 'value' } }
    rows.push(makeRow(`indicator.${code}`, label, unit, published, await read(query)))
  }
  for (const [group, label] of programmeGroups) {
    const query: CheckQuery = { entity: 'programmeItem', filters: { group }, aggregate: 'count' }
    rows.push(makeRow(`programme.${group}`, label, null, 3, await read(query)))
  }
  const all: CheckQuery = { entity: 'region', filters: {}, aggregate: 'count' }
  rows.push(makeRow('districts', { zh: '区县', en: 'Districts' }, null, 7, await read(all)))
  for (const [code, zh, en] of districts) {
    const query: CheckQuery = { entity: 'region', filters: { code, name: zh }, aggregate: 'count' }
    rows.push(
      makeRow(`district.${code}`, { zh: `${zh} ${code}`, en: `${en} ${code}` }, null, 1, await read(query)),
    )
  }
  return rows
}

/** What the survey says about several figures at once. */
function derivedRows(valueOf: (key: FigureKey) => number | null): CheckRow[] {
  const sum = (keys: FigureKey[]): number | null =>
    keys.reduce<number | null>((total, key) => {
      const value = valueOf(key)
      return total === null || value === null ? null : total + value
    }, 0)
  const percentage = (part: FigureKey, whole: FigureKey): number | null => {
    const [one, all] = [valueOf(part), valueOf(whole)]
    return one === null || !all ? null : Math.round((one / all) * 1000) / 10
  }
  const byCarrier = makeRow(
    'linesByCarrier',
    { zh: '按运营商合计', en: 'Lines, sum by carrier' },
    null,
    332,
    sum(['linesUnicom', 'linesMobile', 'linesTelecom', 'linesBroadcast']),
    {
      zh: '已知差异：公布的总数为 333，有一条线路未公布运营商',
      en: 'known discrepancy: the published total is 333, one line has no published carrier',
    },
  )
  // Right only when the discrepancy is exactly the published one.
  byCarrier.ok &&= valueOf('lines') === 333 && valueOf('linesWithoutCarrier') === 1
  return [
    makeRow(
      'roomAreaByOwner',
      { zh: '三类单位机房面积合计', en: 'Room area, sum of the three owners' },
      'm²',
      4358.75,
      sum(['roomAreaMunicipal', 'roomAreaSchools', 'roomAreaHospitals']),
    ),
    makeRow(
      'devicesByGroup',
      { zh: '三类设备合计', en: 'Devices, sum of the three kinds' },
      null,
      994,
      sum(['servers', 'storage', 'networkAndSecurity']),
    ),
    makeRow(
      'shareBefore2013',
      { zh: '2013 年以前购置占比', en: 'Bought before 2013, share' },
      '%',
      54.9,
      percentage('devicesBefore2013', 'devices'),
    ),
    makeRow(
      'shareBefore2015',
      { zh: '2015 年以前购置占比', en: 'Bought before 2015, share' },
      '%',
      70.7,
      percentage('devicesBefore2015', 'devices'),
    ),
    byCarrier,
    makeRow(
      'applicationsByNetwork',
      { zh: '按部署网络合计', en: 'Applications, sum by network' },
      null,
      206,
      sum(['applicationsInternet', 'applicationsExtranet', 'applicationsIntranet', 'applicationsPrivate']),
    ),
  ]
}

function makeRow(
  key: string,
  label: Localised,
  unit: string | null,
  published: number,
  actual: number | null,
  note: Localised | null = null,
): CheckRow {
  // Databases add decimals in binary: a millionth apart is the same figure.
  const ok = actual !== null && Math.abs(actual - published) < 1e-6
  return { key, label, unit, published, actual, ok, note }
}

const texts = {
  zh: {
    head: ['指标', '公布值', '台账值', '结果'],
    ok: '一致',
    wrong: '不一致',
    none: '无',
    note: (note: string) => `（${note}）`,
    all: (count: number) => `${count} 项全部一致。`,
    some: (wrong: number, count: number) => `${count} 项中有 ${wrong} 项不一致。`,
  },
  en: {
    head: ['Figure', 'Published', 'Ledger', 'Result'],
    ok: 'ok',
    wrong: 'DIFFERS',
    none: 'none',
    note: (note: string) => ` (${note})`,
    all: (count: number) => `All ${count} figures agree.`,
    some: (wrong: number, count: number) => `${wrong} of ${count} figures differ.`,
  },
}

/** The rows as a table for a terminal, with a closing line. */
export function printCheck(rows: readonly CheckRow[], language: Language): string {
  const text = texts[language]
  const number = (value: number | null, unit: string | null): string =>
    value === null ? text.none : `${Math.round(value * 1e6) / 1e6}${unit === null ? '' : ` ${unit}`}`
  const cells = rows.map((row) => [
    row.label[language],
    number(row.published, row.unit),
    number(row.actual, row.unit),
    (row.ok ? text.ok : text.wrong) + (row.note === null ? '' : text.note(row.note[language])),
  ])
  const table = [text.head, ...cells]
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((cell) => displayWidth(cell[column]!))))
  const lines = table.map(([label, published, actual, result]) =>
    [
      padEnd(label!, widths[0]!),
      padStart(published!, widths[1]!),
      padStart(actual!, widths[2]!),
      result,
    ].join('  '),
  )
  const wrong = rows.filter((row) => !row.ok).length
  lines.push('', wrong === 0 ? text.all(rows.length) : text.some(wrong, rows.length))
  return `${lines.join('\n')}\n`
}

/** Columns in a terminal: East Asian wide characters take two (Unicode UAX #11). */
function displayWidth(text: string): number {
  return [...text].reduce(
    (width, character) =>
      width +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        character,
      )
        ? 2
        : 1),
    0,
  )
}

const padEnd = (text: string, width: number): string => text + ' '.repeat(width - displayWidth(text))
const padStart = (text: string, width: number): string => ' '.repeat(width - displayWidth(text)) + text
