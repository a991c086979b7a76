import { expect, test } from 'vitest'
import { isTelling, sameValue } from '../../../server/domain/comparison.ts'

const compare = (field: string, declared: string, observed: string, vendor: string | null = 'Huawei') =>
  sameValue(field, declared, observed, { vendor })

test.each([
  ['serialNumber', '2102350bxx', '2102350BXX'],
  ['serialNumber', ' 21 02 ', '2102'],
  ['serialNumber', '2102', '2101, 2102'],
  ['vendor', '华为', 'Huawei'],
  ['vendor', '华为技术有限公司', 'Huawei Technologies Co., Ltd.'],
  ['vendor', '新华三', 'H3C'],
  ['vendor', 'HP', 'Hewlett-Packard'],
  ['model', 'HUAWEI S5720-28X-LI-AC', 'S5720-28X-LI-AC'],
  ['model', '华为 s5720-28x-li-ac', 'S5720-28X-LI-AC'],
  ['model', 'S5720 - 28X-LI-AC', 'S5720-28X-LI-AC'],
  ['name', 'SW-01', 'sw-01'],
  ['name', 'sw-01', 'sw-01.jz.gov.cn'],
  ['softwareVersion', 'V200R019C10SPC500', 'VRP 5.170 (S5720 V200R019C10SPC500)'],
  ['managementAddress', '2001:0DB8::1', '2001:db8:0:0::1'],
  ['kind', 'switch', 'switch'],
  ['kind', 'ups', 'other'],
])('%s: %s is what %s says', (field, declared, observed) => {
  expect(compare(field, declared, observed)).toBe(true)
})

test.each([
  ['serialNumber', '2102350BXX', '2102350BXY'],
  ['vendor', 'Huawei', 'H3C'],
  ['model', 'S5720-28X-LI-AC', 'S5720-28X-SI-AC'],
  ['name', 'SW-01', 'SW-02'],
  ['name', '10.1.1.1', '10.1.1.2'],
  ['softwareVersion', 'V200R019C10', 'V200R019C100'],
  ['managementAddress', '10.1.1.1', '10.1.1.10'],
  ['kind', 'switch', 'router'],
])('%s: %s is not %s', (field, declared, observed) => {
  expect(compare(field, declared, observed)).toBe(false)
})

test("the vendor's and the line's name in front of a model do not count, its own letters do", () => {
  expect(compare('model', 'Dell PowerEdge R720', 'PowerEdge R720', '戴尔')).toBe(true)
  expect(compare('model', 'R720', 'PowerEdge R720', 'Dell')).toBe(true)
  expect(compare('model', '华为S5720', 'S5720')).toBe(true)
  expect(compare('model', 'HP-UX', 'UX', 'HP')).toBe(false)
  expect(compare('model', 'HPX', 'X', 'HP')).toBe(false)
})

test.each(['', ' ', 'To be filled by O.E.M.', 'Default string', '00000000', '12345678', 'N/A', '无'])(
  '“%s” is no serial number to compare with',
  (serial) => expect(isTelling('serialNumber', serial)).toBe(false),
)
