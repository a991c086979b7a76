const zh = {
  question: (v: { name: string }) => `${v.name} 的流量`,
  time: '时间',
  inbound: '入',
  outbound: '出',
  p95In: '入向 95 百分位',
  p95Out: '出向 95 百分位',
  speed: '接口速率',
  committed: (v: { line: string }) => `${v.line} 合同带宽`,
  ranges: { hour: '1 小时', day: '24 小时', week: '7 天' },
  range: '时间范围',
}

const en: typeof zh = {
  question: (v) => `Traffic on ${v.name}`,
  time: 'Time',
  inbound: 'In',
  outbound: 'Out',
  p95In: '95th percentile in',
  p95Out: '95th percentile out',
  speed: 'Port speed',
  committed: (v) => `Committed, ${v.line}`,
  ranges: { hour: '1 hour', day: '24 hours', week: '7 days' },
  range: 'Time range',
}

export const metricTexts = { zh, en }
