import { organisationId } from './organisations.ts'
import { origin, type ProgrammeItemRecord } from './records.ts'

type Row = [
  code: string,
  group: ProgrammeItemRecord['group'],
  parent: string | null,
  lead: string,
  name: string,
  nameEn: string,
  description: string | null,
]

/** The survey's programme "3+3+3" and the projects that it names. Budgets and dates are not published. */
const rows: Row[] = [
  [
    'B1',
    'base-platform',
    null,
    'XXZX',
    '基础设施管理平台',
    'Infrastructure management platform',
    '通信网络、物联网、云数据中心。',
  ],
  ['B2', 'base-platform', null, 'XXZX', '大数据中心管理平台', 'Big-data centre management platform', null],
  ['B3', 'base-platform', null, 'XXZX', '公共应用服务平台', 'Common application services platform', null],
  ['F1', 'application-field', null, 'YSJ', '公共服务', 'Public services', null],
  ['F2', 'application-field', null, 'ZFJ', '城市治理', 'City governance', null],
  ['F3', 'application-field', null, 'GXJ', '产业服务', 'Industry services', null],
  ['C1', 'service-channel', null, 'RSJ', '一卡：市民卡', 'One card: the citizen card', null],
  ['C2', 'service-channel', null, 'YSJ', '一号：12345 热线', 'One number: the 12345 hotline', null],
  [
    'C3',
    'service-channel',
    null,
    'XXZX',
    '一站：公众融合服务平台',
    'One station: the converged public service platform',
    null,
  ],
  [
    'P01',
    'project',
    'F1',
    'YSJ',
    '市级一站式审批平台',
    'City-level one-stop approval platform',
    '市、县（区）、乡镇（街道）、村（社区）四级联动。',
  ],
  [
    'P02',
    'project',
    'B3',
    'ZFB',
    '统一办公自动化（OA）',
    'Unified office automation (OA)',
    '目前全市没有统一的办公自动化系统。',
  ],
  ['P03', 'project', 'B3', 'YSJ', '电子证照', 'Electronic certificates', null],
  ['P04', 'project', 'F1', 'GGZY', '公共资源交易平台', 'Public-resource trading platform', null],
  [
    'P05',
    'project',
    'B1',
    'XXZX',
    '业务应用上云',
    'Moving applications to the cloud',
    '目标是统一的政务云（普查文本指明华为政务云），网站集中为网站群管理。',
  ],
  [
    'P06',
    'project',
    'B2',
    'XXZX',
    '数据采集、更新、共享与监管规范（一数一源）',
    'Data rules for collection, update, sharing and supervision (one source for each datum)',
    null,
  ],
  [
    'P07',
    'project',
    'B1',
    'GXJ',
    '运营商网络扩容与省市县互联',
    'Carrier networks widened to interconnect province, city and county',
    null,
  ],
  [
    'P08',
    'project',
    'F2',
    'XXZX',
    '电子政务环境安全监测',
    'Monitoring of the e-government environment',
    '监测木马、僵尸网络和网站篡改。',
  ],
  ['P09', 'project', 'B2', 'XXZX', '个人隐私保护', 'Privacy protection', null],
  ['P10', 'project', 'F1', 'YSJ', '公众意见反馈', 'Public feedback', null],
]

export function buildProgramme(): ProgrammeItemRecord[] {
  const idOf = (code: string): number => rows.findIndex((row) => row[0] === code) + 1
  return rows.map(([code, group, parent, lead, name, nameEn, description], index) => ({
    id: index + 1,
    code,
    name,
    nameEn,
    group,
    parentId: parent === null ? null : idOf(parent),
    organisationId: organisationId(lead),
    status: 'proposed',
    plannedEnd: null,
    budgetYuan: null,
    description,
    origin,
  }))
}
