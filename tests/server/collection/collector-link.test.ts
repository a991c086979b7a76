import { createDecipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectorLinkHandlers } from '../../../server/features/collection/routes.ts'
import { collectorHandlers } from '../../../server/features/collectors/routes.ts'
import { findCollectorByToken } from '../../../server/features/collectors/token.ts'
import { credentialHandlers } from '../../../server/features/credentials/routes.ts'
import { targetHandlers } from '../../../server/features/targets/routes.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aCredential, aNetworkZone, aTarget, aUser } from '../../support/factories.ts'
import { call, person } from './link.ts'

let app: TestApp
let actor: ReturnType<typeof person>
beforeAll(async () => {
  app = await testApp()
  actor = person((await aUser(app)).id)
})
afterAll(() => app.close())

const keys = () => {
  const pair = generateKeyPairSync('x25519')
  return { ...pair, der: pair.publicKey.export({ type: 'spki', format: 'der' }) }
}
const report = (publicKey: string) => ({
  hostname: 'collector-1',
  softwareVersion: '0.1.0',
  publicKey,
  spoolCount: 2,
  spoolBytes: 2048,
  spoolDropped: 0,
  inFlight: 3,
})

/** Opens a sealed box as the format says, written apart from the code that seals. */
function open(box: string, pair: ReturnType<typeof keys>): unknown {
  const bytes = Buffer.from(box, 'base64')
  const ephemeralDer = bytes.subarray(0, 44)
  const shared = diffieHellman({
    privateKey: pair.privateKey,
    publicKey: createPublicKey({ key: ephemeralDer, format: 'der', type: 'spki' }),
  })
  const salt = Buffer.concat([ephemeralDer, pair.der])
  const key = Buffer.from(hkdfSync('sha256', shared, salt, 'citybase sealed secrets v1', 32))
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(44, 56))
  decipher.setAuthTag(bytes.subarray(-16))
  const text = Buffer.concat([decipher.update(bytes.subarray(56, -16)), decipher.final()])
  return JSON.parse(text.toString('utf8'))
}

async function aConnectedCollector() {
  const zone = await aNetworkZone(app)
  const { collector, token } = await collectorHandlers(app).create(
    call({ actor, body: { name: `采集器-${zone.id}`, networkZoneId: zone.id, enabled: true } }),
  )
  const as = (await findCollectorByToken(app, token))!
  const pair = keys()
  const link = collectorLinkHandlers(app)
  await link.heartbeat(call({ actor: as, body: report(pair.der.toString('base64')) }))
  return { zone, collector, token, as, pair, link }
}

describe('the token of a collector', () => {
  test('is shown once, kept as a hash, and lets the collector in', async () => {
    const { collector, token, as, zone } = await aConnectedCollector()
    expect(token).toMatch(/^cbc_[A-Za-z0-9_-]{43}$/)
    expect(as).toEqual({
      kind: 'collector',
      collectorId: collector.id,
      name: collector.name,
      networkZoneId: zone.id,
    })
    const stored = JSON.stringify(await app.ledger.models.collector.findByPk(collector.id, { raw: true }))
    expect(stored).not.toContain(token)
    const log = JSON.stringify(await app.ledger.models.changeLogEntry.findAll({ raw: true }))
    expect(log).not.toContain(token)
  })
  test('stops working when another is issued, when it is revoked, and while the collector is disabled', async () => {
    const { collector, token } = await aConnectedCollector()
    const handlers = collectorHandlers(app)
    const params = { id: collector.id }
    const second = (await handlers.issueToken(call({ actor, params }))).token
    expect(await findCollectorByToken(app, token)).toBeNull()
    expect(await findCollectorByToken(app, second)).not.toBeNull()
    const { version } = await handlers.get(call({ actor, params }))
    const off = await handlers.update(call({ actor, params, body: { enabled: false }, ifMatch: version }))
    expect(await findCollectorByToken(app, second)).toBeNull()
    await handlers.update(call({ actor, params, body: { enabled: true }, ifMatch: off.version }))
    expect(await findCollectorByToken(app, second)).not.toBeNull()
    await handlers.revokeToken(call({ actor, params }))
    expect(await findCollectorByToken(app, second)).toBeNull()
  })
  test.each(['', 'cbc_', 'null', "cbc_' OR 1=1"])('“%s” is nobody', async (token) => {
    expect(await findCollectorByToken(app, token)).toBeNull()
  })
})

