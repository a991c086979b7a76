import type { Field } from '../../../contract/field.ts'
import type { Localised } from '../../../contract/text.ts'
import { plainWord } from './written.ts'

/** A unit in which a field's values may be written, and what one of it is in the field's own unit. */
export interface WrittenUnit {
  /** Its key in mappings, as shown to people. */
  key: string
  factor: number
  /** Other spellings, plain: lower-case and without blanks. */
  words: readonly string[]
  /** What was assumed, where the factor is no plain conversion; such a value is proposed, not taken. */
  doubt?: Localised
}

const area: WrittenUnit[] = [
  { key: 'm²', factor: 1, words: ['m²', 'm2', '㎡', '平方米', '平米', '平方', '平', 'sqm', 'm^2'] },
  { key: '万m²', factor: 10_000, words: ['万平方米', '万平米', '万平', '万㎡', '万m²', '万m2'] },
  { key: '亩', factor: 2000 / 3, words: ['亩'] },
  { key: '公顷', factor: 10_000, words: ['公顷', 'ha', 'hm²', 'hm2'] },
]

// Telecommunication counts in powers of ten (ITU-T, IEC 80000-13): 1 Gbit/s is 1000 Mbit/s.
const rate: WrittenUnit[] = [
  {
    key: 'Mbit/s',
    factor: 1,
    words: [
      'mbit/s',
      'm',
      'mb',
      'mbps',
      'mb/s',
      'mbit',
      'mbits',
      'mbits/s',
      '兆',
      '兆比特',
      '兆bps',
      '兆/秒',
      'm/s',
      'mbp/s',
    ],
  },
  { key: 'Gbit/s', factor: 1000, words: ['gbit/s', 'g', 'gb', 'gbps', 'gb/s', 'gbit', 'gbits', '吉', 'g/s'] },
  { key: 'kbit/s', factor: 0.001, words: ['kbit/s', 'k', 'kb', 'kbps', 'kb/s', 'kbit', '千比特'] },
  { key: 'Tbit/s', factor: 1_000_000, words: ['tbit/s', 't', 'tb', 'tbps'] },
  { key: '千兆', factor: 1000, words: ['千兆'] },
  { key: '百兆', factor: 100, words: ['百兆'] },
  { key: '万兆', factor: 10_000, words: ['万兆'] },
  // One E1 is 2.048 Mbit/s (ITU-T G.704); contracts sell it as 2M.
  { key: 'E1', factor: 2, words: ['e1', '个e1', '条e1'] },
]

const yuan: WrittenUnit[] = [
  { key: '元', factor: 1, words: ['元', 'cny', 'rmb', '¥', '￥', 'yuan', '人民币', '元整', '块'] },
  { key: '万元', factor: 10_000, words: ['万元', '万', 'w', '万rmb', '万元整', '万人民币', '10kcny'] },
  { key: '千元', factor: 1000, words: ['千元', '千', 'kcny'] },
  { key: '百万元', factor: 1_000_000, words: ['百万元', '百万'] },
  { key: '亿元', factor: 1e8, words: ['亿元', '亿'] },
]

const perMonth: WrittenUnit[] = yuan.flatMap(({ key, factor, words }) => [
  {
    key,
    factor,
    words: [...words, ...words.flatMap((word) => [`${word}/月`, `${word}每月`, `${word}/month`])],
  },
  {
    key: `${key}/年`,
    factor: factor / 12,
    words: words.flatMap((word) => [`${word}/年`, `${word}每年`, `${word}/year`, `${word}/yr`]),
  },
  { key: `${key}/季`, factor: factor / 3, words: words.flatMap((word) => [`${word}/季`, `${word}/季度`]) },
])

