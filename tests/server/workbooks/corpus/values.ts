import { xlsxBytes } from '../../../support/workbook-file.ts'
import type { CellSpec } from '../../../support/workbook-file.ts'
import type { Reading, UglyWorkbook } from './ugly.ts'

/* Oddities of values: what is typed into cells. */

/** A column of oddities beside a name. */
function column(
  title: string,
  header: string,
  field: string,
  entity: Reading['entity'],
  cells: [CellSpec, unknown][],
  more: { date1904?: boolean } = {},
): UglyWorkbook {
  const names = {
    device: '设备名称',
    room: '机房名称',
    line: '线路名称',
    application: '系统名称',
    place: '场所名称',
    rack: '机柜名称',
    organisation: '单位名称',
  }
  const sheet = {
    device: '设备',
    room: '机房',
    line: '线路',
    application: '应用系统',
    place: '重点场所',
    rack: '机柜',
    organisation: '单位',
  }
  return {
    title,
    name: `${sheet[entity]}.xlsx`,
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: sheet[entity],
            rows: [[names[entity], header], ...cells.map(([cell], i): CellSpec[] => [`名${i}`, cell])],
          },
        ],
        ...more,
      }),
    expected: {
      entity,
      header: [1, 1],
      records: Object.fromEntries(cells.map(([, value], i) => [i + 2, { [field]: value }])),
    },
  }
}

export const values: UglyWorkbook[] = [
  column('dates in ten ways', '购置日期', 'purchaseDate', 'device', [
    ['2012年', '2012-01-01'],
    ['2012年5月', '2012-05-01'],
    ['2012.5', '2012-05-01'],
    ['2012/5/1', '2012-05-01'],
    ['20120501', '2012-05-01'],
    ['２０１２年５月１日', '2012-05-01'],
    [{ value: 41030, format: 'yyyy"年"m"月"' }, '2012-05-01'],
    [41030, '2012-05-01'],
    [2012, '2012-01-01'],
    ['不详', null],
    ['2012-13-45', '!'],
    ['5/1/2012', '!'],
  ]),
  column(
    'serial days of the 1904 system',
    '购置日期',
    'purchaseDate',
    'device',
    [
      [{ value: 41030 - 1462, format: 'yyyy-mm-dd' }, '2012-05-01'],
      [41030 - 1462, '2012-05-01'],
    ],
    { date1904: true },
  ),
  column('areas with units and full-width digits', '面积', 'areaSquareMetres', 'room', [
    ['85㎡', 85],
    ['８５平方米', 85],
    ['约 120 平', 120],
    [{ value: 85.5, format: '0.0"㎡"' }, 85.5],
    ['1,200', 1200],
    ['80-90㎡', '!'],
    ['—', '!'],
  ]),
  column('bandwidths in every unit', '带宽', 'bandwidthMbps', 'line', [
    ['2.5G', 2500],
    ['100M', 100],
    ['10兆', 10],
    ['2048K', 2.048],
    ['千兆', 1000],
    ['2×10M', 20],
    [100, 100],
    ['100M/20M', '!'],
  ]),
  column('a bandwidth whose unit is in the header', '带宽（G）', 'bandwidthMbps', 'line', [
    [1, 1000],
    [2.5, 2500],
    ['100M', 100],
  ]),
  column('carriers by every name', '运营商', 'carrierId', 'line', [
    ['联通', 'code:unicom'],
    ['中国联通', 'code:unicom'],
    ['Unicom', 'code:unicom'],
    ['锦州移动公司', 'code:mobile'],
    ['中国电信', 'code:telecom'],
    ['有线电视', 'code:broadcast'],
    ['无', null],
  ]),
  column('money in yuan and ten thousands', '购置金额', 'priceYuan', 'device', [
    ['12.5万元', 125000],
    ['¥3,200.50', 3200.5],
    [{ value: 12.5, format: '0.0"万元"' }, 125000],
    [4800, 4800],
    ['/', null],
  ]),
  column('a yearly fee in ten thousands', '年租费（万元）', 'monthlyFeeYuan', 'line', [
    [1.2, 1000],
    ['800元/月', 800],
  ]),
  column('counts with counters', '用户数', 'userCount', 'application', [
    ['3个', 3],
    ['约200人', 200],
    ['1.2万', 12000],
    ['三百', 300],
    ['很多', '!'],
  ]),
  column('rack units as ranges', 'U位', 'positionU', 'device', [
    ['12-14U', 12],
    ['U7', 7],
    ['第20U', 20],
    [5, 5],
  ]),
  column('addresses with blanks, full-width dots and prefixes', '管理IP', 'managementAddress', 'device', [
    ['10.21. 3 .4', '10.21.3.4'],
    ['１０．２１．３．４', '10.21.3.4'],
    ['10.21.3.4/24', '10.21.3.4'],
    ['10.21.3.999', '!'],
    ['10.21.3.4、10.21.3.5', '!'],
  ]),
  column('serial numbers that the spreadsheet rounded', '序列号', 'serialNumber', 'device', [
    [{ value: 2.10235e19, format: '0' }, '!'],
    ['2.10235E+19', '!'],
    ['ＳＮ１２３', 'SN123'],
  ]),
  column('asset tags that are numbers with leading zeros', '资产编号', 'assetTag', 'device', [
    [{ value: 123, format: '000000' }, '000123'],
    [1001, '1001'],
  ]),
  column('kinds by their trade names', '设备类别', 'kind', 'device', [
    ['核心交换机', 'switch'],
    ['PC服务器', 'server'],
    ['磁盘阵列', 'storage'],
    ['WAF', 'firewall'],
    ['交换几', '!'],
  ]),
  column('yes, no and ticks for coverage', '是否覆盖', 'wirelessStatus', 'place', [
    ['√', 'covered'],
    ['是', 'covered'],
    ['部分', 'partial'],
    ['无', 'none'],
    ['×', 'none'],
  ]),
  column('formulas: calculated, failed, and never calculated', '价格（元）', 'priceYuan', 'device', [
    [{ formula: 'B9*2', value: 100 }, 100],
    [{ formula: 'VLOOKUP(1,A:B,2)', error: '#N/A' }, '!'],
    [{ formula: 'B9' }, '!'],
  ]),
  column('rich and inline text, and escaped characters', '型号', 'model', 'device', [
    [{ rich: ['S77', '06'] }, 'S7706'],
    [{ inline: 'R_x0020_730' }, 'R 730'],
    ['AT&T <1>', 'AT&T <1>'],
  ]),
]
