import boundaries from './boundaries.json' with { type: 'json' }
import divisions from './divisions.json' with { type: 'json' }
import { contains, type Boundary, type Position } from './geometry.ts'
import { origin, type RegionRecord } from './records.ts'
import type { Random } from '../random.ts'

export const regionCodes = ['210702', '210703', '210711', '210726', '210727', '210781', '210782'] as const
export type RegionCode = (typeof regionCodes)[number]

const englishNames: Record<RegionCode, string> = {
  '210702': 'Guta District',
  '210703': 'Linghe District',
  '210711': 'Taihe District',
  '210726': 'Heishan County',
  '210727': 'Yi County',
  '210781': 'Linghai City',
  '210782': 'Beizhen City',
}

/** Where each district's built-up area lies (WGS-84), and how far from there buildings are put, in degrees. */
const centres: Record<RegionCode, { at: Position; spread: number }> = {
  '210702': { at: [121.118, 41.116], spread: 0.016 },
  '210703': { at: [121.148, 41.112], spread: 0.018 },
  '210711': { at: [121.115, 41.085], spread: 0.03 },
  '210726': { at: [122.116, 41.688], spread: 0.02 },
  '210727': { at: [121.234, 41.536], spread: 0.018 },
  '210781': { at: [121.352, 41.172], spread: 0.02 },
  '210782': { at: [121.783, 41.595], spread: 0.02 },
}

/** Streets with offices, schools and hospitals; names in use in Jinzhou's towns. */
const roads: Record<RegionCode, readonly string[]> = {
  '210702': ['人民街二段', '士英街', '解放路三段', '中央大街二段', '南京路二段', '北京路', '云飞街二段'],
  '210703': ['解放路五段', '中央大街三段', '上海路四段', '重庆路', '锦铁街', '云飞南街', '延安路四段'],
  '210711': ['市府路', '科技路', '凌南东里', '松坡路', '渤海大街', '太安里', '凌西大街'],
  '210726': ['中大中路', '解放街', '长安路', '黑山大街'],
  '210727': ['站前街', '义州大街', '南关街', '民主路'],
  '210781': ['国庆路', '中兴大街', '锦凌路', '大凌河路'],
  '210782': ['广宁大街', '医巫闾路', '北镇大街', '鼓楼街'],
}

export function regionId(code: RegionCode): number {
  return regionCodes.indexOf(code) + 1
}

export function boundaryOf(code: RegionCode): Boundary {
  return boundaries.districts[code].boundary as Boundary
}

export function buildRegions(): RegionRecord[] {
  return regionCodes.map((code) => ({
    id: regionId(code),
    code,
    name: boundaries.districts[code].name,
    nameEn: englishNames[code],
    boundary: boundaryOf(code),
    origin,
  }))
}

/** An address and a point (WGS-84, six decimals) inside the district, in its built-up area. */
export function drawPlace(random: Random, code: RegionCode): { address: string; at: Position } {
  const { at, spread } = centres[code]
  const street = random.pick(divisions.streets[code].filter((name) => name.endsWith('街道')).slice(0, 6))
  const address = `${boundaries.districts[code].name}${street}${random.pick(roads[code])}${random.int(2, 96)}号`
  for (;;) {
    const point: Position = [
      round6(at[0] + (random.next() + random.next() - 1) * spread),
      round6(at[1] + (random.next() + random.next() - 1) * spread * 0.75),
    ]
    if (contains(boundaryOf(code), point)) return { address, at: point }
  }
}

function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
