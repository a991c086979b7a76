const zh = {
  state: '状态',
  name: '名称',
  model: '型号',
  serial: '序列号',
  address: '地址',
  group: '分组',
  clients: '终端',
  radios: '射频',
  version: '版本',
  mac: 'MAC',
  location: '位置',
  radio: (v: { band: string; channel: string; power: string; use: string }) =>
    [v.band, v.channel && `信道 ${v.channel}`, v.power, v.use && `占用 ${v.use}`].filter(Boolean).join(' · '),
  totals: (v: { clients: string }) => `共 ${v.clients} 个终端`,
  search: '按名称、序列号、地址查找',
  filterState: '按状态筛选',
  count: (v: { shown: string; all: string }) => `显示 ${v.shown} / ${v.all}`,
  more: (v: { count: string }) => `再显示 ${v.count} 个`,
  none: '没有符合条件的接入点。',
  clear: '清除筛选',
  export: '导出 CSV',
  file: (v: { device: string }) => `${v.device} 接入点`,
  sortBy: (v: { what: string }) => `按${v.what}排序`,
  showChart: (v: { name: string }) => `查看 ${v.name} 的终端数`,
  question: (v: { name: string }) => `${v.name} 的终端数`,
}

const en: typeof zh = {
  state: 'State',
  name: 'Name',
  model: 'Model',
  serial: 'Serial number',
  address: 'Address',
  group: 'Group',
  clients: 'Clients',
  radios: 'Radios',
  version: 'Version',
  mac: 'MAC',
  location: 'Location',
  radio: (v) =>
    [v.band, v.channel && `channel ${v.channel}`, v.power, v.use && `${v.use} busy`]
      .filter(Boolean)
      .join(' · '),
  totals: (v) => `${v.clients} clients in all`,
  search: 'Find by name, serial number, address',
  filterState: 'Filter by state',
  count: (v) => `${v.shown} of ${v.all} shown`,
  more: (v) => `Show ${v.count} more`,
  none: 'No access point fits.',
  clear: 'Clear the filters',
  export: 'Export CSV',
  file: (v) => `${v.device} access points`,
  sortBy: (v) => `Sort by ${v.what}`,
  showChart: (v) => `Show the clients of ${v.name}`,
  question: (v) => `Clients of ${v.name}`,
}

export const accessPointTexts = { zh, en }
