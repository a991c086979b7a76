import { entities } from '../../server/contract/entities/index.ts'
import type { Ledger } from '../../server/db/ledger.ts'
import { insertRecords } from '../../server/features/ledger/actions.ts'
import { createSession } from '../../server/features/accounts/session.ts'

export const deviceCount = 100_000

const kinds = ['server', 'server', 'switch', 'switch', 'storage', 'router', 'firewall', 'access-point']
const vendors = ['Huawei', 'H3C', 'Ruijie', 'ZTE', 'Cisco', 'Dell', 'Inspur', 'Lenovo']
const words = [
  '核心',
  '汇聚',
  '接入',
  '数据库',
  '业务',
  '备份',
  '出口',
  '视频',
  '财政',
  '医保',
  '政务',
  '教务',
]

/** The same numbers each time (Lehmer, 48271 modulo 2^31 - 1). */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
}

/** A city a hundred times as large as the survey's. */
export async function fillLedger(ledger: Ledger): Promise<void> {
  const app = { ledger, now: () => new Date('2026-11-23T08:00:00Z') }
  const insert = (name: keyof typeof entities, rows: Record<string, unknown>[]) =>
    insertRecords(app, entities[name], rows, { origin: 'demonstration' })
  const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
  const random = numbers(42)
  await insert(
    'region',
    range(7).map((id) => ({ id, code: `2107${id}`, name: `第${id}区`, nameEn: `District ${id}` })),
  )
  await insert(
    'organisation',
    range(200).map((id) => ({
      id,
      code: `O${id}`,
      name: `单位${id}`,
      nameEn: `Body ${id}`,
      category: 'municipal',
    })),
  )
  await insert(
    'site',
    range(300).map((id) => ({ id, name: `大楼${id}`, regionId: 1 + random(7) })),
  )
  await insert(
    'networkZone',
    range(4).map((id) => ({ id, code: `z${id}`, name: `网络${id}`, nameEn: `Zone ${id}`, isolated: false })),
  )
  await insert(
    'room',
    range(900).map((id) => ({
      id,
      code: `R${id}`,
      name: `机房${id}`,
      organisationId: 1 + random(200),
      siteId: 1 + random(300),
      areaSquareMetres: 40,
      grade: 'B',
      status: 'operating',
    })),
  )
  await insert(
    'rack',
    range(9000).map((id) => ({ id, name: `A${id}`, roomId: 1 + (id % 900), heightU: 42 })),
  )
  await insert(
    'device',
    range(deviceCount).map((id) => ({
      id,
      assetTag: `ZC-${String((id * 7919) % 1_000_003).padStart(7, '0')}`,
      name: `${words[random(words.length)]}${words[random(words.length)]}设备${random(900)}`,
      kind: kinds[random(kinds.length)],
      vendor: vendors[random(vendors.length)],
      model: `M${random(400)}`,
      serialNumber: `2102${random(1_000_000_000)}`,
      organisationId: 1 + random(200),
      roomId: 1 + (id % 900),
      rackId: 1 + (id % 9000),
      managementAddress: `10.${random(256)}.${random(256)}.${random(256)}`,
      networkZoneId: 1 + random(4),
      purchaseDate:
        random(20) === 0 ? null : `${2005 + random(20)}-${String(1 + random(12)).padStart(2, '0')}-15`,
      priceYuan: random(1_000_000) / 100,
      status: random(10) === 0 ? 'spare' : 'in-use',
    })),
  )
}

/** A signed-in viewer's session token. */
export async function signIn(ledger: Ledger): Promise<string> {
  const app = { ledger, now: () => new Date() }
  const person = { id: 1, login: 'bench', name: '基准', role: 'viewer', status: 'active', language: 'zh' }
  await insertRecords(app, entities.user, [person], { origin: 'entered' })
  return (await createSession(app as Parameters<typeof createSession>[0], 1)).token
}
