import type { ZoneCode } from '../records.ts'

export interface ApplicationEntry {
  organisation: string
  zone: ZoneCode
  kind: 'special-purpose' | 'website'
  name: string
  criticality: 'low' | 'medium' | 'high' | 'critical'
  users: number
}

const letters = { l: 'low', m: 'medium', h: 'high', c: 'critical' } as const

/** Special-purpose systems by the network that they are deployed on: organisation, name, criticality, users. */
const special: Record<ZoneCode, string> = {
  internet: `
    GJJ 住房公积金网上业务大厅 h 86000
    RSJ 人才招聘与就业服务平台 m 52000
    JYJ 中考网上报名与录取系统 h 31000
    JTJ 公交出行信息服务系统 m 120000
    GGZY 网上投标与开标系统 h 4200
    YSJ 政务服务网上预约系统 m 26000
    WLJ 智慧旅游综合服务平台 m 18000
    TSG 数字图书馆借阅系统 m 34000
    GBDS 融媒体采编发布系统 h 380
    BHDX 本科招生与就业管理系统 m 22000
    BHDX 网络教学平台 h 24000
    JYDX 医学在线教学平台 m 16000
    LGDX 网络教学与选课平台 h 21000
    DSDX 开放教育学习平台 m 9800
    FYY 互联网预约挂号系统 h 68000
    FSY 网上预约诊疗系统 h 32000
    ZXYY 掌上医院服务系统 h 41000
    JJZD 交通违法网上处理系统 h 95000
    XXZX 公众意见征集与反馈系统 m 15000`,
  extranet: `
    YSJ 行政审批综合业务系统 c 1800
    XXZX 政务信息资源共享交换平台 c 900
    GGZY 公共资源交易监管系统 h 650
    FGW 投资项目在线审批监管平台 h 720
    SCJ 市场主体信用信息归集系统 h 560
    SFJ 行政执法监督平台 m 840
    YJJ 应急值守与信息报送系统 h 430
    ZJJ 工程建设项目审批管理系统 h 510`,
  intranet: `
    ZFB 市政府内网办公系统 c 620
    ZFB 党政机关公文传输系统 c 480
    ZFB 督查督办管理系统 h 310
    ZFB 政务信息采编报送系统 h 260
    ZFB 会议与值班管理系统 m 180
    XXZX 电子政务内网综合门户 h 760
    XXZX 内网邮件系统 m 640
    FGW 项目稽察内网系统 m 60
    GXJ 内网公文处理系统 m 70
    JYJ 内网公文处理系统 m 85
    MZJ 内网公文处理系统 m 65
    SFJ 内网公文处理系统 m 60
    CZJ 内网公文处理系统 h 140
    RSJ 干部人事档案管理系统 h 90
    ZRZY 涉密地理信息管理系统 h 75
    STJ 内网公文处理系统 m 60
    ZJJ 内网公文处理系统 m 65
    JTJ 内网公文处理系统 m 55
    NYJ 内网公文处理系统 m 50
    WJW 内网公文处理系统 m 75
    YJJ 应急预案内网管理系统 h 80
    SJJ 审计内网管理系统 h 95
    SCJ 内网公文处理系统 m 110
    TJJ 统计涉密数据管理系统 h 60
    SWZJ 内网公文处理系统 h 150
    FY 内网办公与涉密案件系统 h 130
    JCY 内网办公与涉密案件系统 h 120
    DAG 涉密档案管理系统 h 40
    GAJ 内网机要传输系统 c 160`,
  private: `
    GAJ 警务综合应用平台 c 3200
    GAJ 人口信息管理系统 c 2600
    GAJ 情报研判系统 h 620
    GAJ 接处警指挥调度系统 c 480
    GAJ 案件信息管理系统 h 1900
    GAJ 警员移动身份认证系统 h 2400
    JJZD 交通集成指挥平台 c 560
    JJZD 机动车与驾驶人管理系统 c 640
    JJZD 事故处理信息系统 h 320
    CRJ 出入境证件受理系统 h 140
    HSGA 县级警务工作平台 h 380
    YXGA 县级警务工作平台 h 310
    LHGA 县级警务工作平台 h 420
    BZGA 县级警务工作平台 h 400
    CZJ 预算一体化管理系统 c 860
    CZJ 国库集中支付系统 c 920
    CZJ 非税收入征缴系统 h 540
    CZJ 资产管理信息系统 m 430
    RSJ 社会保险核心业务系统 c 1400
    RSJ 就业失业登记系统 h 620
    RSJ 劳动关系与仲裁管理系统 m 210
    RSJ 社会保障卡管理系统 h 380
    RSJ 人事工资管理系统 m 350
    YBJ 医疗保险结算系统 c 2100
    YBJ 药品集中采购监管系统 m 260
    YBJ 医保智能审核系统 h 90
    ZRZY 国土资源一张图系统 h 260
    ZRZY 建设用地审批系统 h 180
    ZRZY 矿产资源管理系统 m 90
    BDC 不动产登记信息系统 c 240
    BDC 不动产档案影像系统 m 120
    STJ 重点污染源在线监控系统 h 140
    STJ 环境空气质量监测系统 h 110
    STJ 排污许可管理系统 m 160
    ZJJ 房产交易网签备案系统 c 340
    ZJJ 建筑市场监管系统 m 210
    ZJJ 保障性住房管理系统 m 150
    JTJ 道路运政管理系统 h 320
    JTJ 两客一危车辆监控系统 h 130
    SLJ 防汛抗旱指挥系统 h 120
    SLJ 水资源监控系统 m 80
    NYJ 农产品质量追溯系统 m 240
    NYJ 动物防疫信息系统 m 180
    SWJ 商贸流通统计直报系统 l 90
    WLJ 文化市场综合执法系统 m 110
    WJW 全民健康信息平台 c 1600
    WJW 疾病预防控制信息系统 h 420
    WJW 妇幼保健信息系统 m 380
    WJW 卫生监督执法系统 m 140
    YJJ 危险化学品监管系统 h 160
    YJJ 矿山安全监测系统 h 90
    SJJ 联网审计系统 h 110
    SCJ 企业登记注册系统 c 480
    SCJ 食品药品监管系统 h 390
    SCJ 特种设备监察系统 m 160
    SCJ 投诉举报处理系统 m 120
    TJJ 联网直报系统 h 1300
    TJJ 经济普查数据处理系统 m 210
    ZFJ 数字城管指挥系统 h 460
    ZFJ 渣土车辆监管系统 m 130
    SWZJ 税收征管辅助系统 c 980
    SWZJ 发票比对分析系统 h 430
    SWZJ 纳税服务评价系统 l 220
    GJJ 住房公积金核心业务系统 c 320
    GJJ 住房贷款管理系统 h 180
    GJJ 银行结算接口系统 h 60
    QXJ 气象预报业务系统 h 110
    QXJ 自动气象站数据采集系统 m 40
    FY 审判流程管理系统 h 360
    FY 执行指挥系统 h 210
    FY 庭审音视频管理系统 m 180
    JCY 统一业务应用系统 h 300
    JCY 同步录音录像管理系统 m 90
    DAG 数字档案馆系统 m 130
    MZJ 低保救助管理系统 h 420
    MZJ 婚姻登记系统 h 160
    SFJ 社区矫正管理系统 h 190
    KJJ 科技项目管理系统 l 130
    RFB 人防指挥信息系统 h 60
    GXJ 工业运行监测系统 m 140
    FGW 价格监测与认证系统 l 80
    JYJ 学籍管理系统 h 1500
    JYJ 教育资源公共服务系统 m 8200
    FYY 医院信息管理系统（HIS） c 1900
    FYY 医学影像系统（PACS） c 760
    FSY 医院信息管理系统（HIS） c 1100
    ZXYY 医院信息管理系统（HIS） c 1500
    ZXYY 电子病历系统 h 1200
    FYBJ 妇幼诊疗信息系统 h 430`,
}