test('a heartbeat shows in the console without changing the version; a bad key is refused', async () => {
  const { collector, as, link } = await aConnectedCollector()
  const seen = await collectorHandlers(app).get(call({ actor, params: { id: collector.id } }))
  expect(seen).toMatchObject({
    version: collector.version,
    hostname: 'collector-1',
    spoolCount: 2,
    inFlight: 3,
    lastSeenAt: app.now().toISOString(),
  })
  expect(seen).not.toHaveProperty('publicKey')
  for (const key of [
    '',
    'AAAA',
    generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  ])
    await expect(link.heartbeat(call({ actor: as, body: report(key) }))).rejects.toMatchObject({
      code: 'validationFailed',
      issues: [{ path: 'publicKey' }],
    })
})

describe('an assignment', () => {
  test('has the enabled targets of the zone, and secrets that only this collector opens', async () => {
    const { zone, as, pair, link } = await aConnectedCollector()
    const secrets = { community: '锦州-ro' }
    const credential = await aCredential(app, { sealedSecrets: app.secrets.seal(JSON.stringify(secrets)) })
    const own = await aTarget(app, { networkZoneId: zone.id, credentialId: credential.id })
    await aTarget(app, { networkZoneId: zone.id, enabled: false })
    await aTarget(app)
    const assignment = await link.assignment(call({ actor: as }))
    expect(assignment.targets).toEqual([
      {
        id: own.id,
        address: own.address,
        port: 161,
        intervalSeconds: 300,
        pollSeconds: 60,
        credentialIds: [credential.id],
      },
    ])
    expect(assignment.credentials).toMatchObject([{ id: credential.id, protocol: 'snmp-v2c' }])
    expect(JSON.stringify(assignment)).not.toContain(secrets.community)
    const { sealedSecrets } = assignment.credentials[0]!
    expect(open(sealedSecrets, pair)).toEqual(secrets)
    expect(() => open(sealedSecrets, keys())).toThrow()
  })
  test('names the credentials to try: the target’s own, or those of its zone, v3 first, the working one before all', async () => {
    const { zone, as, link } = await aConnectedCollector()
    const of = (fields: object) => aCredential(app, { networkZoneId: zone.id, ...fields })
    const second = await of({ position: 2 })
    const first = await of({ position: 1 })
    const oldest = await of({ protocol: 'snmp-v1', position: 1 })
    const user = await of({ protocol: 'snmp-v3', userName: 'monitor' })
    const unset = await of({ sealedSecrets: null, hasSecret: false })
    const elsewhere = await aCredential(app, { networkZoneId: (await aNetworkZone(app)).id })
    const own = await aTarget(app, { networkZoneId: zone.id, credentialId: elsewhere.id })
    const fresh = await aTarget(app, { networkZoneId: zone.id, credentialId: null })
    const known = await aTarget(app, {
      networkZoneId: zone.id,
      credentialId: null,
      workingCredentialId: oldest.id,
    })
    const { targets, credentials } = await link.assignment(call({ actor: as }))
    const mine = new Set([second, first, oldest, user, unset, elsewhere].map(({ id }) => id))
    // Other tests' credentials that belong to no zone are for this one, too.
    const idsOf = (target: { id: number }) =>
      targets.find(({ id }) => id === target.id)?.credentialIds.filter((id) => mine.has(id))
    expect(idsOf(own)).toEqual([elsewhere.id])
    expect(idsOf(fresh)).toEqual([user.id, first.id, second.id, oldest.id])
    expect(idsOf(known)).toEqual([oldest.id, user.id, first.id, second.id])
    expect(credentials.map(({ id }) => id)).toContain(elsewhere.id)
  })
  test('is not sent again until something in it changes', async () => {
    const { zone, as, link } = await aConnectedCollector()
    const target = await aTarget(app, { networkZoneId: zone.id })
    const first = await link.assignment(call({ actor: as }))
    const again = await link.assignment(call({ actor: as, query: { revision: first.revision } }))
    expect(again).toEqual({ revision: first.revision, unchanged: true, targets: [], credentials: [] })
    await targetHandlers(app).update(
      call({ actor, params: { id: target.id }, body: { intervalSeconds: 60 }, ifMatch: target.version }),
    )
    const changed = await link.assignment(call({ actor: as, query: { revision: first.revision } }))
    expect(changed).toMatchObject({ unchanged: false, targets: [{ intervalSeconds: 60 }] })
    const another = keys()
    await link.heartbeat(call({ actor: as, body: report(another.der.toString('base64')) }))
    const resealed = await link.assignment(call({ actor: as, query: { revision: changed.revision } }))
    expect(resealed.unchanged).toBe(false)
    expect(open(resealed.credentials[0]!.sealedSecrets, another)).toEqual({ community: 'public' })
  })
  test('waits for the first heartbeat, which brings the key', async () => {
    const zone = await aNetworkZone(app)
    const { token } = await collectorHandlers(app).create(
      call({ actor, body: { name: '新采集器', networkZoneId: zone.id, enabled: true } }),
    )
    const as = await findCollectorByToken(app, token)
    await expect(collectorLinkHandlers(app).assignment(call({ actor: as }))).rejects.toMatchObject({
      code: 'validationFailed',
    })
  })
})

