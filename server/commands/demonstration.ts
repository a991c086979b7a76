import { randomBytes } from 'node:crypto'
import type { City } from '../../seed/city/city.ts'
import { demonstrationCommunity } from '../../seed/city/simulation-address.ts'
import { seedLedger } from '../../seed/ledger.ts'
import type { App } from '../app.ts'
import { collector } from '../contract/entities/collector.ts'
import { entities } from '../contract/entities/index.ts'
import type { Entity } from '../contract/entity.ts'
import { roles } from '../contract/permission.ts'
import type { Role } from '../contract/permission.ts'
import { hashPassword } from '../features/accounts/password.ts'
import { reconcileDataQuality } from '../features/findings/actions.ts'
import { insertRecords } from '../features/ledger/actions.ts'
import { writeFacts } from '../features/system/facts.ts'
import { tokenHash } from '../http/secret-box.ts'

/** Shown on the sign-in page of a demonstration; a real installation has no such accounts. */
const password = 'citybase-demo'

const people: Record<Role, { login: string; name: string }> = {
  administrator: { login: 'admin', name: '管理员' },
  auditor: { login: 'auditor', name: '审计员' },
  planner: { login: 'planner', name: '规划员' },
  operator: { login: 'operator', name: '运维员' },
  viewer: { login: 'viewer', name: '查看者' },
}

/** Fills an empty ledger with the demonstration city, its accounts, and the secrets of its credentials. */
export async function seedDemonstration(app: App, city: City): Promise<void> {
  const passwordHash = await hashPassword(password)
  const accounts = (Object.keys(roles) as Role[]).map((role) => ({ ...people[role], role }))
  await app.ledger.transaction(async (transaction) => {
    await seedLedger(async (entity, rows) => {
      await insertRecords(app, entities[entity] as Entity, rows, { origin: 'demonstration', transaction })
    }, city)
    await insertRecords(
      app,
      entities.user as Entity,
      accounts.map((account) => ({ ...account, status: 'active', language: 'zh' })),
      { origin: 'demonstration', transaction },
    )
    await app.ledger.models.user.update({ passwordHash }, { where: {}, transaction })
    const sealedSecrets = app.secrets.seal(JSON.stringify({ community: demonstrationCommunity }))
    await app.ledger.models.credential.update({ sealedSecrets, hasSecret: true }, { where: {}, transaction })
  })
  await reconcileDataQuality(app)
  const demonstrationAccounts = accounts.map(({ login, role }) => ({ login, password, role }))
  await writeFacts(app.ledger, { demonstration: true, demonstrationAccounts })
  Object.assign(app.about, { demonstration: true, demonstrationAccounts })
}

/** One collector for each network zone that has targets, each with a fresh token. */
export async function demonstrationCollectors(
  app: App,
): Promise<{ name: string; zone: string; token: string }[]> {
  const { models } = app.ledger
  const targets = (await models.target.findAll({
    attributes: ['networkZoneId'],
    group: ['networkZoneId'],
    raw: true,
  })) as unknown as {
    networkZoneId: number
  }[]
  const collectors = []
  for (const { networkZoneId } of targets) {
    const zone = (await models.networkZone.findByPk(networkZoneId, { raw: true })) as unknown as {
      code: string
      name: string
    }
    const name = `演示采集器（${zone.name}）`
    if (!(await models.collector.findOne({ where: { name }, raw: true }))) {
      await insertRecords(app, collector as Entity, [{ name, networkZoneId, enabled: true }], {
        origin: 'demonstration',
      })
    }
    const token = `cbc_${randomBytes(32).toString('base64url')}`
    await models.collector.update(
      { tokenHash: tokenHash(token), tokenIssuedAt: app.now().toISOString() },
      { where: { name } },
    )
    collectors.push({ name, zone: zone.code, token })
  }
  return collectors
}

/** Points the targets of a city that was seeded earlier at where the simulated devices answer this time. */
export async function pointTargets(app: App, city: City): Promise<void> {
  const { target } = app.ledger.models
  const [first] = city.records.target
  if (
    !first ||
    (await target.count({ where: { name: first.name, address: first.address, port: first.port } })) > 0
  )
    return
  await app.ledger.transaction(async (transaction) => {
    for (const { name, address, port } of city.records.target)
      await target.update({ address, port }, { where: { name }, transaction })
  })
}
