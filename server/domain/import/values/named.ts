import type { NamedRecord } from '../reading.ts'
import { narrow, plainWord, tidy } from './written.ts'

/** Codes of the demonstration's and any city's few fixed records, by what people write; the longest word found wins. */
const codes: Record<string, Record<string, readonly string[]>> = {
  carrier: {
    unicom: ['联通', '中国联通', 'unicom', 'china unicom', 'cucc', '网通', '中国网通', '联通公司'],
    mobile: ['移动', '中国移动', 'china mobile', 'cmcc', '移动公司', '铁通', 'mobile'],
    telecom: ['电信', '中国电信', 'china telecom', 'ctcc', '电信公司', 'telecom'],
    broadcast: [
      '广电',
      '广电网络',
      '有线电视',
      '歌华',
      '中国广电',
      '北方联合广播',
      '有线',
      'broadcast',
      'cbn',
    ],
  },
  networkZone: {
    internet: ['互联网', '因特网', 'internet', '公网', '外网(互联网)', '国际互联网', '宽带'],
    extranet: ['电子政务外网', '政务外网', 'extranet', 'e-government extranet'],
    intranet: ['电子政务内网', '政务内网', 'intranet', '涉密网', '机要网', 'e-government intranet'],
    private: [
      '业务专网',
      '专网',
      '部门专网',
      '行业专网',
      '纵向网',
      'vpn专网',
      '公安网',
      '公安专网',
      '教育网',
      '卫生专网',
      '税务专网',
      'private',
      'business private networks',
      '内部专网',
    ],
  },
}

/** A record as a cell names it, with the ways in which the ledger may spell it. */
export function readNamed(to: string, written: string): NamedRecord {
  const text = tidy(written)
  const code = codeOf(to, text)
  return { text, ...(code === null ? {} : { code }), spellings: spellingsOf(to, text) }
}

function codeOf(to: string, text: string): string | null {
  const table = codes[to]
  if (!table) return null
  const plain = plainWord(text)
  let best: { code: string; length: number } | null = null
  const rivals = new Set<string>()
  for (const [code, words] of Object.entries(table)) {
    for (const word of [code, ...words]) {
      const spelt = plainWord(word)
      if (!plain.includes(spelt)) continue
      if (plain === spelt) return code
      rivals.add(code)
      if (best === null || spelt.length > best.length) best = { code, length: spelt.length }
    }
  }
  // 「联通/移动」names two carriers: none of them is the one.
  return to === 'carrier' && rivals.size > 1 ? null : (best?.code ?? null)
}

const endings: Record<string, readonly string[]> = {
  region: ['区', '县', '市', '新区', '开发区'],
  room: ['机房', '中心机房', '数据中心'],
  organisation: ['局', '委', '委员会', '办公室', '中心'],
}

function spellingsOf(to: string, text: string): string[] {
  const spellings = new Set([text, narrow(text), narrow(text).replace(/\s+/g, '')])
  const bare = narrow(text)
    .replace(/\s*\([^)]*\)\s*$/, '')
    .replace(/\s+/g, '')
  spellings.add(bare)
  if (to === 'region' || to === 'organisation') {
    // Departments leave out the city's name, or write it where the ledger does not: 锦州市教育局, 市教育局, 教育局.
    const local = bare.replace(/^.{2,3}?(?:市|省)(?=.{2,})/, '')
    if (local !== bare) {
      spellings.add(local)
      spellings.add(`市${local}`)
    }
    const short = bare.replace(/^市(?=.{2,})/, '')
    if (short !== bare) spellings.add(short)
  }
  for (const ending of endings[to] ?? []) {
    if (!bare.endsWith(ending)) continue
    const without = bare.slice(0, -ending.length)
    if (without.length >= 2) spellings.add(without)
  }
  if (to === 'region' && !/[区县市]$/.test(bare))
    for (const ending of ['区', '县', '市']) spellings.add(bare + ending)
  if (to === 'room' && !bare.endsWith('机房')) spellings.add(`${bare}机房`)
  if (to === 'rack') {
    const label = bare.replace(/(机柜|号柜|柜|号)+$/, '').replace(/^(机柜|rack)[-_]?/i, '')
    if (label !== '')
      for (const each of [label, `${label}柜`, `${label}机柜`, `${label}号柜`]) spellings.add(each)
  }
  return [...spellings].filter((each) => each !== '')
}