/** Who has a website of its own: all municipal departments with rooms, and these. */
const websites = `
  ZFB YSJ XXZX FGW GXJ JYJ KJJ MZJ SFJ CZJ RSJ ZRZY STJ ZJJ JTJ SLJ NYJ SWJ WLJ WJW YBJ YJJ SJJ SCJ TJJ ZFJ
  SWZJ GJJ QXJ FY JCY DAG GGZY BDC TSG GBDS RFB
  GAJ JJZD CRJ
  BHDX JYDX LGDX LLXY SFGZ SHZY TDZY DSDX JZZX YMGZ JDXX WSXX
  FYY FSY ZXYY FYBJ ZYY CRB HSYY
  YXYY LHYY`

export const applicationEntries: readonly ApplicationEntry[] = [
  ...(Object.entries(special) as [ZoneCode, string][]).flatMap(([zone, table]) =>
    table
      .trim()
      .split('\n')
      .map((row): ApplicationEntry => {
        const [organisation, name, letter, users] = row.trim().split(' ')
        return {
          organisation: organisation!,
          zone,
          kind: 'special-purpose',
          name: name!,
          criticality: letters[letter as keyof typeof letters],
          users: Number(users),
        }
      }),
  ),
  ...websites
    .trim()
    .split(/\s+/)
    .map((organisation): ApplicationEntry => ({
      organisation,
      zone: 'internet',
      kind: 'website',
      name: organisation === 'ZFB' ? '锦州市人民政府门户网站' : '',
      criticality: organisation === 'ZFB' ? 'high' : 'medium',
      users: 0,
    })),
]