const apparent: Localised = {
  zh: 'kVA 是视在功率，按功率因数 0.9 折算，请核对。',
  en: 'kVA is apparent power; converted at a power factor of 0.9. Check it.',
}
const watts: WrittenUnit[] = [
  { key: 'W', factor: 1, words: ['w', '瓦', '瓦特', 'watt', 'watts'] },
  { key: 'kW', factor: 1000, words: ['kw', '千瓦'] },
  { key: 'kVA', factor: 900, words: ['kva'], doubt: apparent },
  { key: 'VA', factor: 0.9, words: ['va'], doubt: apparent },
]
const kilowatts: WrittenUnit[] = [
  ...watts.map((unit) => ({ ...unit, factor: unit.factor / 1000 })),
  // A refrigeration ton is 3.517 kW; 匹 is a trade word for about 2.5 kW of cooling.
  { key: 'RT', factor: 3.517, words: ['rt', '冷吨', '冷顿'] },
  {
    key: '匹',
    factor: 2.5,
    words: ['匹', 'p', 'hp'],
    doubt: {
      zh: '匹不是计量单位，按每匹 2.5 kW 制冷量折算，请核对。',
      en: '"匹" is a trade word; converted at 2.5 kW each. Check it.',
    },
  },
]
const minutes: WrittenUnit[] = [
  { key: 'min', factor: 1, words: ['min', 'mins', 'minute', 'minutes', '分钟', '分', 'm'] },
  { key: 'h', factor: 60, words: ['h', 'hr', 'hour', 'hours', '小时', '时', '个小时'] },
]
const memory: WrittenUnit[] = [
  { key: 'GiB', factor: 1, words: ['gib', 'g', 'gb', '吉'] },
  { key: 'MiB', factor: 1 / 1024, words: ['mib', 'm', 'mb', '兆'] },
  { key: 'TiB', factor: 1024, words: ['tib', 't', 'tb'] },
]
const storage: WrittenUnit[] = [
  { key: 'TB', factor: 1, words: ['tb', 't', 'tib'] },
  { key: 'GB', factor: 0.001, words: ['gb', 'g', 'gib'] },
  { key: 'PB', factor: 1000, words: ['pb', 'p'] },
  { key: 'MB', factor: 1e-6, words: ['mb', 'm'] },
]
const load: WrittenUnit[] = [
  {
    key: 'kg/m²',
    factor: 1,
    words: ['kg/m²', 'kg/m2', 'kg/㎡', '公斤/平方米', '千克/平方米', 'kg', '公斤/㎡'],
  },
  // 1 kN is the weight of 101.97 kg (standard gravity).
  { key: 'kN/m²', factor: 101.97, words: ['kn/m²', 'kn/m2', 'kn/㎡', 'kn', 'kpa', '千牛/平方米'] },
]
const rackUnits: WrittenUnit[] = [{ key: 'U', factor: 1, words: ['u', 'ru', 'u位'] }]
const degrees: WrittenUnit[] = [{ key: '°', factor: 1, words: ['°', '度', '°e', '°n', 'e', 'n'] }]
const vcpu: WrittenUnit[] = [
  { key: 'vCPU', factor: 1, words: ['vcpu', '核', 'c', 'core', 'cores', '颗', '个'] },
]

const byUnit: Record<string, WrittenUnit[]> = {
  'm²': area,
  'Mbit/s': rate,
  W: watts,
  kW: kilowatts,
  min: minutes,
  GiB: memory,
  TB: storage,
  'kg/m²': load,
  U: rackUnits,
  '°': degrees,
  vCPU: vcpu,
}

const counts: WrittenUnit[] = [
  {
    key: '个',
    factor: 1,
    words: [
      ...'台个套块条人户次位名部间处架只组座所家根路',
      '人次',
      '台套',
      '台/套',
      '人/天',
      '人次/天',
      '人/日',
      '人次/日',
      'ap',
      'users',
      'pcs',
    ],
  },
  {
    key: '万',
    factor: 10_000,
    words: ['万', '万人', '万人次', '万次', '万户', '万个', '万人/天', '万人次/天', 'w'],
  },
  { key: '千', factor: 1000, words: ['千', '千人', 'k'] },
]

/** The units in which a number field may be written, its own first. */
export function unitsOf(field: Field, key: string): readonly WrittenUnit[] {
  if (field.type !== 'number') return []
  if (typeof field.unit === 'string') return byUnit[field.unit] ?? []
  if (field.unit) return key.startsWith('monthly') ? perMonth : yuan
  return counts
}

/** The unit that a word stands for: `兆`, `㎡`, `万元/年`. */
export function unitNamed(units: readonly WrittenUnit[], word: string): WrittenUnit | null {
  const plain = plainWord(word).replace(/^每|^\(|\)$/g, '')
  return (
    units.find(
      (unit) => plainWord(unit.key) === plain || unit.words.some((each) => plainWord(each) === plain),
    ) ?? null
  )
}
