import { xlsxBytes } from '../../../support/workbook-file.ts'
import type { UglyWorkbook } from './ugly.ts'

/* Oddities of layout: where the table is and what stands around it. */

const devices = ['资产编号', '设备名称', '设备类型', '所属单位']

export const layouts: UglyWorkbook[] = [
  {
    title: 'title rows, merged, above the header, with the organisation in them',
    name: '设备普查.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: 'Sheet1',
            rows: [
              ['锦州市硬件设备普查表'],
              ['填报单位：市教育局（盖章）', null, null, '填表日期：2019年3月'],
              [],
              ['序号', '资产编号', '设备名称', '设备类型'],
              [1, 'ZC-1', '核心', '交换机'],
            ],
            merges: ['A1:D1'],
          },
        ],
      }),
    expected: {
      entity: 'device',
      header: [4, 4],
      constants: { organisationId: '市教育局' },
      records: { 5: { assetTag: 'ZC-1', name: '核心', kind: 'switch', organisationId: '市教育局' } },
    },
  },
  {
    title: 'a header of two rows with merged groups',
    name: '线路.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '线路',
            rows: [
              ['线路编号', '单位', '网络', null, '合同', null],
              [null, null, '带宽', '运营商', '编号', '到期日期'],
              ['L-1', '教育局', '2.5G', '联通', 'HT-1', '2020年5月'],
            ],
            merges: ['A1:A2', 'B1:B2', 'C1:D1', 'E1:F1'],
          },
        ],
      }),
    expected: {
      entity: 'line',
      header: [1, 2],
      records: {
        3: {
          code: 'L-1',
          bandwidthMbps: 2500,
          carrierId: 'code:unicom',
          contractNumber: 'HT-1',
          contractEnd: '2020-05-01',
        },
      },
    },
  },
  {
    title: 'cells merged down over the records of one organisation',
    name: '设备.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '设备',
            rows: [
              devices,
              ['A1', '甲', '服务器', '市财政局'],
              ['A2', '乙', '存储', null],
              ['A3', '丙', '路由器', null],
            ],
            merges: ['D2:D4'],
          },
        ],
      }),
    expected: {
      entity: 'device',
      header: [1, 1],
      records: {
        3: { organisationId: '市财政局', kind: 'storage' },
        4: { organisationId: '市财政局', kind: 'router' },
      },
    },
  },
  {
    title: 'rows hidden by a filter',
    name: '设备.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '设备',
            rows: [
              devices,
              { cells: ['A1', '甲', '服务器', '局'], hidden: true },
              ['A2', '乙', '服务器', '局'],
            ],
          },
        ],
      }),
    expected: {
      entity: 'device',
      header: [1, 1],
      records: { 2: { assetTag: 'A1' }, 3: { assetTag: 'A2' } },
      hidden: [2],
    },
  },
  {
    title: 'a hidden sheet of lists before the table',
    name: '机房.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          { name: '字典', state: 'veryHidden', rows: [['是'], ['否']] },
          {
            name: '机房',
            rows: [
              ['机房名称', '面积（㎡）'],
              ['中心机房', 85],
            ],
          },
        ],
      }),
    expected: {
      sheet: 1,
      entity: 'room',
      header: [1, 1],
      records: { 2: { name: '中心机房', areaSquareMetres: 85 } },
    },
  },
  {
    title: 'sums, subtotals and notes among and below the records',
    name: '设备.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '设备',
            rows: [
              ['资产编号', '设备名称', '设备类型', '价格（元）', '备注'],
              ['A1', '甲', '服务器', 100],
              ['小计', null, null, 100],
              ['A2', '乙', '交换机', 200],
              [null, '合  计', null, { formula: 'SUM(D2:D4)', value: 300 }],
              ['总计：2台', null, null, 300],
              ['注：价格含税。'],
              ['填表人：张三', null, '审核人：李四'],
            ],
          },
        ],
      }),
    expected: {
      entity: 'device',
      header: [1, 1],
      records: { 2: { priceYuan: 100 }, 4: { priceYuan: 200 } },
      skipped: { 3: 'sum', 5: 'sum', 6: 'sum', 7: 'note' },
    },
  },
  {
    title: 'chapters between the records, merged across',
    name: '设备.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '设备',
            rows: [
              devices,
              ['一、服务器'],
              ['A1', '甲', '服务器', '局'],
              ['二、网络设备'],
              ['A2', '乙', '交换机', '局'],
            ],
            merges: ['A2:D2', 'A4:D4'],
          },
        ],
      }),
    expected: {
      entity: 'device',
      header: [1, 1],
      records: { 3: { assetTag: 'A1' }, 5: { assetTag: 'A2' } },
      skipped: { 2: 'title', 4: 'title' },
    },
  },
  {
    title: 'the header repeated on each printed page',
    name: '设备.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '设备',
            rows: [devices, ['A1', '甲', '服务器', '局'], devices, ['A2', '乙', '交换机', '局']],
          },
        ],
      }),
    expected: {
      entity: 'device',
      header: [1, 1],
      records: { 2: { assetTag: 'A1' }, 4: { assetTag: 'A2' } },
      skipped: { 3: 'repeated-header' },
    },
  },
  {
    title: 'a row that numbers the columns below the header',
    name: '机房.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '机房',
            rows: [
              ['机房名称', '面积', '楼层'],
              [1, 2, 3],
              ['中心机房', 85, '3'],
            ],
          },
        ],
      }),
    expected: {
      entity: 'room',
      header: [1, 1],
      records: { 3: { name: '中心机房', areaSquareMetres: 85 } },
      skipped: { 2: 'title' },
    },
  },
  {
    title: 'empty columns between, and a table that begins at D5',
    name: '机房.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '机房',
            rows: [
              { cells: [null, null, null, '机房名称', null, '面积', null, '所属单位'], at: 5 },
              [null, null, null, '中心机房', null, '85㎡', null, '教育局'],
            ],
          },
        ],
      }),
    expected: {
      entity: 'room',
      header: [5, 5],
      records: { 6: { name: '中心机房', areaSquareMetres: 85, organisationId: '教育局' } },
    },
  },
  {
    title: 'blank rows up to the last that a sheet can have',
    name: '设备.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '设备',
            rows: [
              devices,
              ...Array.from({ length: 20_000 }, () => [{ format: '0.00' }]),
              { cells: ['A1', '甲', '服务器', '局'], at: 1_048_576 },
            ],
          },
        ],
      }),
    expected: { entity: 'device', header: [1, 1], records: { 1_048_576: { assetTag: 'A1' } } },
  },
  {
    title: '同上 in place of what stands above',
    name: '设备.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '设备',
            rows: [
              devices,
              ['A1', '甲', '服务器', '市财政局'],
              ['A2', '乙', '〃', '同上'],
              ['A3', '丙', '同上', '同上'],
            ],
          },
        ],
      }),
    expected: {
      entity: 'device',
      header: [1, 1],
      records: { 3: { kind: 'server' }, 4: { kind: 'server', organisationId: '市财政局' } },
    },
  },
  {
    title: 'headers with line breaks, stars and units in brackets',
    name: '机房.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: 'Sheet1',
            rows: [
              ['*机房名称\n（必填）', '面 积\n(平方米)', '建成\n时间', '供电容量（W）'],
              ['中心机房', 85, '2012.5', 80000],
            ],
          },
        ],
      }),
    expected: {
      entity: 'room',
      header: [1, 1],
      records: { 2: { name: '中心机房', areaSquareMetres: 85, builtOn: '2012-05-01', powerKw: 80 } },
    },
  },
]
