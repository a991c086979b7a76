import { defineRecord } from '../entity.ts'
import { boolean, instant, json, number, reference, state, text, via } from '../field.ts'
import { states } from '../state.ts'

/** The severities of syslog (RFC 5424, 6.2.1), most severe first; notifications are given one of them too. */
export const eventSeverities = states({
  emergency: { label: { zh: '紧急', en: 'Emergency' }, tone: 'bad', shape: 'cross' },
  alert: { label: { zh: '告警', en: 'Alert' }, tone: 'bad', shape: 'cross' },
  critical: { label: { zh: '严重', en: 'Critical' }, tone: 'bad', shape: 'triangle' },
  error: { label: { zh: '错误', en: 'Error' }, tone: 'bad', shape: 'square' },
  warning: { label: { zh: '警告', en: 'Warning' }, tone: 'warning', shape: 'diamond' },
  notice: { label: { zh: '注意', en: 'Notice' }, tone: 'info', shape: 'ring' },
  info: { label: { zh: '信息', en: 'Information' }, tone: 'neutral', shape: 'dot' },
  debug: { label: { zh: '调试', en: 'Debug' }, tone: 'muted', shape: 'dash' },
})

/** Severities that somebody should look at today. */
export const severeEvents = ['emergency', 'alert', 'critical', 'error'] as const

export const eventCategories = states({
  link: { label: { zh: '链路', en: 'Link' }, tone: 'neutral', shape: 'ring' },
  power: { label: { zh: '电源', en: 'Power' }, tone: 'neutral', shape: 'square' },
  environment: { label: { zh: '环境', en: 'Environment' }, tone: 'neutral', shape: 'diamond' },
  hardware: { label: { zh: '硬件', en: 'Hardware' }, tone: 'neutral', shape: 'square' },
  restart: { label: { zh: '重启', en: 'Restart' }, tone: 'neutral', shape: 'triangle' },
  configuration: { label: { zh: '配置变更', en: 'Configuration' }, tone: 'neutral', shape: 'check' },
  security: { label: { zh: '安全', en: 'Security' }, tone: 'neutral', shape: 'cross' },
  routing: { label: { zh: '路由', en: 'Routing' }, tone: 'neutral', shape: 'diamond' },
  bridging: { label: { zh: '二层与生成树', en: 'Bridging' }, tone: 'neutral', shape: 'ring' },
  wireless: { label: { zh: '无线', en: 'Wireless' }, tone: 'neutral', shape: 'dot' },
  performance: { label: { zh: '性能', en: 'Performance' }, tone: 'neutral', shape: 'triangle' },
  flood: { label: { zh: '事件风暴', en: 'Flood' }, tone: 'warning', shape: 'triangle' },
  other: { label: { zh: '其他', en: 'Other' }, tone: 'muted', shape: 'dash' },
})

export const eventSources = states({
  trap: { label: { zh: 'SNMP Trap', en: 'SNMP trap' }, tone: 'neutral', shape: 'triangle' },
  inform: { label: { zh: 'SNMP Inform', en: 'SNMP inform' }, tone: 'neutral', shape: 'check' },
  syslog: { label: { zh: 'Syslog', en: 'Syslog' }, tone: 'neutral', shape: 'square' },
  /** Told by the collector itself, such as a flood that it held back. */
  collector: { label: { zh: '采集器', en: 'Collector' }, tone: 'info', shape: 'dot' },
})

/** Something that a device reported by itself: a notification or a log line, repeats joined (设备事件). */
export const deviceEvent = defineRecord(
  {
    name: 'deviceEvent',
    path: '/events',
    label: { zh: '设备事件', en: 'Event' },
    plural: { zh: '设备事件', en: 'Events' },
    permissions: { read: 'ledger.read', write: 'collection.manage' },
    defaultSort: '-lastAt',
    nameField: 'name',
  },
  {
    severity: state(eventSeverities, {
      label: { zh: '级别', en: 'Severity' },
      required: true,
      listed: true,
      indexed: true,
    }),
    lastAt: instant({
      label: { zh: '最近时间', en: 'Last' },
      required: true,
      listed: true,
      indexed: true,
    }),
    name: text({
      label: { zh: '事件', en: 'Event' },
      required: true,
      maxLength: 300,
      search: true,
      listed: true,
    }),
    nameEn: text({ label: { zh: '英文标题', en: 'English title' }, maxLength: 300, search: true }),
    part: text({ label: { zh: '部位', en: 'Part' }, maxLength: 200, search: true, listed: true }),
    deviceId: reference('device', { label: { zh: '设备', en: 'Device' }, listed: true }),
    senderAddress: text({
      label: { zh: '发送地址', en: 'Sender' },
      required: true,
      maxLength: 64,
      search: true,
      listed: true,
      indexed: true,
    }),
    category: state(eventCategories, {
      label: { zh: '分类', en: 'Category' },
      required: true,
      listed: true,
      indexed: true,
    }),
    source: state(eventSources, { label: { zh: '来源', en: 'Source' }, required: true, listed: true }),
    count: number({
      label: { zh: '次数', en: 'Times' },
      required: true,
      decimals: 0,
      listed: true,
    }),
    firstAt: instant({ label: { zh: '首次时间', en: 'First' }, required: true }),
    /** The device's own clock, where it says one; it may be wrong. */
    deviceAt: instant({ label: { zh: '设备时间', en: "Device's own time" } }),
    receivedAt: instant({ label: { zh: '入库时间', en: 'Stored' }, required: true }),
    /** Numerical severity of RFC 5424: 0 is the most severe. */
    level: number({ label: { zh: '级别数值（0–7）', en: 'Level (0–7)' }, required: true, decimals: 0 }),
    /** The notification's OID, or the mnemonic of a log line. */
    code: text({ label: { zh: '事件代码', en: 'Code' }, maxLength: 200, search: true, indexed: true }),
    hostname: text({ label: { zh: '自报主机名', en: 'Host name given' }, maxLength: 255, search: true }),
    text: text({ label: { zh: '原文', en: 'Original text' }, maxLength: 8000, multiline: true }),
    /** One of many that a flood left: others like it were counted and dropped. */
    sampled: boolean({ label: { zh: '抽样保留', en: 'Sampled' } }),
    targetId: reference('target', { label: { zh: '采集目标', en: 'Target' } }),
    collectorId: reference('collector', { label: { zh: '采集器', en: 'Collector' } }),
    roomId: via(['deviceId', 'roomId'], {
      label: { zh: '机房', en: 'Machine room' },
      of: 'number',
      to: 'room',
    }),
    /** `EventDetails` (see contract/events.ts). */
    details: json({ label: { zh: '详情', en: 'Details' } }),
    eventId: text({
      label: { zh: '事件编号', en: 'Event id' },
      required: true,
      unique: true,
      maxLength: 36,
    }),
  },
)
