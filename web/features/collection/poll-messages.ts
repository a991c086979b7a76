const zh = {
  title: '轮询',
  none: '最近 24 小时没有轮询。',
  last: '最近轮询',
  how: '读取方式',
  methods: {
    whole: '整表读取：首次、端口有变化或满一小时后',
    columns: '按列读取全部端口',
    ports: '只读选定端口，其余端口只核对状态',
  },
  why: (v: { columns: string | number; ports: string | number }) =>
    `估算设备耗时：按列 ${v.columns} 毫秒，选端口 ${v.ports} 毫秒，取其小者`,
  day: '最近 24 小时的负担',
  polls: '轮询次数',
  packets: '请求包',
  octets: '收发字节',
  variables: '读取变量',
  timeouts: '超时',
  deviceTime: '占用设备时间（秒）',
}

const en: typeof zh = {
  title: 'Polls',
  none: 'Not polled in the last 24 hours.',
  last: 'Last poll',
  how: 'How it is read',
  methods: {
    whole: 'Both tables whole: the first time, after a change of ports, and every hour',
    columns: 'The needed columns of all ports',
    ports: 'Chosen ports; of the others only the state is checked',
  },
  why: (v) =>
    `Reckoned time of the device: ${v.columns} ms by columns, ${v.ports} ms by chosen ports; the smaller is taken`,
  day: 'What the last 24 hours cost',
  polls: 'Polls',
  packets: 'Requests',
  octets: 'Octets sent and received',
  variables: 'Variables',
  timeouts: 'Time-outs',
  deviceTime: 'Time of the device (s)',
}

export const pollTexts = { zh, en }
