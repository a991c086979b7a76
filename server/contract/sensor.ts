import { states } from './state.ts'

/** How a sensor stands: by the device's own word, else by the thresholds that it gives. */
export const sensorStatuses = states({
  ok: { label: { zh: '正常', en: 'OK' }, tone: 'good', shape: 'dot' },
  warning: { label: { zh: '告警', en: 'Warning' }, tone: 'warning', shape: 'triangle' },
  critical: { label: { zh: '严重', en: 'Critical' }, tone: 'bad', shape: 'cross' },
  unknown: { label: { zh: '未判定', en: 'Not judged' }, tone: 'muted', shape: 'ring' },
})

/** What a wireless controller says of an access point. */
export const accessPointStates = states({
  online: { label: { zh: '在线', en: 'Online' }, tone: 'good', shape: 'dot' },
  offline: { label: { zh: '离线', en: 'Offline' }, tone: 'bad', shape: 'cross' },
  fault: { label: { zh: '故障', en: 'Fault' }, tone: 'warning', shape: 'triangle' },
  unknown: { label: { zh: '未知', en: 'Unknown' }, tone: 'muted', shape: 'ring' },
})
