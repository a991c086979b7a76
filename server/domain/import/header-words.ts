import type { ImportEntity } from './entities.ts'

/*
 * How departments head their columns, beside the contract's own labels: by field, the usual words first. A word that
 * several fields share (编号, 名称) is told apart by the columns around it and by what stands below.
 */

const organisation =
  '所属单位, 使用单位, 单位名称, 单位, 部门, 所属部门, 使用部门, 责任单位, 建设单位, 主管单位, 主管部门, 填报单位, 产权单位, 资产所属单位, 委办局, 归属单位, 管理部门, department, owner, organization, unit'
const notes = '备注, 说明, 备注说明, 其他说明, 其他, remark, remarks, note, comment, comments'
const room =
  '所在机房, 机房名称, 机房, 安装位置, 存放地点, 所在位置, 放置位置, 位置, 存放位置, 安装地点, 机房位置, room, location, machine room, data center'
const address = '地址, 详细地址, 所在地址, 地点, 具体位置, 位置, 场所地址, address'
const region =
  '区县, 所属区县, 所在区县, 县区, 所在区域, 所属区域, 行政区, 行政区划, 县（市）区, district, county, region'
const network =
  '网络类型, 所属网络, 网络区域, 接入网络, 网络类别, 网络性质, 线路类型, 运行网络, 部署网络, 网络环境, 部署环境, 所在网络, 网络, network, network type, zone'
const longitude = '经度, longitude, lng, lon'
const latitude = '纬度, latitude, lat'
const status =
  '状态, 使用状态, 运行状态, 设备状态, 使用情况, 运行情况, 目前状态, 当前状态, 使用现状, 现状, status, state'

/** The words of a list, which is one text with commas. */
export function wordsIn(list: string | undefined): string[] {
  return list === undefined ? [] : list.split(', ')
}

