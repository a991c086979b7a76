import { origin, surveyDate, type IndicatorRecord } from './records.ts'

const yearEnd = '2018-12-31'

type Row = [
  code: string,
  topic: IndicatorRecord['topic'],
  name: string,
  nameEn: string,
  value: number,
  /** Counts have none. */
  unit: string | null,
  asOf: string,
]

/** The survey's service indicators: reported values that the ledger keeps but cannot count. */
const rows: Row[] = [
  [
    'approval-windows',
    'service',
    '政务服务中心审批窗口',
    'Approval windows in the service centre',
    114,
    null,
    surveyDate,
  ],
  [
    'data-resources',
    'data',
    '已编目政务数据资源',
    'Catalogued government data resources',
    3154,
    null,
    yearEnd,
  ],
  [
    'data-resources-share',
    'data',
    '政务数据资源占全省比重',
    "Share of the province's data resources",
    28.31,
    '%',
    yearEnd,
  ],
  [
    'data-resources-quality',
    'data',
    '政务数据资源质检合格率',
    'Data resources that passed the quality check',
    100,
    '%',
    yearEnd,
  ],
  [
    'service-items',
    'service',
    '统一目录内市级政务服务事项',
    'Municipal service items in the unified catalogue',
    502,
    null,
    surveyDate,
  ],
  [
    'service-items-online',
    'service',
    '可网上办理事项',
    'Service items that can be done online',
    158,
    null,
    surveyDate,
  ],
  [
    'service-items-transferring',
    'service',
    '大厅外正在划转事项',
    'Items outside the hall still being transferred',
    182,
    null,
    surveyDate,
  ],
  [
    'one-visit-items',
    'service',
    '已公布“最多跑一次”事项',
    '“At most one visit” items published',
    224,
    null,
    surveyDate,
  ],
  ['internet-penetration', 'network', '互联网普及率', 'Internet penetration', 60.6, '%', surveyDate],
]

export function buildIndicators(): IndicatorRecord[] {
  return rows.map(([code, topic, name, nameEn, value, unit, asOf], index) => ({
    id: index + 1,
    code,
    name,
    nameEn,
    topic,
    value,
    unit,
    asOf,
    source: '锦州市信息化基础设施普查（2019 年 3 月）',
    notes: null,
    origin,
  }))
}
