import type { RegionCode } from '../regions.ts'

/**
 * The bodies of the demonstration city. Names are those of Jinzhou's public bodies as of March 2019; everything
 * else about them (rooms, devices, lines, contacts) is made up.
 */
export interface OrganisationEntry {
  code: string
  name: string
  nameEn: string
  /** How the body is called for short in room and line names. */
  short: string
  category: 'municipal' | 'public-security' | 'school' | 'hospital' | 'other'
  region: RegionCode
  /** Code of the parent body. */
  parent?: string
  /** One number per machine room: 5 for the largest, 1 for a closet with a rack. */
  rooms: number[]
}

const regions = {
  古塔: '210702',
  凌河: '210703',
  太和: '210711',
  黑山: '210726',
  义县: '210727',
  凌海: '210781',
  北镇: '210782',
} as const

type Row = [code: string, name: string, nameEn: string, region: keyof typeof regions, rooms: number[]]

const municipal: Row[] = [
  ['ZFB', '锦州市人民政府办公室', 'Jinzhou Municipal Government Office', '太和', [4]],
  ['YSJ', '锦州市营商环境建设局', 'Jinzhou Business Environment Bureau', '太和', [5, 3]],
  ['XXZX', '锦州市信息中心', 'Jinzhou Information Centre', '太和', [5, 3]],
  ['FGW', '锦州市发展和改革委员会', 'Jinzhou Development and Reform Commission', '太和', [2]],
  ['GXJ', '锦州市工业和信息化局', 'Jinzhou Industry and Information Technology Bureau', '太和', [2]],
  ['JYJ', '锦州市教育局', 'Jinzhou Education Bureau', '凌河', [3]],
  ['KJJ', '锦州市科学技术局', 'Jinzhou Science and Technology Bureau', '古塔', [1]],
  ['MZJ', '锦州市民政局', 'Jinzhou Civil Affairs Bureau', '凌河', [2]],
  ['SFJ', '锦州市司法局', 'Jinzhou Justice Bureau', '古塔', [2]],
  ['CZJ', '锦州市财政局', 'Jinzhou Finance Bureau', '太和', [4]],
  ['RSJ', '锦州市人力资源和社会保障局', 'Jinzhou Human Resources and Social Security Bureau', '凌河', [5, 3]],
  ['ZRZY', '锦州市自然资源局', 'Jinzhou Natural Resources Bureau', '太和', [4, 2]],
  ['STJ', '锦州市生态环境局', 'Jinzhou Ecology and Environment Bureau', '凌河', [3]],
  ['ZJJ', '锦州市住房和城乡建设局', 'Jinzhou Housing and Urban-Rural Development Bureau', '古塔', [3]],
  ['JTJ', '锦州市交通运输局', 'Jinzhou Transport Bureau', '凌河', [3]],
  ['SLJ', '锦州市水利局', 'Jinzhou Water Resources Bureau', '古塔', [2]],
  ['NYJ', '锦州市农业农村局', 'Jinzhou Agriculture and Rural Affairs Bureau', '太和', [2]],
  ['SWJ', '锦州市商务局', 'Jinzhou Commerce Bureau', '太和', [1]],
  ['WLJ', '锦州市文化旅游和广播电视局', 'Jinzhou Culture, Tourism and Broadcasting Bureau', '古塔', [2]],
  ['WJW', '锦州市卫生健康委员会', 'Jinzhou Health Commission', '古塔', [3]],
  ['YBJ', '锦州市医疗保障局', 'Jinzhou Healthcare Security Bureau', '凌河', [3]],
  ['YJJ', '锦州市应急管理局', 'Jinzhou Emergency Management Bureau', '太和', [3]],
  ['SJJ', '锦州市审计局', 'Jinzhou Audit Bureau', '太和', [2]],
  ['SCJ', '锦州市市场监督管理局', 'Jinzhou Market Regulation Bureau', '凌河', [4, 2]],
  ['TJJ', '锦州市统计局', 'Jinzhou Statistics Bureau', '太和', [2]],
  [
    'ZFJ',
    '锦州市城市管理综合行政执法局',
    'Jinzhou Urban Management and Law Enforcement Bureau',
    '古塔',
    [3, 1],
  ],
  ['SWZJ', '国家税务总局锦州市税务局', 'Jinzhou Tax Service', '凌河', [4, 3]],
  ['GJJ', '锦州市住房公积金管理中心', 'Jinzhou Housing Provident Fund Centre', '古塔', [4]],
  ['QXJ', '锦州市气象局', 'Jinzhou Meteorological Bureau', '太和', [3]],
  ['FY', '锦州市中级人民法院', "Jinzhou Intermediate People's Court", '太和', [3]],
  ['JCY', '锦州市人民检察院', "Jinzhou People's Procuratorate", '太和', [3]],
  ['DAG', '锦州市档案馆', 'Jinzhou Archives', '太和', [2]],
  ['GGZY', '锦州市公共资源交易中心', 'Jinzhou Public Resources Trading Centre', '太和', [3]],
  ['BDC', '锦州市不动产登记中心', 'Jinzhou Real Estate Registration Centre', '凌河', [3]],
  ['TSG', '锦州市图书馆', 'Jinzhou Library', '古塔', [2]],
  ['GBDS', '锦州广播电视台', 'Jinzhou Radio and Television Station', '古塔', [3]],
  ['RFB', '锦州市人民防空办公室', 'Jinzhou Civil Air Defence Office', '古塔', [1]],
]

