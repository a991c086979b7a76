import { describe, expect, it } from 'vitest'
import type { DetectOptions } from '../../../../server/domain/import/detect.ts'
import { proposeTable } from '../../../../server/domain/import/detect.ts'
import { mappingOf } from '../../../../server/domain/import/mapping.ts'
import { rowReader } from '../../../../server/domain/import/read-row.ts'
import type { SheetRow } from '../../../../server/domain/import/sheet.ts'

type Content = string | number | null

/** Rows from 1; equal neighbours in `merged` rows are one cell. */
function sheet(lines: Content[][], merged: number[] = []): SheetRow[] {
  return lines.map((line, i) => {
    const cells = line.map((value) => (value === null ? null : { value, text: String(value) }))
    if (merged.includes(i))
      for (let c = 1; c < cells.length; c++) if (line[c] === line[c - 1]) cells[c] = cells[c - 1]!
    return { number: i + 1, hidden: false, cells }
  })
}

function fieldsOf(name: string, rows: SheetRow[], options?: DetectOptions) {
  const table = proposeTable(name, rows, options)
  if (!table) return null
  const fields = Object.fromEntries(
    table.columns.filter(({ field }) => field).map(({ header, field }) => [header, field]),
  )
  return { entity: table.entity, header: [table.headerFrom, table.headerTo, table.firstRow], fields }
}

describe('a table is found', () => {
  it('below titles, with the organisation that the title names', () => {
    const rows = sheet(
      [
        ['锦州市硬件设备普查表', '锦州市硬件设备普查表', '锦州市硬件设备普查表', '锦州市硬件设备普查表'],
        ['填报单位：市教育局（盖章）', null, null, '填表日期：2019年3月'],
        ['序号', '设备名称', '品牌型号', '购置时间'],
        [1, '核心交换机', '华为S7706', '2012年5月'],
        [2, '服务器', 'R730', '2015.3'],
      ],
      [0],
    )
    expect(fieldsOf('Sheet1', rows)).toEqual({
      entity: 'device',
      header: [3, 3, 4],
      fields: { 设备名称: 'name', 品牌型号: 'model', 购置时间: 'purchaseDate' },
    })
    expect(proposeTable('Sheet1', rows)!.constants).toEqual({ organisationId: '市教育局' })
  })

  it('with a header of two rows, joined', () => {
    const rows = sheet(
      [
        ['单位名称', '网络', '网络', '合同', '合同', '月租费（元）'],
        ['单位名称', '带宽', '运营商', '编号', '到期日期', '月租费（元）'],
        ['教育局', '100M', '联通', 'HT-1', '2020-01-01', 800],
        ['财政局', '20M', '移动', 'HT-2', '2020-05-01', 500],
      ],
      [0],
    )
    expect(fieldsOf('线路', rows)).toEqual({
      entity: 'line',
      header: [1, 2, 3],
      fields: {
        单位名称: 'organisationId',
        '网络/带宽': 'bandwidthMbps',
        '网络/运营商': 'carrierId',
        '合同/编号': 'contractNumber',
        '合同/到期日期': 'contractEnd',
        '月租费（元）': 'monthlyFeeYuan',
      },
    })
  })

  it.each<[string, string, Content[], Content[], Record<string, string>]>([
    [
      'rooms',
      '机房情况',
      ['机房名称', '面积(㎡)', '所属单位', '建设时间', '地址'],
      ['中心机房', '85㎡', '教育局', '2012年', '解放路一号'],
      {
        机房名称: 'name',
        '面积(㎡)': 'areaSquareMetres',
        所属单位: 'organisationId',
        建设时间: 'builtOn',
        地址: 'siteId',
      },
    ],
    [
      'applications',
      'Sheet1',
      ['系统名称', '主管部门', '等保级别', '上线时间', '访问地址'],
      ['一网通办', '行政审批局', '三级', '2018年', 'http://a.gov.cn'],
      {
        系统名称: 'name',
        主管部门: 'organisationId',
        等保级别: 'mlpsLevel',
        上线时间: 'launchedOn',
        访问地址: 'url',
      },
    ],
    [
      'places',
      '无线城市',
      ['场所名称', '场所类别', '区县', '地址', '是否覆盖'],
      ['火车站', '交通', '凌河区', '解放路', '是'],
      {
        场所名称: 'name',
        场所类别: 'category',
        区县: 'regionId',
        地址: 'address',
        是否覆盖: 'wirelessStatus',
      },
    ],
    [
      'devices by an address column',
      '交换机',
      ['设备名称', '地址', 'SN', '所在机房'],
      ['核心', '10.1.1.1', 'AB12345', '中心机房'],
      { 设备名称: 'name', 地址: 'managementAddress', SN: 'serialNumber', 所在机房: 'roomId' },
    ],
  ])('%s', (_, name, header, row, fields) => {
    expect(fieldsOf(name, sheet([header, row, row, row]))?.fields).toEqual(fields)
  })

  it('with units of the header, per year too', () => {
    const rows = sheet([
      ['线路编号', '带宽(G)', '年租费（万元）'],
      ['L1', 1, 1.2],
    ])
    const table = proposeTable('线路', rows)!
    expect(table.columns.map(({ unit }) => unit)).toEqual([undefined, 'Gbit/s', '万元/年'])
    expect(rowReader(mappingOf(table))(rows[1]!)).toMatchObject({
      kind: 'record',
      values: { code: 'L1', bandwidthMbps: 1000, monthlyFeeYuan: 1000 },
    })
  })

  it('as it was mapped before', () => {
    const rows = sheet([
      ['设备名称', '甲列', '型号'],
      ['a', 'X-1', 'b'],
    ])
    expect(fieldsOf('设备', rows, { remembered: { 甲列: 'assetTag', 型号: null } })?.fields).toEqual({
      设备名称: 'name',
      甲列: 'assetTag',
    })
  })

  it('or not, where there is none', () => {
    expect(proposeTable('说明', sheet([['请如实填写'], ['谢谢']]))).toBeNull()
    expect(
      proposeTable(
        '数字',
        sheet([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toBeNull()
  })
})

describe('rows that are no records', () => {
  const rows = sheet(
    [
      ['资产编号', '设备名称', '设备类型', '价格(元)', '备注'],
      ['一、网络设备', '一、网络设备', '一、网络设备', '一、网络设备', '一、网络设备'],
      ['A1', '核心', '交换机', 100, null],
      ['A2', '汇聚', '同上', 200, '同上'],
      ['小计', null, null, 300, null],
      ['资产编号', '设备名称', '设备类型', '价格(元)', '备注'],
      ['A3', '合计机', '服务器', 50, null],
      ['合　计', null, null, 350, null],
      ['注：价格含税', null, null, null, null],
    ],
    [1],
  )
  it('are told apart, and 同上 takes the cell above', () => {
    const read = rowReader(mappingOf(proposeTable('设备', rows)!))
    const readings = rows.slice(1).map(read)
    expect(readings.map((row) => (row.kind === 'record' ? row.values['assetTag'] : row.why))).toEqual([
      'title',
      'A1',
      'A2',
      'sum',
      'repeated-header',
      'A3',
      'sum',
      'note',
    ])
    expect(readings[2]).toMatchObject({ values: { kind: 'switch' } })
  })
})