describe('a credential', () => {
  const handlers = () => credentialHandlers(app)
  const v3 = {
    name: 'v3-ok',
    protocol: 'snmp-v3',
    userName: 'nms',
    authProtocol: 'sha256',
    privProtocol: 'aes',
  }
  const storedSecrets = async (id: number) => {
    const row = (await app.ledger.models.credential.findByPk(id, { raw: true })) as unknown as {
      sealedSecrets: string
    }
    return JSON.parse(app.secrets.open(row.sealedSecrets)) as unknown
  }

  test('keeps its secrets sealed, and no reply or log entry has them', async () => {
    const secrets = { authKey: 'auth-key-1234', privKey: 'priv-key-1234' }
    const made = await handlers().create(call({ actor, body: { ...v3, ...secrets } }))
    expect(made).toMatchObject({ name: 'v3-ok', hasSecret: true })
    const everything = JSON.stringify([
      made,
      await handlers().list(call({ actor })),
      await app.ledger.models.changeLogEntry.findAll({ raw: true }),
      await app.ledger.models.credential.findAll({ raw: true }),
    ])
    for (const secret of Object.values(secrets)) expect(everything).not.toContain(secret)
    expect(made).not.toHaveProperty('sealedSecrets')
    expect(await storedSecrets(made.id)).toEqual(secrets)
    const params = { id: made.id }
    const renamed = await handlers().update(
      call({ actor, params, body: { name: 'v3-renamed' }, ifMatch: made.version }),
    )
    expect(await storedSecrets(made.id)).toEqual(secrets)
    await handlers().update(
      call({ actor, params, body: { authKey: 'another-key' }, ifMatch: renamed.version }),
    )
    expect(await storedSecrets(made.id)).toEqual({ ...secrets, authKey: 'another-key' })
    await expect(
      handlers().update(call({ actor, params, body: { authKey: 'too-late-key' }, ifMatch: made.version })),
    ).rejects.toMatchObject({ code: 'staleVersion' })
    expect(await storedSecrets(made.id)).toEqual({ ...secrets, authKey: 'another-key' })
  })

  test.each([
    [{ name: 'a', protocol: 'snmp-v2c' }, ['community']],
    [{ name: 'b', protocol: 'snmp-v3' }, ['userName']],
    [{ ...v3, name: 'c' }, ['authKey', 'privKey']],
    [{ ...v3, name: 'd', authProtocol: 'none', privKey: 'priv-key-1234' }, ['authProtocol']],
    [{ ...v3, name: 'e', authKey: 'auth-key-1234' }, ['privKey']],
  ])('that does not fit together is refused beside the field: %j', async (body, paths) => {
    await expect(handlers().create(call({ actor, body }))).rejects.toMatchObject({
      code: 'validationFailed',
      issues: paths.map((path) => expect.objectContaining({ path })),
    })
  })

  test('that becomes v3 needs its keys and loses its community', async () => {
    const made = await handlers().create(
      call({ actor, body: { name: 'was-v2c', protocol: 'snmp-v2c', community: 'public' } }),
    )
    const params = { id: made.id }
    const { name: _, ...toV3 } = v3
    await expect(
      handlers().update(call({ actor, params, body: toV3, ifMatch: made.version })),
    ).rejects.toMatchObject({ code: 'validationFailed' })
    const keysOfV3 = { authKey: 'auth-key-1234', privKey: 'priv-key-1234' }
    await handlers().update(call({ actor, params, body: { ...toV3, ...keysOfV3 }, ifMatch: made.version }))
    expect(await storedSecrets(made.id)).toEqual(keysOfV3)
  })
})
