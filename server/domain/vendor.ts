/**
 * Names under which a maker of equipment is declared or calls itself, by the common English name that collections use.
 * Sources: the makers' own names in sysDescr and ENTITY-MIB entPhysicalMfgName, and the Chinese names on invoices.
 */
const aliases: Record<string, readonly string[]> = {
  Huawei: ['huawei', '华为', 'huawei technologies', 'hw', 'quidway', 'futurematrix', '华为数字能源'],
  xFusion: ['xfusion', '超聚变'],
  H3C: ['h3c', '新华三', '华三', '华三通信', 'hangzhou h3c', 'new h3c', 'h3c technologies'],
  Ruijie: ['ruijie', '锐捷', 'ruijie networks', 'star-net', '星网锐捷'],
  ZTE: ['zte', '中兴', '中兴通讯', 'zhongxing', 'zhongxing telecom'],
  Maipu: ['maipu', '迈普', 'maipu communication'],
  DCN: [
    'dcn',
    '神州数码',
    '神州数码云科',
    '神码',
    'digital china',
    'digital china networks',
    'yunke china',
    '云科通信',
  ],
  FiberHome: [
    'fiberhome',
    '烽火',
    'fiberhome telecommunication',
    'wuhan research institute of posts and telecommunications',
  ],
  BDCOM: ['bdcom', '博达', '博达通信', '博达数据', 'shanghai baud data', 'baud data'],
  Raisecom: ['raisecom', '瑞斯康达'],
  'TP-Link': ['tp-link', 'tplink', '普联'],
  Tenda: ['tenda', '腾达', '吉祥腾达'],
  Mercury: ['mercury', '水星'],
  'FS.com': ['fs.com', 'fs', 'fiberstore', '飞速', '飞速创新'],
  Sundray: ['sundray', '信锐', '信锐网科'],
  Kyland: ['kyland', '东土', '东土科技'],
  '3onedata': ['3onedata', '三旺', '三旺通信'],
  Maiwe: ['maiwe', '迈威', '迈威通信'],
  Hongdian: ['hongdian', '宏电'],
  Centec: ['centec', '盛科', 'centec networks'],
  UTStarcom: ['utstarcom', 'ut斯达康', '斯达康'],
  'C-Data': ['c-data', 'cdata', '西迪特'],
  Sumavision: ['sumavision', '数码视讯'],
  Cisco: ['cisco', '思科', 'cisco systems'],
  Juniper: ['juniper', '瞻博', 'juniper networks'],
  Dell: ['dell', '戴尔', 'dell emc', 'dell inc'],
  EMC: ['emc', '易安信'],
  HPE: ['hpe', 'hp', '惠普', 'hewlett-packard', 'hewlett packard', 'hewlett packard enterprise', '慧与'],
  Lenovo: ['lenovo', '联想', '联想企业科技'],
  Inspur: ['inspur', '浪潮', '浪潮电子', '浪潮思科', '浪潮网络', 'ieit', 'ieit systems', 'inspur group'],
  Sugon: ['sugon', '曙光', '中科曙光', 'dawning'],
  PowerLeader: ['powerleader', '宝德'],
  'China Greatwall': ['china greatwall', 'great wall', 'greatwall', '长城', '中国长城', '长城计算机'],
  Loongson: ['loongson', '龙芯', '龙芯中科'],
  IBM: ['ibm', '国际商业机器'],
  Fujitsu: ['fujitsu', '富士通'],
  Oracle: ['oracle', '甲骨文', 'sun', 'sun microsystems'],
  NetApp: ['netapp', '网存'],
  Hitachi: ['hitachi', '日立', 'hitachi vantara', 'hds'],
  MacroSAN: ['macrosan', '宏杉'],
  TOYOU: ['toyou', '同有', '同有飞骥', 'toyou feiji'],
  QNAP: ['qnap', '威联通'],
  Synology: ['synology', '群晖'],
  Hikvision: ['hikvision', '海康', '海康威视', 'hikvision digital'],
  Dahua: ['dahua', '大华', 'zhejiang dahua'],
  Uniview: ['uniview', '宇视'],
  Tiandy: ['tiandy', '天地伟业'],
  Sangfor: ['sangfor', '深信服'],
  Topsec: ['topsec', '天融信'],
  Venustech: ['venustech', '启明星辰', '启明', 'venus', 'venus info tech'],
  NSFOCUS: ['nsfocus', '绿盟'],
  Hillstone: ['hillstone', '山石网科', '山石', 'hillstone networks'],
  DPtech: ['dptech', '迪普'],
  Leadsec: ['leadsec', '网御', '网御星云', '联想网御', 'legend holdings'],
  Netentsec: ['netentsec', '网康'],
  QiAnXin: [
    'qianxin',
    'qi-anxin',
    'qi anxin',
    '奇安信',
    '网神',
    'legendsec',
    'secworld',
    '360网神',
    '奇安信网神',
  ],
  DBAPPSecurity: ['dbappsecurity', 'dbapp', 'dbapp security', '安恒', '安恒信息'],
  Westone: ['westone', '卫士通', '电科网安'],
  Koal: ['koal', '格尔', '格尔软件'],
  Infosec: ['infosec', '信安世纪', 'china infosec'],
  Bluedon: ['bluedon', '蓝盾'],
  Surfilter: ['surfilter', '任子行'],
  Ankki: ['ankki', '昂楷'],
  Chaitin: ['chaitin', '长亭'],
  ThreatBook: ['threatbook', '微步', '微步在线'],
  Neusoft: ['neusoft', '东软'],
  Fortinet: ['fortinet', '飞塔'],
  F5: ['f5', 'f5 networks'],
  A10: ['a10', 'a10 networks'],
  Radware: ['radware'],
  Array: ['array', 'array networks', '华耀'],
  Aruba: ['aruba', 'aruba networks', '安移通'],
  Brocade: ['brocade', '博科'],
  APC: ['apc', 'american power conversion', '施耐德', 'schneider', 'schneider electric'],
  Eaton: ['eaton', '伊顿', 'powerware'],
  Vertiv: ['vertiv', '维谛', 'emerson', '艾默生', 'liebert', '力博特'],
  Kehua: ['kehua', '科华', '科华恒盛', '科华数据', '科华数能', 'kehua hengsheng'],
  Santak: ['santak', '山特', 'santak electronics'],
  KSTAR: ['kstar', '科士达'],
  INVT: ['invt', '英威腾'],
  'East Power': ['east power', 'east', '易事特'],
  'Delta Electronics': ['delta electronics', 'delta', '台达', '中达电通'],
  Megmeet: ['megmeet', '麦格米特'],
  Envicool: ['envicool', '英维克'],
}

