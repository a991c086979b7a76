const zh = {
  title: '采集对设备的开销',
  packets: '收发报文',
  octets: '收发数据',
  deviceTime: '占用设备处理器',
  timeouts: '超时',
  roundTrip: '最短往返',
  lastVisit: '最近一次采集',
  lastHour: '最近一小时',
  visits: (v: { count: number }) => `${v.count} 次采集`,
  hint: '处理器时间按应答时延扣除网络往返估算。不含端口轮询。',
}

const en: typeof zh = {
  title: 'What collecting costs this device',
  packets: 'Packets',
  octets: 'Data',
  deviceTime: "Device's processor",
  timeouts: 'Timeouts',
  roundTrip: 'Shortest round trip',
  lastVisit: 'Last collection',
  lastHour: 'Last hour',
  visits: (v: { count: number }) => (v.count === 1 ? '1 collection' : `${v.count} collections`),
  hint: 'Processor time is estimated from how long answers took, less the network round trip. Port polls are not counted.',
}

export const loadTexts = { zh, en }