/** Companies that build government systems; none of them is a real one. */
export const developers = [
  '辽西软件工程有限公司（演示）',
  '锦州数联科技有限公司（演示）',
  '沈阳政通信息技术有限公司（演示）',
  '大连海信达软件有限公司（演示）',
  '北京中政信通科技有限公司（演示）',
  '凌河系统集成有限公司（演示）',
]

/** Consumers, providers and how they are joined, by organisation and a part of the name. */
export const dependencyEntries: readonly [string, string, 'calls' | 'shares-database' | 'exchanges-files'][] =
  [
    ['GJJ 网上业务大厅', 'GJJ 核心业务', 'calls'],
    ['GJJ 住房贷款', 'GJJ 核心业务', 'shares-database'],
    ['GJJ 核心业务', 'GJJ 银行结算', 'calls'],
    ['GAJ 情报研判', 'GAJ 警务综合', 'calls'],
    ['GAJ 案件信息', 'GAJ 警务综合', 'shares-database'],
    ['GAJ 警务综合', 'GAJ 人口信息', 'calls'],
    ['GAJ 接处警', 'GAJ 人口信息', 'calls'],
    ['GAJ 警务综合', 'GAJ 警员移动', 'calls'],
    ['CRJ 出入境', 'GAJ 人口信息', 'calls'],
    ['HSGA 警务工作', 'GAJ 警务综合', 'calls'],
    ['YXGA 警务工作', 'GAJ 警务综合', 'calls'],
    ['LHGA 警务工作', 'GAJ 警务综合', 'calls'],
    ['BZGA 警务工作', 'GAJ 警务综合', 'calls'],
    ['JJZD 交通集成', 'JJZD 机动车', 'calls'],
    ['JJZD 事故处理', 'JJZD 机动车', 'shares-database'],
    ['JJZD 机动车', 'GAJ 人口信息', 'calls'],
    ['JJZD 违法网上', 'JJZD 机动车', 'exchanges-files'],
    ['CZJ 国库', 'CZJ 预算', 'shares-database'],
    ['CZJ 非税', 'CZJ 国库', 'exchanges-files'],
    ['CZJ 资产', 'CZJ 预算', 'calls'],
    ['RSJ 就业失业', 'RSJ 社会保险', 'shares-database'],
    ['RSJ 社会保险', 'RSJ 社会保障卡', 'calls'],
    ['RSJ 人事工资', 'RSJ 社会保障卡', 'calls'],
    ['YBJ 医疗保险', 'RSJ 社会保障卡', 'calls'],
    ['YBJ 智能审核', 'YBJ 医疗保险', 'shares-database'],
    ['YBJ 药品', 'YBJ 医疗保险', 'exchanges-files'],
    ['FYY HIS', 'YBJ 医疗保险', 'calls'],
    ['FSY HIS', 'YBJ 医疗保险', 'calls'],
    ['ZXYY HIS', 'YBJ 医疗保险', 'calls'],
    ['FYBJ 妇幼诊疗', 'WJW 妇幼', 'exchanges-files'],
    ['FYY 预约挂号', 'FYY HIS', 'calls'],
    ['FSY 预约诊疗', 'FSY HIS', 'calls'],
    ['ZXYY 掌上医院', 'ZXYY HIS', 'calls'],
    ['FYY PACS', 'FYY HIS', 'calls'],
    ['ZXYY 电子病历', 'ZXYY HIS', 'shares-database'],
    ['FYY HIS', 'WJW 全民健康', 'exchanges-files'],
    ['ZXYY HIS', 'WJW 全民健康', 'exchanges-files'],
    ['WJW 疾病预防', 'WJW 全民健康', 'calls'],
    ['ZRZY 建设用地', 'ZRZY 一张图', 'calls'],
    ['ZRZY 矿产', 'ZRZY 一张图', 'shares-database'],
    ['BDC 登记信息', 'ZRZY 一张图', 'calls'],
    ['BDC 档案影像', 'BDC 登记信息', 'calls'],
    ['BDC 登记信息', 'ZJJ 网签', 'exchanges-files'],
    ['ZJJ 保障性', 'ZJJ 网签', 'calls'],
    ['SWZJ 发票', 'SWZJ 征管', 'calls'],
    ['SWZJ 征管', 'SCJ 企业登记', 'exchanges-files'],
    ['SCJ 信用信息', 'SCJ 企业登记', 'calls'],
    ['YSJ 审批综合', 'XXZX 共享交换', 'calls'],
    ['YSJ 预约', 'YSJ 审批综合', 'exchanges-files'],
    ['FGW 投资项目', 'XXZX 共享交换', 'calls'],
    ['ZJJ 工程建设', 'YSJ 审批综合', 'calls'],
    ['SFJ 执法监督', 'XXZX 共享交换', 'calls'],
    ['GGZY 监管', 'XXZX 共享交换', 'calls'],
    ['GGZY 网上投标', 'GGZY 监管', 'exchanges-files'],
    ['SCJ 信用信息', 'XXZX 共享交换', 'calls'],
    ['STJ 排污许可', 'STJ 污染源', 'shares-database'],
    ['STJ 污染源', 'STJ 空气质量', 'calls'],
    ['JTJ 两客一危', 'JTJ 运政', 'calls'],
    ['JTJ 公交出行', 'JTJ 运政', 'exchanges-files'],
    ['SLJ 防汛', 'QXJ 预报', 'exchanges-files'],
    ['QXJ 预报', 'QXJ 气象站', 'calls'],
    ['ZFJ 渣土', 'ZFJ 数字城管', 'calls'],
    ['FY 执行指挥', 'FY 审判', 'shares-database'],
    ['FY 庭审', 'FY 审判', 'calls'],
    ['JCY 录音录像', 'JCY 统一业务', 'calls'],
    ['JYJ 中考', 'JYJ 学籍', 'exchanges-files'],
    ['ZFB 督查', 'ZFB 内网办公', 'calls'],
    ['ZFB 公文传输', 'ZFB 内网办公', 'calls'],
    ['ZFB 会议与值班', 'ZFB 内网办公', 'calls'],
    ['MZJ 低保', 'GAJ 人口信息', 'exchanges-files'],
  ]
