type Value = string | number

const zh = {
  title: '差异指数',
  city: '全市',
  next: '下一步',
  nextNone: '没有可以通过现场核查消除的差异。',
  nextSays: (v: { rooms: Value; count: Value; share: Value }) =>
    `走访下列 ${v.rooms} 个机房，可以现场解决 ${v.count} 项差异，占全部待处理差异的 ${v.share}%。`,
  nextRest: (v: { count: Value }) => `另有 ${v.count} 项与现场无关或未定机房，需在台账中处理。`,
  howMany: '走访机房数',
  order: '顺序',
  room: '机房',
  organisation: '单位',
  settles: '可解决',
  cumulative: '累计占比',
  rooms: '各机房',
  organisations: '各单位',
  score: '差异指数',
  before: '上一日',
  records: '设备与线路',
  high: '高',
  medium: '中',
  low: '低',
  open: '待处理',
  overTime: '全市差异指数怎样变化？',
  day: '日期',
  formula:
    '差异指数 = 100 ×（3 × 高 + 2 × 中 + 低）÷（3 × 设备与线路数），最高 100。0 表示没有待处理差异，100 表示每条记录都有一项严重差异。已报废设备和已终止线路不计。每天保存一次。',
  empty: '没有待处理的差异',
  emptyHint: '登记与实测一致。采集发现新的差异后会显示在这里。',
}

const en: typeof zh = {
  title: 'Mismatch score',
  city: 'Whole city',
  next: 'What to do next',
  nextNone: 'No open finding can be settled by a visit.',
  nextSays: (v) =>
    `Visiting these ${v.rooms} rooms settles ${v.count} findings, ${v.share} % of all that are open.`,
  nextRest: (v) =>
    `${v.count} more have nothing to do with a room, or none is known: settle them in the ledger.`,
  howMany: 'Rooms to visit',
  order: 'Order',
  room: 'Machine room',
  organisation: 'Organisation',
  settles: 'Settles',
  cumulative: 'Cumulative share',
  rooms: 'Rooms',
  organisations: 'Organisations',
  score: 'Score',
  before: 'Day before',
  records: 'Devices and lines',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  open: 'Open',
  overTime: 'How does the city’s mismatch score develop?',
  day: 'Day',
  formula:
    'Score = 100 × (3 × high + 2 × medium + low) ÷ (3 × devices and lines), at most 100. 0: nothing is open; 100: every record has a finding of high severity. Retired devices and terminated lines do not count. Kept once a day.',
  empty: 'Nothing is open',
  emptyHint: 'What is declared agrees with what is observed. New findings appear here.',
}

export const standingTexts = { zh, en }
