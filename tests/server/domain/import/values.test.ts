import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldSchema } from '../../../../server/contract/entity.ts'
import type { ImportEntity } from '../../../../server/domain/import/entities.ts'
import { importEntities, importFields } from '../../../../server/domain/import/entities.ts'
import { fieldReader } from '../../../../server/domain/import/field-reader.ts'
import type { Cell } from '../../../../server/domain/import/sheet.ts'

const asCell = (content: string | number | Date): Cell => ({
  value: content,
  text: content instanceof Date ? content.toISOString().slice(0, 10) : String(content),
})

function valueOf(
  entity: ImportEntity,
  field: string,
  content: string | number | Date,
  unit?: string,
): unknown {
  const reading = fieldReader(entity, field, {}, unit)(asCell(content))
  return 'problem' in reading ? { proposal: reading.problem.proposal } : reading.value
}

describe.each<[ImportEntity, string, [string | number | Date, unknown, string?][]]>([
  [
    'line',
    'bandwidthMbps',
    [
      ['2.5G', 2500],
      ['100M', 100],
      ['10兆', 10],
      ['2048K', 2.048],
      ['１００Ｍ', 100],
      ['100 Mbps', 100],
      ['千兆', 1000],
      ['2×10M', 20],
      ['100M独享', 100],
      [100, 100],
      [1, 1000, 'Gbit/s'],
      ['无', { proposal: null }],
      ['100M/20M', { proposal: 100 }],
      ['10-20M', { proposal: 20 }],
      ['三条', { proposal: null }],
    ],
  ],
  [
    'room',
    'areaSquareMetres',
    [
      ['85㎡', 85],
      ['85平方米', 85],
      ['约 85.5 平米', 85.5],
      ['１２０', 120],
      ['1,200 m²', 1200],
      ['0', { proposal: null }],
      ['85元', { proposal: 85 }],
      ['很大', { proposal: null }],
    ],
  ],
  [
    'device',
    'priceYuan',
    [
      ['12.5万元', 125000],
      ['¥3,200.50', 3200.5],
      ['3200元', 3200],
      [12.5, 125000, '万元'],
      ['不详', null],
      ['—', null],
    ],
  ],
  [
    'line',
    'monthlyFeeYuan',
    [
      ['1.2万元/年', 1000],
      ['800元/月', 800],
      [12000, 1000, '元/年'],
    ],
  ],
  [
    'application',
    'userCount',
    [
      ['200人', 200],
      ['1.2万', 12000],
      ['约三百', 300],
      ['3台', 3],
    ],
  ],
  [
    'application',
    'demandStorageTb',
    [
      ['500GB', 0.5],
      ['2T', 2],
    ],
  ],
  [
    'room',
    'upsMinutes',
    [
      ['2小时', 120],
      ['30分钟', 30],
    ],
  ],
  [
    'room',
    'powerKw',
    [
      ['80KW', 80],
      ['100kVA', { proposal: 90 }],
    ],
  ],
  [
    'device',
    'purchaseDate',
    [
      ['2012年', '2012-01-01'],
      ['2012年5月', '2012-05-01'],
      ['2012.5', '2012-05-01'],
      ['2012/5/1', '2012-05-01'],
      ['2012年5月1日', '2012-05-01'],
      ['20120501', '2012-05-01'],
      ['2012-05-01 00:00:00', '2012-05-01'],
      ['二〇一二年五月', '2012-05-01'],
      ['１２年５月', '2012-05-01'],
      ['May 2012', '2012-05-01'],
      ['31/12/2012', '2012-12-31'],
      ['5/1/2012', { proposal: '2012-05-01' }],
      ['2012-02-30', { proposal: '2012-02-29' }],
      ['2012年底', { proposal: '2012-12-31' }],
      ['去年', { proposal: null }],
      [41030, '2012-05-01'],
      [2012, '2012-01-01'],
      [2012.5, '2012-05-01'],
      [new Date('2012-05-01'), '2012-05-01'],
      ['/', null],
    ],
  ],
  [
    'device',
    'kind',
    [
      ['交换机', 'switch'],
      ['核心交换机', 'switch'],
      ['Server', 'server'],
      ['磁盘阵列', 'storage'],
      ['WAF', 'firewall'],
      ['华为三层交换机', 'switch'],
      ['交换几', { proposal: 'switch' }],
      ['某物', { proposal: null }],
    ],
  ],
  [
    'place',
    'wirelessStatus',
    [
      ['无', 'none'],
      ['√', 'covered'],
      ['部分', 'partial'],
    ],
  ],
  [
    'application',
    'mlpsLevel',
    [
      ['三级', '3'],
      ['等保2级', '2'],
      ['未定级', 'ungraded'],
      ['第三级', '3'],
    ],
  ],
  [
    'device',
    'managementAddress',
    [
      ['10.21. 3 .4', '10.21.3.4'],
      ['１０．２１．３．４', '10.21.3.4'],
      ['10.21.3.4/24', '10.21.3.4'],
      ['010.021.003.004', '10.21.3.4'],
      ['10.21.3.400', { proposal: null }],
      ['10.21.3.4、10.21.3.5', { proposal: '10.21.3.4' }],
      ['FE80::0:1', 'fe80::1'],
    ],
  ],
  [
    'device',
    'positionU',
    [
      ['12-14U', 12],
      ['U7', 7],
      ['第20U', 20],
      [5, 5],
      ['70-72U', { proposal: null }],
    ],
  ],
  [
    'device',
    'serialNumber',
    [
      ['ＡＢ１２', 'AB12'],
      ['2.10235E+19', { proposal: null }],
      [2.10235e19, { proposal: null }],
    ],
  ],
  [
    'device',
    'notes',
    [
      ["'=1+1", '=1+1'],
      ['第一行\r\n第二行', '第一行\n第二行'],
    ],
  ],
  [
    'application',
    'url',
    [
      ['www.jz.gov.cn', 'http://www.jz.gov.cn'],
      ['内部使用', { proposal: null }],
    ],
  ],
])('%s.%s', (entity, field, cases) => {
  it.each(cases)('%s is read as %j', (content, expected, unit) => {
    expect(valueOf(entity, field, content, unit)).toEqual(expected)
  })
})

