import { expect, test } from 'vitest'
import { commonVendor, vendorNames } from '../../../server/domain/vendor.ts'

test.each([
  ['华为', 'Huawei'],
  ['华为技术有限公司', 'Huawei'],
  ['HUAWEI Technologies Co., Ltd.', 'Huawei'],
  ['新华三技术有限公司', 'H3C'],
  ['New H3C Technologies Co., Ltd.', 'H3C'],
  ['锐捷网络股份有限公司', 'Ruijie'],
  ['中兴通讯股份有限公司', 'ZTE'],
  ['迈普通信技术股份有限公司', 'Maipu'],
  ['杭州迪普科技股份有限公司', 'DPtech'],
  ['北京神州数码云科信息技术有限公司', 'DCN'],
  ['神州数码', 'DCN'],
  ['Digital China', 'DCN'],
  ['烽火通信科技股份有限公司', 'FiberHome'],
  ['瑞斯康达科技', 'Raisecom'],
  ['山石网科通信技术', 'Hillstone'],
  ['天融信', 'Topsec'],
  ['北京启明星辰信息安全技术有限公司', 'Venustech'],
  ['绿盟科技', 'NSFOCUS'],
  ['北京网御星云信息技术有限公司', 'Leadsec'],
  ['深信服科技股份有限公司', 'Sangfor'],
  ['网康', 'Netentsec'],
  ['奇安信科技集团股份有限公司', 'QiAnXin'],
  ['浪潮电子信息产业股份有限公司', 'Inspur'],
  ['曙光信息产业股份有限公司', 'Sugon'],
  ['联想（北京）有限公司', 'Lenovo'],
  ['超聚变数字技术有限公司', 'xFusion'],
  ['杭州海康威视数字技术股份有限公司', 'Hikvision'],
  ['浙江大华技术股份有限公司', 'Dahua'],
  ['浙江宇视科技有限公司', 'Uniview'],
  ['厦门科华恒盛股份有限公司', 'Kehua'],
  ['上海博达数据通信有限公司', 'BDCOM'],
  ['杭州安恒信息技术股份有限公司', 'DBAPPSecurity'],
])('%s is %s', (written, common) => {
  expect(commonVendor(written)).toBe(common)
})

test('a name that nobody knows stays itself, without the words that tell nobody apart', () => {
  expect(commonVendor('某某科技有限公司')).toBe('某某')
  expect(commonVendor('Acme Corp.')).toBe('acme')
  expect(commonVendor('上海')).toBe('上海')
  expect(commonVendor('科技公司')).not.toBe('')
})

test('all ways to write a vendor come longest first', () => {
  const names = vendorNames('华为')
  expect(names).toContain('huawei')
  expect(names.map((name) => name.length)).toEqual(names.map((name) => name.length).toSorted((a, b) => b - a))
})
