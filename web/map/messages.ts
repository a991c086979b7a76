const zh = {
  label: '区县与机房地图',
  rooms: (v: { count: string | number }) => `${v.count} 间机房`,
  devices: (v: { count: string | number }) => `${v.count} 台设备`,
  findings: (v: { count: string | number }) => `${v.count} 项待处理差异`,
  area: (v: { area: string | number }) => `${v.area} m²`,
  open: '打开机房',
  list: '本区县机房',
  wholeCity: '全市',
  sizeLegend: '符号越大，设备越多',
  close: '关闭',
  zoomIn: '放大',
  zoomOut: '缩小',
  wheelHint: '按住 Ctrl 并滚动滚轮可缩放地图',
  wheelHintMac: '按住 ⌘ 并滚动可缩放地图',
  touchHint: '用双指移动地图',
  room: (v: { name: string | number; state: string | number; devices: string | number }) =>
    `${v.name}，${v.state}，${v.devices} 台设备`,
  noBoundary: '台账中还没有区县边界，仅显示机房位置。',
  empty: '还没有登记机房。',
}

const en: typeof zh = {
  label: 'Map of districts and machine rooms',
  rooms: (v) => `${v.count} rooms`,
  devices: (v) => `${v.count} devices`,
  findings: (v) => `${v.count} open findings`,
  area: (v) => `${v.area} m²`,
  open: 'Open the room',
  list: 'Rooms in this district',
  wholeCity: 'Whole city',
  sizeLegend: 'The larger the mark, the more devices',
  close: 'Close',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  wheelHint: 'Hold Ctrl while scrolling to zoom the map',
  wheelHintMac: 'Hold ⌘ while scrolling to zoom the map',
  touchHint: 'Move the map with two fingers',
  room: (v) => `${v.name}, ${v.state}, ${v.devices} devices`,
  noBoundary: 'The ledger has no district boundaries yet; only the rooms are shown.',
  empty: 'No machine rooms yet.',
}

export const mapTexts = { zh, en }