describe('references', () => {
  it.each([
    ['联通', 'unicom'],
    ['中国联通锦州分公司', 'unicom'],
    ['Unicom', 'unicom'],
    ['移动公司', 'mobile'],
    ['广电', 'broadcast'],
    ['联通/移动', undefined],
  ])('carrier %s is %s', (text, code) => {
    expect(valueOf('line', 'carrierId', text)).toMatchObject({ text, ...(code ? { code } : {}) })
  })

  it('come with the spellings that the ledger may have', () => {
    expect(valueOf('device', 'organisationId', '锦州市教育局')).toMatchObject({
      spellings: expect.arrayContaining(['锦州市教育局', '市教育局', '教育局']),
    })
    expect(valueOf('place', 'regionId', '古塔')).toMatchObject({
      spellings: expect.arrayContaining(['古塔区']),
    })
  })
})

describe('whatever is in a cell', () => {
  const anyCell = fc.oneof(
    fc.string({ unit: 'grapheme' }).map(asCell),
    fc.stringMatching(/^[0-9０-９.年月日/\-万元MGk兆台约 ]{1,12}$/).map(asCell),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(asCell),
  )

  it.each(importEntities)('a %s’s fields never throw, and read only what their schema takes', (entity) => {
    for (const [key, field] of Object.entries(importFields(entity))) {
      const reader = fieldReader(entity, key, {})
      const schema = fieldSchema(field)
      fc.assert(
        fc.property(anyCell, (cell) => {
          const reading = reader(cell)
          if ('problem' in reading) expect(reading.problem.message.zh).not.toBe('')
          else if (field.type !== 'reference') expect(schema.safeParse(reading.value).success).toBe(true)
        }),
        { numRuns: 150 },
      )
    }
  })

  it('numbers come back whatever unit and width they are written in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (amount) => {
        const wide = [...String(amount)]
          .map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
          .join('')
        for (const written of [
          `${amount}㎡`,
          `${wide}平方米`,
          amount.toLocaleString('en-US'),
          ` ${amount} m2 `,
        ])
          expect(valueOf('room', 'areaSquareMetres', written)).toBe(amount)
      }),
    )
  })

  it('every date comes back from each way of writing it', () => {
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10)
        const [year, month, day] = iso.split('-').map(Number) as [number, number, number]
        const serial = Math.round((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000)
        const ways = [
          iso,
          `${year}/${month}/${day}`,
          `${year}年${month}月${day}日`,
          `${year}.${month}.${day}`,
          iso.replaceAll('-', ''),
        ]
        for (const written of [...ways, serial, String(serial), new Date(iso)])
          expect(valueOf('device', 'purchaseDate', written)).toBe(iso)
      }),
    )
  })
})
