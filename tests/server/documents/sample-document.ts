import type { ReportDocument } from '../../../server/contract/document.ts'
import { qrDrawing } from '../../../server/documents/qr.ts'

/** A document with one of everything that documents are made of. */
export function sampleDocument(changes: Partial<ReportDocument> = {}): ReportDocument {
  return {
    language: 'zh',
    title: '信息化资产普查报告',
    subtitle: '机房、设备、线路、应用',
    facts: [
      { label: '数据截止', value: '2019-03-31' },
      { label: '编制', value: '王审计' },
    ],
    hasTitlePage: true,
    hasContents: true,
    hasNumbers: true,
    runningHead: '信息化资产普查报告 · 截至 2019-03-31',
    mark: '演示数据',
    consoleUrl: 'https://citybase.example',
    blocks: [
      { type: 'heading', level: 1, text: '机房' },
      {
        type: 'paragraph',
        content: [
          '全市共有机房',
          { text: '92', value: 92, link: '/rooms', source: 1 },
          '个，总面积',
          { text: '4,358.75', value: 4358.75, link: '/rooms', source: 2 },
          '平方米（m²）。',
        ],
      },
      { type: 'heading', level: 2, text: '各类单位' },
      {
        type: 'table',
        caption: '机房按单位类别',
        columns: [
          { label: '单位类别' },
          { label: '数量（个）', align: 'right', group: '机房' },
          { label: '面积（m²）', align: 'right', group: '机房' },
          { label: '备注' },
        ],
        rows: [
          [
            ['市直部门'],
            [{ text: '60', value: 60 }],
            [{ text: '2,522.75', value: 2522.75 }],
            ['=SUM(A1:A9)'],
          ],
          [['学校'], [{ text: '32', value: 32 }], [{ text: '1,459.00', value: 1459 }], ['+86 0416']],
        ],
        totals: [['合计'], [{ text: '92', value: 92 }], [{ text: '3,981.75', value: 3981.75 }], []],
        note: ['面积为建筑面积。'],
      },
      {
        type: 'chart',
        caption: '机房面积',
        drawing: {
          width: 300,
          height: 80,
          description: '机房面积',
          shapes: [
            { type: 'rect', x: 80, y: 10, width: 200, height: 20, fill: '#1f5fbf' },
            { type: 'line', x1: 80, y1: 0, x2: 80, y2: 80, stroke: '#5b6675', strokeWidth: 1 },
            { type: 'path', d: 'M80 40H180V60H80Z', fill: '#9aa7b8' },
            { type: 'text', x: 76, y: 24, text: '市直部门', size: 9, fill: '#1b2330', anchor: 'end' },
          ],
        },
      },
      { type: 'paragraph', tone: 'warning', content: ['各运营商之和为 332 条，线路总数为 333 条。'] },
      { type: 'list', ordered: true, items: [['基础设施管理平台'], ['大数据中心管理平台']] },
      {
        type: 'picture',
        drawing: qrDrawing('https://citybase.example/rooms/1', 80),
        beside: [['扫码查看机房']],
      },
      { type: 'page-break' },
      { type: 'heading', level: 1, text: '数据来源' },
      {
        type: 'table',
        caption: '各数字的查询',
        columns: [{ label: '编号' }, { label: '查询' }],
        rows: [
          [[{ text: '1', explainsSource: 1 }], ['机房，计数']],
          [[{ text: '2', explainsSource: 2 }], ['机房，面积合计']],
        ],
      },
      {
        type: 'signatures',
        places: [
          { role: '编制', name: '王审计' },
          { role: '审核', name: null },
        ],
      },
    ],
    ...changes,
  }
}
