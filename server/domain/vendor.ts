/**
 * Names under which a maker of equipment is declared or calls itself, by the common English name that collections use.
 * Sources: the makers' own names in sysDescr and ENTITY-MIB entPhysicalMfgName, and the Chinese names on invoices.
 */
const aliases: Record<string, readonly string[]> = {
  Huawei: ['huawei', '华为', 'huawei technologies', 'hw', 'quidway'],
  H3C: ['h3c', '新华三', '华三', 'hangzhou h3c', 'new h3c', 'h3c technologies'],
  Ruijie: ['ruijie', '锐捷', 'ruijie networks', 'star-net'],
  ZTE: ['zte', '中兴', 'zhongxing'],
  Maipu: ['maipu', '迈普'],
  DCN: ['dcn', '神州数码', 'digital china', 'digital china networks'],
  Cisco: ['cisco', '思科', 'cisco systems'],
  Juniper: ['juniper', '瞻博', 'juniper networks'],
  Dell: ['dell', '戴尔', 'dell emc', 'dell inc'],
  EMC: ['emc', '易安信'],
  HPE: ['hpe', 'hp', '惠普', 'hewlett-packard', 'hewlett packard', 'hewlett packard enterprise', '慧与'],
  Lenovo: ['lenovo', '联想'],
  Inspur: ['inspur', '浪潮', 'ieit'],
  Sugon: ['sugon', '曙光', '中科曙光', 'dawning'],
  PowerLeader: ['powerleader', '宝德'],
  xFusion: ['xfusion', '超聚变'],
  IBM: ['ibm', '国际商业机器'],
  Fujitsu: ['fujitsu', '富士通'],
  Oracle: ['oracle', '甲骨文', 'sun', 'sun microsystems'],
  NetApp: ['netapp', '网存'],
  Hitachi: ['hitachi', '日立', 'hitachi vantara', 'hds'],
  MacroSAN: ['macrosan', '宏杉'],
  TOYOU: ['toyou', '同有'],
  QNAP: ['qnap', '威联通'],
  Synology: ['synology', '群晖'],
  Hikvision: ['hikvision', '海康', '海康威视'],
  Dahua: ['dahua', '大华'],
  Uniview: ['uniview', '宇视'],
  Sangfor: ['sangfor', '深信服'],
  Topsec: ['topsec', '天融信'],
  Venustech: ['venustech', '启明星辰'],
  NSFOCUS: ['nsfocus', '绿盟'],
  Hillstone: ['hillstone', '山石网科', '山石'],
  DPtech: ['dptech', '迪普'],
  Leadsec: ['leadsec', '网御', '网御星云'],
  Neusoft: ['neusoft', '东软'],
  Fortinet: ['fortinet', '飞塔'],
  F5: ['f5', 'f5 networks'],
  A10: ['a10', 'a10 networks'],
  Radware: ['radware'],
  Array: ['array', 'array networks'],
  Aruba: ['aruba', 'aruba networks', '安移通'],
  Brocade: ['brocade', '博科'],
  APC: ['apc', 'american power conversion', '施耐德', 'schneider', 'schneider electric'],
  Eaton: ['eaton', '伊顿', 'powerware'],
  Vertiv: ['vertiv', '维谛', 'emerson', '艾默生', 'liebert', '力博特'],
  Kehua: ['kehua', '科华', '科华恒盛'],
  'TP-Link': ['tp-link', 'tplink', '普联'],
}

const byAlias = new Map(
  Object.entries(aliases).flatMap(([name, list]) => list.map((alias) => [alias, name] as const)),
)

/** Words that companies put behind their name and that tell nobody apart. */
const legalForms =
  /[\s,.]*(co|ltd|inc|corp|corporation|company|limited|technologies|technology|gmbh|plc|llc|group|集团|技术有限公司|科技有限公司|股份有限公司|有限公司|公司|科技|技术|网络)[\s,.]*$/iu

/** The common name of a vendor, whichever of its names was written; the name as written when nobody knows it. */
export function commonVendor(written: string): string {
  let text = written.normalize('NFKC').trim().toLowerCase()
  for (;;) {
    const known = byAlias.get(text)
    if (known) return known
    const shorter = text.replace(legalForms, '').trim()
    if (shorter === text || shorter === '') return text
    text = shorter
  }
}

/** All ways to write a vendor's name, longest first. */
export function vendorNames(written: string): string[] {
  const common = commonVendor(written)
  return [...(aliases[common] ?? []), written.toLowerCase().trim()].sort((a, b) => b.length - a.length)
}
