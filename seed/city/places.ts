import type { Position } from './geometry.ts'
import { drawPlace, regionId, type RegionCode } from './regions.ts'
import { origin, type PlaceRecord } from './records.ts'
import type { Random } from '../random.ts'

type Category = PlaceRecord['category']

/** Key public places by district; which of them the wireless city covers is made up: not all are covered yet. */
const named: Record<RegionCode, readonly [Category, string][]> = {
  '210702': [
    ['park', '古塔公园'],
    ['park', '锦州市北湖公园'],
    ['culture', '锦州市博物馆'],
    ['culture', '锦州市图书馆'],
    ['culture', '锦州市工人文化宫'],
    ['commerce', '古玩城商业街'],
    ['commerce', '锦州百货大楼'],
    ['hospital', '锦州医科大学附属第一医院门诊楼'],
    ['hospital', '锦州市中心医院门诊楼'],
    ['school', '辽宁工业大学图书馆'],
    ['government-hall', '古塔区政务服务大厅'],
    ['transport', '锦州南路客运站'],
  ],
  '210703': [
    ['transport', '锦州站'],
    ['transport', '锦州长途汽车站'],
    ['commerce', '中央大街步行街'],
    ['commerce', '千盛购物广场'],
    ['commerce', '锦州新玛特商圈'],
    ['park', '凌河公园'],
    ['park', '儿童公园'],
    ['culture', '辽沈战役纪念馆'],
    ['culture', '锦州市体育馆'],
    ['hospital', '锦州医科大学附属第三医院门诊楼'],
    ['school', '锦州医科大学体育馆'],
    ['government-hall', '凌河区政务服务大厅'],
  ],
  '210711': [
    ['government-hall', '锦州市政务服务中心'],
    ['government-hall', '太和区政务服务大厅'],
    ['park', '锦州世博园'],
    ['park', '东湖公园'],
    ['park', '市府广场'],
    ['transport', '锦州南站'],
    ['transport', '锦州港客运站'],
    ['school', '渤海大学图书馆'],
    ['culture', '锦州市体育中心'],
    ['scenic', '笔架山风景区'],
    ['commerce', '松山万达商圈'],
  ],
  '210726': [
    ['government-hall', '黑山县政务服务大厅'],
    ['hospital', '黑山县人民医院门诊楼'],
    ['transport', '黑山客运站'],
    ['park', '黑山人民公园'],
    ['culture', '黑山阻击战纪念馆'],
  ],
  '210727': [
    ['government-hall', '义县政务服务大厅'],
    ['scenic', '奉国寺景区'],
    ['scenic', '万佛堂石窟景区'],
    ['transport', '义县客运站'],
    ['hospital', '义县人民医院门诊楼'],
  ],
  '210781': [
    ['government-hall', '凌海市政务服务大厅'],
    ['park', '凌海市人民公园'],
    ['transport', '凌海客运站'],
    ['hospital', '凌海市人民医院门诊楼'],
    ['commerce', '凌海国庆路商业街'],
  ],
  '210782': [
    ['government-hall', '北镇市政务服务大厅'],
    ['scenic', '医巫闾山风景区'],
    ['scenic', '北镇庙景区'],
    ['transport', '北镇客运站'],
    ['transport', '沟帮子站'],
    ['hospital', '北镇市人民医院门诊楼'],
  ],
}

/** Places that everybody would look for elsewhere than in the town: about where they are, and their address. */
const known: Record<string, { at: Position; address: string }> = {
  锦州站: { at: [121.142, 41.131], address: '凌河区锦铁街道' },
  锦州南站: { at: [121.107, 41.035], address: '太和区松山街道' },
  锦州世博园: { at: [121.08, 40.86], address: '太和区娘娘宫街道' },
  笔架山风景区: { at: [121.075, 40.835], address: '太和区天桥街道' },
  奉国寺景区: { at: [121.235, 41.544], address: '义县义州街道' },
  万佛堂石窟景区: { at: [121.17, 41.585], address: '义县头道河镇' },
  医巫闾山风景区: { at: [121.71, 41.605], address: '北镇市富屯街道' },
  北镇庙景区: { at: [121.765, 41.6], address: '北镇市北镇街道' },
  沟帮子站: { at: [121.79, 41.365], address: '北镇市沟帮子街道' },
}

const areas: Record<Category, [number, number]> = {
  'government-hall': [2000, 12000],
  hospital: [4000, 15000],
  school: [6000, 20000],
  transport: [3000, 18000],
  park: [20000, 160000],
  culture: [4000, 16000],
  commerce: [8000, 60000],
  scenic: [100000, 900000],
}

export function buildPlaces(random: Random): PlaceRecord[] {
  const rows = (Object.entries(named) as [RegionCode, readonly [Category, string][]][]).flatMap(
    ([code, places]) => places.map(([category, name]) => ({ code, category, name })),
  )
  return rows.map(({ code, category, name }, index) => {
    const { address, at } = known[name] ?? drawPlace(random, code)
    const wirelessStatus =
      category === 'government-hall'
        ? 'covered'
        : random.pick(['covered', 'partial', 'none', 'none'] as const)
    const areaSquareMetres = random.int(...areas[category])
    const wanted = Math.ceil(areaSquareMetres / 1500)
    return {
      id: index + 1,
      name,
      category,
      regionId: regionId(code),
      address: `锦州市${address}`,
      longitude: at[0],
      latitude: at[1],
      areaSquareMetres,
      dailyVisitors: random.int(4, 160) * 100,
      accessPointCount:
        wirelessStatus === 'none'
          ? 0
          : Math.max(1, Math.round(wanted * (wirelessStatus === 'covered' ? 1 : 0.4))),
      wirelessStatus,
      origin,
    }
  })
}