export const headerWords: Record<ImportEntity, Record<string, string>> = {
  room: {
    code: '机房编号, 机房编码, 机房代码, 编号, 编码, code, room no, room code, room id',
    name: '机房名称, 机房, 名称, 中心机房, 机房名, room name, room, name',
    organisationId: organisation,
    siteId:
      '地点, 所在地点, 机房地址, 机房位置, 所在大楼, 楼宇, 所在楼宇, 办公地点, 地址, 详细地址, 所在位置, 位置, 建筑物, site, building, address, location',
    floor: '楼层, 所在楼层, 层, 层数, floor, storey',
    areaSquareMetres:
      '面积, 机房面积, 使用面积, 建筑面积, 占地面积, 总面积, 面积（平方米）, area, floor area',
    grade: '等级, 机房等级, 机房级别, 建设等级, 级别, 机房标准, grade, tier, class',
    powerKw:
      '供电容量, 供电功率, 总功率, 电力容量, 配电容量, 用电负荷, ups容量, ups功率, 功率, power, power capacity',
    coolingKw: '制冷容量, 制冷量, 空调制冷量, 空调容量, 制冷功率, cooling, cooling capacity',
    upsMinutes:
      'ups后备时间, 后备时间, ups时间, ups续航, 续航时间, 电池后备时间, ups续航时间, ups autonomy, backup time',
    floorLoadKgPerSquareMetre: '楼面荷载, 承重, 楼板承重, 荷载, 地面承重, 楼面承重, floor load, load',
    builtOn:
      '建成日期, 建成时间, 建设时间, 建设年份, 建成年份, 建设日期, 投用时间, 启用时间, 投入使用时间, 建设年代, built, built on, year built',
    status: `机房状态, ${status}`,
    notes,
  },
  device: {
    assetTag:
      '资产编号, 设备编号, 资产编码, 固定资产编号, 资产号, 国资编号, 资产标签, 资产代码, 设备编码, 固资编号, 标签号, 编号, 编码, asset tag, asset no, asset id, asset number, tag, code',
    name: '设备名称, 名称, 设备名, 主机名, 资产名称, 产品名称, 硬件名称, hostname, device name, name, host name, device',
    kind: '设备类型, 类型, 设备类别, 类别, 资产类别, 设备种类, 资产类型, 种类, 设备分类, 分类, type, kind, category, device type',
    vendor:
      '品牌, 厂商, 生产厂家, 厂家, 制造商, 设备品牌, 生产商, 供应商, 设备厂商, 生产厂商, vendor, brand, manufacturer, make',
    model: '型号, 规格型号, 设备型号, 型号规格, 品牌型号, 规格, 产品型号, model, model no, product',
    serialNumber:
      '序列号, 设备序列号, sn, s/n, sn号, 序列号（sn）, 出厂编号, 机身号, 机器序列号, 产品序列号, serial, serial no, serial number',
    softwareVersion:
      '软件版本, 固件版本, 系统版本, 版本, 版本号, 操作系统, 操作系统版本, version, firmware, os, software version',
    organisationId: organisation,
    roomId: room,
    rackId: '机柜, 机柜号, 机柜编号, 所在机柜, 机架, 机柜位置, 柜号, 机架号, rack, cabinet',
    positionU:
      'u位, 起始u位, 机柜u位, 所在u位, u数位置, 机位, 起始u, 安装u位, 位置u, 机架位置, u position, position, rack unit',
    heightU: '高度, u数, 占用u数, 设备高度, 占u, 占用u, 设备u数, height, size u',
    powerWatts: '额定功率, 功率, 功耗, 设备功率, 功率w, power, wattage, watts',
    managementAddress:
      '管理地址, 管理ip, ip地址, ip, 设备ip, 设备ip地址, 管理ip地址, ip 地址, 网络地址, 主机ip, 地址, ip address, management ip, mgmt ip, address',
    networkZoneId: network,
    purchaseDate:
      '购置日期, 购买日期, 采购日期, 购置时间, 采购时间, 购买时间, 购入日期, 购置年份, 购买年份, 购入时间, 采购年份, 投入使用时间, 启用日期, 启用时间, 入账日期, 取得日期, 购置年月, 使用年份, 上架时间, purchased, purchase date, bought, date of purchase',
    warrantyEnd:
      '保修截止, 质保截止, 维保到期, 保修期至, 质保期至, 维保截止日期, 保修到期, 过保时间, 质保到期, 维保到期时间, 保修截止日期, 维保期限, 质保期, 保修期, warranty, warranty end, warranty until',
    priceYuan:
      '购置价格, 价格, 单价, 原值, 资产原值, 金额, 购置金额, 购买价格, 采购价格, 价值, 账面原值, 采购金额, price, cost, value, amount',
    status: `设备状态, ${status}`,
    notes,
  },
  line: {
    code: '线路编号, 电路编号, 电路代号, 线路代号, 专线号, 专线编号, 电路号, 线路号, 宽带账号, 接入号, 编号, circuit id, line no, circuit, code',
    name: '线路名称, 电路名称, 专线名称, 名称, 线路用途, 用途, 业务名称, line name, name, purpose',
    carrierId:
      '运营商, 网络运营商, 服务商, 通信运营商, 电信运营商, 线路运营商, 提供商, 接入运营商, 供应商, 运营公司, 网络提供商, carrier, isp, provider, operator',
    networkZoneId: network,
    organisationId: organisation,
    bandwidthMbps:
      '带宽, 线路带宽, 网络带宽, 出口带宽, 接入带宽, 速率, 网速, 宽带速率, 带宽（m）, bandwidth, speed, rate',
    roomId: `a端机房, 接入机房, 机房, 所在机房, 本端机房, a端, 接入点, a-end room, ${room}`,
    deviceId: 'a端设备, 接入设备, 本端设备, 设备, a-end device',
    interfaceName: 'a端接口, 接口, 端口, 接入端口, 本端端口, 设备端口, 端口号, a-end port, port, interface',
    farEnd:
      'z端, 对端, 对端地址, 对端单位, 目的地, 终点, 线路去向, 去向, b端, 对端机房, 接入地址, 装机地址, z end, far end, destination',
    contractNumber: '合同编号, 合同号, 合同, 协议编号, contract, contract no, contract number',
    contractStart:
      '合同起始, 合同开始日期, 开始日期, 起始日期, 合同起始日期, 开通时间, 开通日期, 签订日期, 起租日期, contract from, start, start date',
    contractEnd:
      '合同截止, 合同到期日期, 到期日期, 截止日期, 合同截止日期, 到期时间, 合同到期, 合同到期时间, 终止日期, contract to, end, end date, expiry',
    monthlyFeeYuan:
      '月租费, 月租, 月费用, 月费, 费用, 资费, 租金, 租费, 年租费, 年费用, 年费, 年租金, 线路费用, 租用费用, 年资费, monthly fee, fee, annual fee, yearly fee, cost',
    status: `线路状态, ${status}`,
    notes,
  },
  application: {
    code: '应用编号, 系统编号, 应用编码, 系统编码, 编号, 编码, application id, code, app id',
    name: '应用名称, 系统名称, 业务系统名称, 应用系统名称, 信息系统名称, 网站名称, 系统, 业务系统, 应用系统, 平台名称, 名称, 应用, application, system name, name, application name',
    organisationId: organisation,
    kind: '应用类型, 系统类型, 类型, 类别, 应用类别, 系统类别, 系统分类, 分类, kind, type, category',
    networkZoneId: network,
    mlpsLevel:
      '等保级别, 等保等级, 安全等级, 安全保护等级, 等级保护, 等保定级, 定级情况, 等保, 信息安全等级, 等级保护级别, 定级, mlps, mlps level, security level',
    criticality: '重要程度, 重要性, 关键程度, 系统重要性, 重要等级, criticality, importance',
    userCount:
      '用户数, 用户数量, 用户量, 使用人数, 注册用户数, 用户规模, 用户数（人）, 使用用户数, users, user count',
    demandVcpu: '需求vcpu, cpu, cpu需求, vcpu, cpu核数, cpu（核）, 核数, cpu数量, cores',
    demandMemoryGib: '需求内存, 内存, 内存需求, 内存（g）, 内存（gb）, 内存大小, memory, ram',
    demandStorageTb:
      '需求存储, 存储, 存储需求, 存储空间, 存储（t）, 存储容量, 硬盘, 数据量, 磁盘, storage, disk',
    url: '访问地址, 网址, 系统地址, 域名, 访问网址, 网站地址, 网站域名, url地址, 链接, 地址, url, website, address, link',
    developer:
      '承建商, 开发商, 开发单位, 承建单位, 开发厂商, 建设厂商, 开发公司, 运维单位, 承建公司, 研发单位, developer, vendor, contractor',
    launchedOn:
      '上线日期, 上线时间, 投入运行时间, 建成时间, 启用时间, 建设时间, 运行时间, 投入使用时间, 开通时间, 上线年份, launched, launch date, go live',
    status: `系统状态, ${status}`,
    migrationStatus:
      '上云状态, 是否上云, 上云情况, 迁移状态, 迁云状态, 上云进度, 云迁移, migration, cloud status, on cloud',
    notes,
  },
  place: {
    name: '场所名称, 名称, 场所, 公共场所, 重点场所, 点位名称, 区域名称, 公共场所名称, place, name, venue',
    category: '场所类别, 类别, 场所类型, 类型, 场所性质, 分类, category, type, kind',
    regionId: region,
    address,
    longitude,
    latitude,
    areaSquareMetres: '面积, 占地面积, 覆盖面积, 建筑面积, 场所面积, area',
    dailyVisitors:
      '日均人流, 日均人流量, 人流量, 日人流量, 日均客流, 客流量, 日均客流量, daily visitors, visitors, footfall',
    accessPointCount:
      '无线接入点, ap数量, ap数, 接入点数, ap, 无线ap数量, ap个数, 热点数, 无线接入点数量, access points, aps',
    wirelessStatus:
      '无线覆盖, 是否覆盖, 覆盖情况, 无线覆盖情况, wifi覆盖, wifi, 覆盖状态, 是否覆盖wifi, 免费wifi, wireless, coverage, covered',
  },
  rack: {
    name: '机柜名称, 机柜编号, 机柜号, 机柜, 柜号, 名称, 编号, rack, cabinet, rack name, name',
    roomId: room,
    heightU: '高度, 机柜高度, u数, 机柜u数, 总u数, 规格, 容量, height, size',
    rowNumber: '排, 排号, 所在排, 行, 列号, row',
    positionNumber: '列位, 列, 位, 位置号, 序位, position',
    ratedPowerKw: '额定功率, 机柜功率, 功率, 供电容量, rated power, power',
  },
  organisation: {
    code: '单位编码, 单位代码, 组织机构代码, 统一社会信用代码, 编码, 代码, 机构代码, 编号, code, org code',
    name: '单位名称, 名称, 机构名称, 部门名称, 单位全称, 单位, 部门, organisation, organization, name, department',
    category: '单位类别, 类别, 单位类型, 单位性质, 机构类型, 性质, 类型, category, type',
    regionId: region,
    parentId: '上级单位, 主管单位, 上级部门, 主管部门, 上级机构, parent, parent organisation',
    contactName: '联系人, 负责人, 责任人, 联系人姓名, 姓名, 联络员, 管理员, contact, contact name, person',
    contactPhone: '联系电话, 电话, 手机, 手机号, 联系方式, 办公电话, 电话号码, phone, tel, mobile, telephone',
    notes,
    nameEn: '英文名称, 英文名, english name',
  },
}

/** Columns that many tables have and no field holds: seen, so that they are not taken for something else. */
export const ignoredWords =
  '序号, 序, no, no., 行号, 来源, origin, 序号no, #, id, 数量, 台数, 责任人, 管理人, 管理员, 使用人, 负责人, 联系人, 联系电话, 电话, 手机, 填报人, 填表日期, 填报日期, 单位类别, owner group, 计量单位, 网关, 子网掩码, mac地址, mac, 光缆, 机房编码（旧）'

/** Words of a sheet's name or title that tell what its rows are. */
export const entityWords: Record<ImportEntity, string> = {
  room: '机房, machine room, rooms, data center, server room',
  device: '设备, 硬件, 服务器, 交换机, 资产, 存储, 安全设备, device, hardware, asset, server',
  line: '线路, 专线, 电路, 网络线路, 带宽, 宽带, line, circuit, leased',
  application: '应用, 系统, 网站, 业务系统, 信息系统, 平台, application, website, system',
  place: '场所, 无线城市, wifi, 无线覆盖, 重点场所, place, venue',
  rack: '机柜, 机架, rack, cabinet',
  organisation: '单位, 部门, 机构, 通讯录, organisation, organization, department',
}
