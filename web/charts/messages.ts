const zh = {
  showTable: '数据表',
  showChart: '图形',
  savePicture: '导出 PNG',
  saveTable: '导出 CSV',
  resetZoom: '还原范围',
  nearer: '放大',
  farther: '缩小',
  zoomHint: '在图上横向拖动可放大',
  empty: '没有数据',
  failed: '图形没能加载，可查看数据表。',
  picture: (v: { question: string | number; count: string | number }) =>
    `${v.question}。${v.count} 项，数据见数据表。`,
}

const en: typeof zh = {
  showTable: 'Table',
  showChart: 'Chart',
  savePicture: 'Save PNG',
  saveTable: 'Save CSV',
  resetZoom: 'Reset range',
  nearer: 'Zoom in',
  farther: 'Zoom out',
  zoomHint: 'Drag across the chart to zoom in',
  empty: 'No data',
  failed: 'The chart could not be loaded; the table has its data.',
  picture: (v) => `${v.question} ${v.count} items; the table holds the data.`,
}

export const chartTexts = { zh, en }