const byAlias = new Map(
  Object.entries(aliases).flatMap(([name, list]) => list.map((alias) => [alias, name] as const)),
)

/** Words that companies put behind their name and that tell nobody apart. */
const legalForms =
  /[\s,.]*(co|ltd|inc|corp|corporation|company|limited|technologies|technology|gmbh|plc|llc|group|集团|技术有限公司|科技有限公司|股份有限公司|有限责任公司|有限公司|公司|科技|技术|网络|信息|信息产业|信息安全|安全|通信|通讯|数字|电子|软件|股份)[\s,.]*$/iu

/** Where a company sits, which Chinese names put in front or in brackets: 北京启明星辰, 联想（北京）. */
const seats =
  /^(?:中国|北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|武汉|成都|厦门|济南|福建|浙江|山东|广东|江苏)(?:省|市)?(?=\p{Script=Han}{2})|\s*\((?:中国|北京|上海|深圳|杭州|china|beijing|shanghai)\)/giu

/** The common name of a vendor, whichever of its names was written; the name as written when nobody knows it. */
export function commonVendor(written: string): string {
  let text = written.normalize('NFKC').trim().toLowerCase()
  for (;;) {
    const unseated = text.replace(seats, '').trim()
    const known = byAlias.get(text) ?? byAlias.get(unseated)
    if (known) return known
    const shorter = unseated.replace(legalForms, '').trim()
    if (shorter === text || shorter === '') return text
    text = shorter
  }
}

/** All ways to write a vendor's name, longest first. */
export function vendorNames(written: string): string[] {
  const common = commonVendor(written)
  return [...(aliases[common] ?? []), written.toLowerCase().trim()].sort((a, b) => b.length - a.length)
}
