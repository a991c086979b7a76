import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { VendorProfile } from '../../../../collectors/snmp/vendors/schema.ts'
import { commonVendor, vendorNames } from '../../../../server/domain/vendor.ts'
import { identified } from './sighting.ts'

const folder = new URL('../../../../collectors/snmp/vendors/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const contentOf = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
const profiles = files.map((name) => ({ name, profile: VendorProfile.parse(contentOf(name)) }))

test.each(files)('%s keeps to the order of the schema, so that every file reads alike', (name) => {
  const order = Object.keys(VendorProfile.shape)
  const keys = Object.keys(contentOf(name) as object)
  expect(keys).toEqual(keys.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)))
})

test('no two files claim one enterprise without a further sign that tells them apart', () => {
  const claims = profiles.flatMap(({ name, profile }) =>
    profile.recognise
      .filter((sign) => Object.keys(sign).join() === 'enterprise')
      .map((sign) => ({ enterprise: sign.enterprise, name })),
  )
  const byEnterprise = Map.groupBy(claims, ({ enterprise }) => enterprise)
  expect([...byEnterprise.values()].filter((names) => names.length > 1)).toEqual([])
})

/** Those whose equipment is declared under a Chinese name. */
const chinese =
  `Huawei xFusion H3C Ruijie ZTE Maipu DPtech DCN BDCOM FiberHome Raisecom TP-Link Tenda FS.com Sundray
  Kyland 3onedata Maiwe Centec Hongdian C-Data Sumavision Hillstone Topsec Venustech NSFOCUS Leadsec Sangfor Netentsec
  QiAnXin DBAPPSecurity Westone Koal Infosec Bluedon Surfilter Ankki Chaitin ThreatBook Neusoft Array Inspur Sugon Lenovo
  PowerLeader Loongson MacroSAN TOYOU Hikvision Dahua Uniview Tiandy Kehua Santak KSTAR INVT Megmeet Envicool`
    .split(/\s+/)
    .concat('East Power', 'Delta Electronics', 'China Greatwall')

test.each(chinese)('%s has a profile, and its Chinese name means the same vendor', (vendor) => {
  expect(profiles.map(({ profile }) => commonVendor(profile.vendor ?? ''))).toContain(vendor)
  const written = vendorNames(vendor).filter((name) => /\p{Script=Han}/u.test(name))
  expect(written).not.toEqual([])
  expect(written.map(commonVendor)).toEqual(written.map(() => vendor))
})

test('no maker’s name is a word with which others’ names begin: unlisted enterprises are named by what they begin with', () => {
  expect(identified({ objectId: '1.3.6.1.4.1.5409.1' }).vendor).toBe('East West Consulting')
  expect(identified({ objectId: '1.3.6.1.4.1.524.1' }).vendor).toBe('Delta Airlines')
  expect(identified({ objectId: '1.3.6.1.4.1.56535.1' }).vendor).toBe('Great Wall Motor')
})

test('a value put together from groups asks only for groups that its pattern has', () => {
  const wrong = profiles.flatMap(({ name, profile }) =>
    [...profile.model, ...profile.softwareVersion, ...profile.serialNumbers]
      .flatMap((reading) => ('pattern' in reading && reading.pattern !== undefined ? [reading] : []))
      .filter(({ pattern, as = '' }) => {
        const groups = (new RegExp(`${pattern?.source ?? ''}|`).exec('')?.length ?? 1) - 1
        return [...as.matchAll(/\$(\d)/g)].some((use) => Number(use[1]) > groups)
      })
      .map(() => name),
  )
  expect(wrong).toEqual([])
})
