import type { EntityName } from '../../../contract/entities/index.ts'

/**
 * Words that departments write for a state, by `entity.field`, beside the state's own value and labels. Longer words win
 * where several are found within a text.
 */
type StateWords = Partial<Record<`${EntityName}.${string}`, Record<string, string>>>

export const stateWords: StateWords = {
  'device.kind': {
    server:
      '服务器, 机架式服务器, 塔式服务器, 刀片, 刀片服务器, 小型机, 工作站, 主机, 应用服务器, 数据库服务器, web服务器, 一体机, pc服务器',
    storage:
      '存储, 磁盘阵列, 盘阵, 存储阵列, 磁带库, 光纤存储, nas, san, 备份存储, 备份一体机, 光纤交换机存储',
    switch:
      '交换机, 核心交换机, 汇聚交换机, 接入交换机, 三层交换机, 二层交换机, poe交换机, 光纤交换机, 以太网交换机, lsw, sw',
    router: '路由器, 路由, 网关, 语音网关, 路由网关, bras',
    firewall:
      '防火墙, 安全设备, waf, 入侵检测, 入侵防御, ids, ips, 网闸, 上网行为管理, 行为管理, 堡垒机, 日志审计, 数据库审计, 漏洞扫描, vpn, 安全网关, 防病毒网关, 网络安全, 安全审计, 抗ddos, 加密机, 下一代防火墙, 单向导入',
    'load-balancer': '负载均衡, 负载均衡器, 负载, 应用交付, adc',
    'wireless-controller': '无线控制器, ac, 无线ac, 无线控制, 接入控制器, wlc',
    'access-point': 'ap, 无线ap, 无线接入点, 无线接入, 吸顶ap, wifi, 室外ap',
    ups: 'ups, 不间断电源, ups电源, ups主机, 电池, 蓄电池, 电池组',
    pdu: 'pdu, 配电, 配电柜, 配电箱, 列头柜, 配电单元',
    environment: '动环, 动环监控, 动力环境, 空调, 精密空调, 环境监控, 温湿度, 新风, 消防',
    camera: '摄像机, 摄像头, 监控, 球机, 枪机, 视频监控, 硬盘录像机, nvr, ipc',
    printer: '打印机, 复印机, 多功能一体机, 激光打印机, 扫描仪',
    other: '其它, 其他设备, 其它设备, kvm, 终端, 光端机, 传输设备, 会议终端, 电话交换机, 台式机, 笔记本',
  },
  'device.status': {
    'in-use':
      '使用, 使用中, 正在使用, 正常, 运行, 运行中, 正常运行, 良好, 完好, 启用, 已上架, active, ok, inuse, running, 在线',
    spare: '闲置, 库存, 备件, 备机, 冷备, 未使用, 未启用, 停用, 备份, idle, instock',
    faulty: '损坏, 坏, 待修, 维修, 维修中, 故障中, 异常, broken, failed',
    retired: '报废, 已报废, 待报废, 下线, 已下线, 淘汰, 已拆除, 拟报废, scrapped, disposed',
  },
  'room.grade': {
    A: 'a, a类, a级, class a, 甲级',
    B: 'b, b类, b级, class b, 乙级',
    C: 'c, c类, c级, class c, 丙级',
    ungraded: '无, 未定, 未分级, 未评级, 不定级, none',
  },
  'room.status': {
    operating: '使用, 使用中, 正常, 运行, 运行中, 正常使用, 启用, 正在使用, active, in use',
    closing: '搬迁中, 迁移中, 待关闭, 拟关停, 整合中, 腾退',
    closed: '关停, 关闭, 停用, 已关闭, 废弃, 已腾退, 已停用, 撤销, shut',
  },
  'line.status': {
    active: '使用, 使用中, 正常, 运行, 开通, 已开通, 正在使用, up, in use, 启用',
    suspended: '停机, 暂停, 报停, 欠费, 停用, 故障, down',
    terminated: '拆除, 拆机, 已拆机, 注销, 退租, 已退租, 销户, 到期, cancelled',
  },
  'application.kind': {
    'special-purpose':
      '业务系统, 应用系统, 专项, 专项应用, 专项系统, 业务应用, 信息系统, 管理系统, 系统, 平台, app, 业务平台, system, 内部系统',
    website: '网站, 门户网站, 官网, 门户, 政府网站, 政务网站, web site, portal, 微信公众号',
  },
  'application.mlpsLevel': {
    ungraded: '无, 未定, 未备案, 未评级, 否, 未做, 未开展, none, 不需要, 0',
    '1': '1级, 第一级, 等保一级, 等保1级, 一',
    '2': '2级, 第二级, 等保二级, 等保2级, 二, s2a2g2, 2.0二级, 二级等保',
    '3': '3级, 第三级, 等保三级, 等保3级, 三, s3a3g3, 2.0三级, 三级等保',
    '4': '4级, 第四级, 等保四级, 等保4级, 四',
  },
  'application.criticality': {
    low: '低, 不重要, 普通, 一般系统, 较低',
    medium: '中, 中等, 较重要, 较高, 比较重要',
    high: '高, 重要, 很重要, 重要系统, 非常重要',
    critical: '核心, 关键, 特别重要, 极高, 关基, 最高, 核心系统',
  },
  'application.status': {
    operating:
      '使用, 使用中, 运行, 运行中, 正常, 在线, 正常运行, 已上线, 在运行, live, running, in use, 启用',
    building: '在建, 建设, 开发中, 开发, 试运行, 未上线, 待上线, 拟建, 测试, planned',
    retired: '停用, 下线, 已下线, 关停, 废弃, 停运, 僵尸系统, offline',
  },
  'application.migrationStatus': {
    'not-assessed': '未评估, 否, 未上云, 无, 未开始, no, 未启动',
    assessed: '评估完成, 可上云, 具备条件',
    planned: '计划, 计划中, 计划上云, 拟上云, 待迁移, 待上云, 排期',
    migrating: '迁移中, 正在迁移, 上云中, 迁移',
    'cut-over': '割接, 已迁移, 已上云, 上云, 已割接, 是, yes, 在云上',
    verified: '已验证, 已验收, 验收',
    decommissioned: '已下线, 原系统下线, 下线',
    blocked: '受阻, 不能上云, 不可上云, 不具备条件, 不上云, 无法上云, 暂不上云',
  },
  'place.category': {
    'government-hall': '政务大厅, 政务服务中心, 办事大厅, 行政服务中心, 服务大厅, 审批大厅, 政务, 机关',
    hospital: '医院, 卫生院, 诊所, 医疗机构, 医疗, 卫生',
    school: '学校, 大学, 中学, 小学, 高校, 学院, 教育, 幼儿园',
    transport: '交通, 车站, 火车站, 汽车站, 客运站, 机场, 高铁站, 枢纽, 公交站, 交通场站, 港口, 码头',
    park: '公园, 广场, 公园广场, 休闲广场, 绿地',
    culture: '文化, 体育, 图书馆, 博物馆, 体育馆, 文体, 文化馆, 体育场, 文化场馆, 展览馆',
    commerce: '商业, 商场, 商圈, 步行街, 商业街, 购物中心, 商业区, 市场',
    scenic: '景区, 旅游, 景点, 旅游景点, 风景区',
  },
  'place.wirelessStatus': {
    covered: '已覆盖, 覆盖, 全覆盖, 是, 有, 完成, 已完成, yes, y, √, ✓, full, 已建',
    partial: '部分, 部分覆盖, 未全覆盖, 不完全, 在建, 建设中, part',
    none: '无, 未覆盖, 否, 没有, 未, no, n, ×, ✗, x, 未建, 未完成, 无覆盖, 空白',
  },
  'organisation.category': {
    municipal:
      '市直, 市直部门, 市直单位, 机关, 行政机关, 政府部门, 委办局, 党政机关, 事业单位, 行政单位, government',
    'public-security': '公安, 公安局, 公安机关, 派出所, 交警, police',
    school: '学校, 教育, 高校, 中学, 小学, 院校, education',
    hospital: '医院, 医疗, 卫生, 卫生院, 医疗机构, health',
    other: '其它, 企业, 国企, 社会团体, others, 其他单位',
  },
}