const publicSecurity: Row[] = [
  ['GAJ', '锦州市公安局', 'Jinzhou Public Security Bureau', '古塔', [5, 4, 3]],
  ['JJZD', '锦州市公安局交通警察支队', 'Jinzhou Traffic Police Detachment', '凌河', [4]],
  ['CRJ', '锦州市公安局出入境管理支队', 'Jinzhou Exit and Entry Administration Detachment', '古塔', [2]],
  ['GTFJ', '锦州市公安局古塔分局', 'Jinzhou Public Security Bureau, Guta Branch', '古塔', [2]],
  ['LHFJ', '锦州市公安局凌河分局', 'Jinzhou Public Security Bureau, Linghe Branch', '凌河', [2]],
  ['THFJ', '锦州市公安局太和分局', 'Jinzhou Public Security Bureau, Taihe Branch', '太和', [2]],
  ['HSGA', '黑山县公安局', 'Heishan County Public Security Bureau', '黑山', [2]],
  ['YXGA', '义县公安局', 'Yi County Public Security Bureau', '义县', [2]],
  ['LHGA', '凌海市公安局', 'Linghai Public Security Bureau', '凌海', [2]],
  ['BZGA', '北镇市公安局', 'Beizhen Public Security Bureau', '北镇', [2]],
]

const schools: Row[] = [
  ['BHDX', '渤海大学', 'Bohai University', '太和', [5, 3, 2]],
  ['JYDX', '锦州医科大学', 'Jinzhou Medical University', '凌河', [5, 3]],
  ['LGDX', '辽宁工业大学', 'Liaoning University of Technology', '古塔', [5, 3]],
  ['LLXY', '辽宁理工学院', 'Liaoning Institute of Science and Engineering', '太和', [3]],
  ['SFGZ', '锦州师范高等专科学校', 'Jinzhou Teachers College', '古塔', [3]],
  ['SHZY', '辽宁石化职业技术学院', 'Liaoning Petrochemical College', '古塔', [3]],
  ['TDZY', '辽宁铁道职业技术学院', 'Liaoning Railway Vocational and Technical College', '凌河', [3]],
  ['DSDX', '锦州广播电视大学', 'Jinzhou Radio and Television University', '凌河', [2]],
  ['JZZX', '锦州中学', 'Jinzhou Middle School', '太和', [2]],
  ['YMGZ', '辽西育明高级中学', 'Liaoxi Yuming Senior High School', '凌河', [2]],
  ['EGZX', '锦州市第二高级中学', 'Jinzhou No. 2 Senior High School', '古塔', [1]],
  ['SZZX', '锦州市第四中学', 'Jinzhou No. 4 Middle School', '古塔', [1]],
  ['JDXX', '锦州市机电工程学校', 'Jinzhou Mechanical and Electrical School', '太和', [1]],
  ['WSXX', '锦州市卫生学校', 'Jinzhou Health School', '凌河', [1]],
  ['HSYG', '黑山县第一高级中学', 'Heishan No. 1 Senior High School', '黑山', [1]],
  ['HSZX', '黑山县中等职业技术专业学校', 'Heishan Secondary Vocational School', '黑山', [1]],
  ['YXGZ', '义县高级中学', 'Yi County Senior High School', '义县', [1]],
  ['LHYG', '凌海市第一高级中学', 'Linghai No. 1 Senior High School', '凌海', [1]],
  ['LHSG', '凌海市第二高级中学', 'Linghai No. 2 Senior High School', '凌海', [1]],
  ['BZGZ', '北镇市高级中学', 'Beizhen Senior High School', '北镇', [1]],
]

