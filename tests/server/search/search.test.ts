import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../../server/contract/permission.ts'
import { searchHandlers } from '../../../server/features/search/routes.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import {
  aCarrier,
  aDevice,
  aLine,
  anOrganisation,
  aRegion,
  aRoom,
  aSite,
  aUser,
} from '../../support/factories.ts'

let app: TestApp

beforeAll(async () => {
  app = await testApp()
  const region = await aRegion(app, { name: '古塔区', nameEn: 'Guta' })
  const siteId = (await aSite(app, { regionId: region.id, name: '古塔行政中心' })).id
  const organisationId = (await anOrganisation(app, { name: '市财政局', nameEn: 'Finance Bureau' })).id
  await aRoom(app, { siteId, organisationId, code: 'RM-007', name: '财政局中心机房' })
  await aDevice(app, {
    organisationId,
    name: '机房核心交换机',
    kind: 'switch',
    vendor: 'Huawei',
    model: 'S5735',
    serialNumber: '2102SN',
  })
  for (const name of ['核心', '旧核心路由', '核心交换机B', 'a核心'])
    await aDevice(app, { organisationId, name })
  const carrierId = (await aCarrier(app, { name: '联通', nameEn: 'Unicom' })).id
  await aLine(app, { organisationId, carrierId, code: 'LN-1', name: '财政专线', bandwidthMbps: 50 })
  await aUser(app, { name: '古月', login: 'guyue', role: 'auditor' })
})
afterAll(() => app.close())

async function find(q: string, { role = 'viewer' as Role, language = 'zh' as 'zh' | 'en', limit = 5 } = {}) {
  const call = { query: { q, limit }, actor: { role }, language }
  const { groups } = await searchHandlers(app).find(call as never)
  return groups
}

test('finds records of every kind, in groups, with what tells them apart', async () => {
  const groups = await find('caizheng')
  expect(
    groups.map(({ entity, hits }) => [entity, hits.map(({ title, subtitle }) => `${title}: ${subtitle}`)]),
  ).toEqual([
    ['room', ['财政局中心机房: RM-007 · 市财政局 · 古塔区']],
    ['line', ['财政专线: LN-1 · 联通 · 50 Mbit/s · 市财政局']],
    ['organisation', [expect.stringMatching(/^市财政局: ORG-\d+ · 市直部门$/)]],
  ])
})

test('speaks English where names and labels do', async () => {
  expect(await find('finance', { language: 'en' })).toMatchObject([
    {
      entity: 'organisation',
      hits: [{ title: 'Finance Bureau', subtitle: expect.stringContaining('Municipal department') }],
    },
  ])
  expect((await find('机房核心', { language: 'en' }))[0]!.hits[0]!.subtitle).toBe(
    'Switch · Huawei S5735 · 2102SN',
  )
})

test('the best match comes first: the name itself, then names that begin with it, then the rest', async () => {
  const [devices] = await find('核心', { limit: 20 })
  expect(devices!.hits.map(({ title }) => title)).toEqual([
    '核心',
    '核心交换机B',
    'a核心',
    '机房核心交换机',
    '旧核心路由',
  ])
  expect(devices!.more).toBe(false)
})

test('says when there are more than were asked for', async () => {
  const [devices] = await find('核心', { limit: 2 })
  expect(devices!.hits).toHaveLength(2)
  expect(devices!.more).toBe(true)
})

test('every word must be found, and signs stand for themselves', async () => {
  expect(await find('核心 路由')).toMatchObject([{ hits: [{ title: '旧核心路由' }] }])
  expect(await find('核心 nowhere')).toEqual([])
  expect(await find('%')).toEqual([])
})

test('users are found only by those who manage them', async () => {
  expect((await find('guyue', { role: 'viewer' })).map(({ entity }) => entity)).toEqual([])
  const [users] = await find('guyue', { role: 'administrator' })
  expect(users).toMatchObject({ entity: 'user', hits: [{ title: '古月', subtitle: 'guyue · 审计员' }] })
})