const hospitals: Row[] = [
  [
    'FYY',
    '锦州医科大学附属第一医院',
    'First Affiliated Hospital, Jinzhou Medical University',
    '古塔',
    [4, 2],
  ],
  ['FSY', '锦州医科大学附属第三医院', 'Third Affiliated Hospital, Jinzhou Medical University', '凌河', [3]],
  ['ZXYY', '锦州市中心医院', 'Jinzhou Central Hospital', '古塔', [3, 2]],
  ['FYBJ', '锦州市妇婴医院', "Jinzhou Women and Infants' Hospital", '凌河', [2]],
  ['ZYY', '锦州市中医医院', 'Jinzhou Hospital of Traditional Chinese Medicine', '古塔', [2]],
  ['CRB', '锦州市传染病医院', 'Jinzhou Infectious Disease Hospital', '太和', [1]],
  ['HSYY', '黑山县人民医院', "Heishan County People's Hospital", '黑山', [2]],
  ['YXYY', '义县人民医院', "Yi County People's Hospital", '义县', [1]],
  ['LHYY', '凌海市人民医院', "Linghai People's Hospital", '凌海', [1]],
  ['BZYY', '北镇市人民医院', "Beizhen People's Hospital", '北镇', [1]],
]

const districts: Row[] = [
  ['GTZF', '古塔区人民政府', "Guta District People's Government", '古塔', []],
  ['LHZF', '凌河区人民政府', "Linghe District People's Government", '凌河', []],
  ['THZF', '太和区人民政府', "Taihe District People's Government", '太和', []],
  ['HSZF', '黑山县人民政府', "Heishan County People's Government", '黑山', []],
  ['YXZF', '义县人民政府', "Yi County People's Government", '义县', []],
  ['LHSZF', '凌海市人民政府', "Linghai Municipal People's Government", '凌海', []],
  ['BZZF', '北镇市人民政府', "Beizhen Municipal People's Government", '北镇', []],
]

const parents: Record<string, string> = {
  JJZD: 'GAJ',
  CRJ: 'GAJ',
  GTFJ: 'GAJ',
  LHFJ: 'GAJ',
  THFJ: 'GAJ',
  GGZY: 'YSJ',
  BDC: 'ZRZY',
  FYY: 'JYDX',
  FSY: 'JYDX',
  JZZX: 'JYJ',
  EGZX: 'JYJ',
  SZZX: 'JYJ',
  YMGZ: 'JYJ',
}

export const organisationEntries: readonly OrganisationEntry[] = (
  [
    ['municipal', municipal],
    ['public-security', publicSecurity],
    ['school', schools],
    ['hospital', hospitals],
    ['other', districts],
  ] as const
).flatMap(([category, rows]) =>
  rows.map(([code, name, nameEn, region, rooms]) => ({
    code,
    name,
    nameEn,
    short: name.replace(/^(国家税务总局)?锦州市(?=.{3})/, '').replace(/^锦州医科大学(?=附属)/, ''),
    category,
    region: regions[region],
    rooms,
    ...(parents[code] === undefined ? {} : { parent: parents[code] }),
  })),
)
