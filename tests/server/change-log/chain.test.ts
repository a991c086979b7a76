import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { device } from '../../../server/contract/entities/device.ts'
import { organisation } from '../../../server/contract/entities/organisation.ts'
import { backupLedger, restoreLedger } from '../../../server/db/backup.ts'
import { hashOfEntry } from '../../../server/domain/change-log/chain.ts'
import { canonicalJson } from '../../../server/domain/change-log/canonical-json.ts'
import { beginChain, readHead, sha256 } from '../../../server/features/change-log/append.ts'
import { logChanges } from '../../../server/features/change-log/actions.ts'
import { verifyLog } from '../../../server/features/change-log/verify.ts'
import { createRecord, removeRecord, updateRecord } from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aDevice, anOrganisation, aRoom } from '../../support/factories.ts'
import { openTestLedger } from '../../support/ledger.ts'

let app: TestApp
beforeEach(async () => {
  app = await testApp()
})
afterEach(() => app.close())

const sql = (text: string) => app.ledger.sequelize.query(text)
const why = { by: { userId: null }, expectedVersion: null }

/** Seven entries or more: a device with what it stands in, renamed twice. */
async function someChanges() {
  const made = await aDevice(app, { roomId: (await aRoom(app)).id })
  await updateRecord(app, device, made.id, { name: '交换机甲' }, { ...why, reason: '现场核实' })
  await updateRecord(app, device, made.id, { name: '交换机乙' }, why)
  return made
}

describe('the chain of the change log', () => {
  it('can be worked out by anyone from what the entries say', async () => {
    await someChanges()
    const entries = (await app.ledger.models.changeLogEntry.findAll({
      order: ['sequence'],
      raw: true,
    })) as unknown as Record<string, string | number | null>[]
    let previous = '0'.repeat(64)
    for (const [i, entry] of entries.entries()) {
      const { at, entity, recordId, recordName, action, userId, reason, findingId } = entry
      const content = { at, entity, recordId, recordName, action, userId, reason, findingId }
      const json = { before: entry['before'], after: entry['after'], names: entry['names'] }
      const said = Object.fromEntries([
        ...Object.entries(content).filter(([, value]) => value !== null),
        ...Object.entries(json).flatMap(([key, text]) =>
          text === null ? [] : [[key, JSON.parse(text as string) as unknown]],
        ),
      ])
      expect(entry['sequence']).toBe(i + 1)
      expect(entry['previousHash']).toBe(previous)
      previous = sha256(`${previous}\n${canonicalJson(said)}`)
      expect(entry['hash']).toBe(previous)
    }
    expect(await verifyLog(app.ledger)).toMatchObject({
      checked: entries.length,
      brokenAt: null,
      head: { sequence: entries.length, hash: previous },
      anchor: null,
    })
  })

  it('keeps what things were called at the time', async () => {
    const owner = await anOrganisation(app, { name: '市大数据局', nameEn: 'Big Data Bureau' })
    const made = await aDevice(app, { organisationId: owner.id })
    await updateRecord(app, organisation, owner.id, { name: '市数据局' }, why)
    const [entry] = (await app.ledger.models.changeLogEntry.findAll({
      where: { entity: 'device', recordId: made.id },
      raw: true,
    })) as unknown as { names: string }[]
    expect(JSON.parse(entry!.names)).toEqual({
      [`organisation:${owner.id}`]: { name: '市大数据局', nameEn: 'Big Data Bureau' },
    })
  })

  it('stays whole when many write at the same moment, and when some of them fail', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => aDevice(app)))
    const work = made.flatMap(({ id }, i) => [
      updateRecord(app, device, id, { name: `新名${i}` }, why),
      createRecord(
        app,
        organisation,
        { code: i % 2 ? 'TWICE' : `O${i}`, name: `单位${i}`, category: 'municipal' },
        { userId: null },
      ).catch(() => null),
      removeRecord(app, device, made[(i + 1) % 6]!.id, why).catch(() => null),
    ])
    await Promise.allSettled(work)
    const count = await app.ledger.models.changeLogEntry.count()
    expect(await verifyLog(app.ledger)).toMatchObject({ checked: count, brokenAt: null })
  })

  it('holds entries that were there before it, and says up to where', async () => {
    await someChanges()
    await sql('UPDATE change_log_entry SET sequence = NULL, previousHash = NULL, hash = NULL')
    await sql('DELETE FROM change_log_head')
    await beginChain(app.ledger, app.now())
    const count = await app.ledger.models.changeLogEntry.count()
    await aDevice(app)
    expect(await verifyLog(app.ledger)).toMatchObject({
      brokenAt: null,
      anchor: { sequence: count, at: app.now().toISOString() },
    })
  })

  it('comes back whole from a backup', async () => {
    await someChanges()
    const file = join(mkdtempSync(join(tmpdir(), 'citybase-chain-')), 'ledger.ndjson.gz')
    await backupLedger(app.ledger, file, app.now())
    const other = await openTestLedger()
    await restoreLedger(other.ledger, file)
    const head = await readHead(app.ledger)
    expect(await verifyLog(other.ledger, { expect: head!.hash })).toMatchObject({
      brokenAt: null,
      head: { hash: head!.hash },
      expected: { sequence: head!.sequence },
    })
    await other.close()
  })

  it('takes a hundred thousand changes of one transaction', async () => {
    const changes = Array.from({ length: 100_000 }, (_, i) => ({
      at: app.now().toISOString(),
      entity: device,
      recordId: i + 1,
      recordName: `设备${i}`,
      action: 'update' as const,
      before: { name: `旧设备${i}` },
      after: { name: `设备${i}` },
      userId: null,
    }))
    const began = performance.now()
    await app.ledger.transaction((transaction) => logChanges(app.ledger, changes, transaction))
    const written = performance.now()
    expect(await verifyLog(app.ledger)).toMatchObject({ checked: 100_000, brokenAt: null })
    const walked = performance.now()
    if (process.env['CITYBASE_SHOW_TIMES'])
      console.log(`written ${Math.round(written - began)} ms, walked ${Math.round(walked - written)} ms`)
    expect(walked - began).toBeLessThan(60_000)
  }, 120_000)
})

describe('tampering in the database shows', () => {
  const broken = async () => (await verifyLog(app.ledger)).brokenAt

  it.each([
    [
      'what it says was changed to',
      'UPDATE change_log_entry SET after = \'{"name":"别的"}\' WHERE sequence = 6',
    ],
    [
      'what it says was there before',
      'UPDATE change_log_entry SET before = \'{"name":"别的"}\' WHERE sequence = 6',
    ],
    ['who did it', "UPDATE change_log_entry SET reason = '没有理由' WHERE sequence = 6"],
    ['when', "UPDATE change_log_entry SET at = '2020-01-01T00:00:00.000Z' WHERE sequence = 6"],
    ['of which record', 'UPDATE change_log_entry SET recordId = 77 WHERE sequence = 6'],
    ['with JSON that is none', "UPDATE change_log_entry SET after = '{' WHERE sequence = 6"],
  ])('as altered content: %s', async (_what, statement) => {
    await someChanges()
    await sql(statement.replace(/ (after|before) =/, ' `$1` ='))
    expect(await broken()).toMatchObject({ kind: 'altered', sequence: 6, entry: { entity: 'device' } })
  })

  it('as a removed entry, also at the end and with the numbers closed up', async () => {
    await someChanges()
    const { sequence: last } = (await readHead(app.ledger))!
    await sql(`DELETE FROM change_log_entry WHERE sequence = ${last}`)
    expect(await broken()).toEqual({ kind: 'removed', sequence: last, missing: 1, entry: null })
    await sql('DELETE FROM change_log_entry WHERE sequence IN (3, 4)')
    expect(await broken()).toMatchObject({ kind: 'removed', sequence: 3, missing: 2 })
    await sql('UPDATE change_log_entry SET sequence = sequence - 2 WHERE sequence > 4')
    expect(await broken()).toMatchObject({ kind: 'replaced', sequence: 3 })
  })

  /** Copies an entry, with some columns given as SQL. */
  const copy = (sequence: number, given: Record<string, string>) => {
    const kept = ['version', 'createdAt', 'updatedAt', 'at', 'entity', 'recordId', 'recordName', 'action']
      .concat('before', 'after', 'names', 'userId', 'reason', 'findingId', 'previousHash', 'hash', 'sequence')
      .map((name) => `\`${name}\``)
    const values = kept.map((name) => given[name.slice(1, -1)] ?? name)
    return sql(
      `INSERT INTO change_log_entry (${kept.join(', ')}) SELECT ${values.join(', ')} FROM change_log_entry WHERE sequence = ${sequence}`,
    )
  }

  it.each([
    ['without a number', async () => copy(2, { sequence: 'NULL' })],
    ['with a number that is taken', async () => copy(4, { sequence: '4' })],
    ['behind the end', async () => copy(4, { sequence: '99' })],
  ])('as an inserted entry: %s', async (_what, insert) => {
    await someChanges()
    await insert()
    expect(await broken()).toMatchObject({ kind: expect.stringMatching(/inserted|reordered/) as string })
  })

  it('as an inserted entry: well forged, in between, all numbers moved up', async () => {
    await someChanges()
    const [row] = (await app.ledger.models.changeLogEntry.findAll({
      where: { sequence: 4 },
      raw: true,
    })) as unknown as Record<string, unknown>[]
    const forged = { ...row!, at: '2026-11-01T00:00:00.000Z', reason: '伪造' }
    const hash = hashOfEntry(forged, row!['previousHash'] as string, sha256)
    await sql('UPDATE change_log_entry SET sequence = sequence + 1 WHERE sequence >= 4')
    await copy(5, { sequence: '4', at: "'2026-11-01T00:00:00.000Z'", reason: "'伪造'", hash: `'${hash}'` })
    expect(await broken()).toMatchObject({
      kind: 'inserted',
      sequence: 4,
      entry: { at: '2026-11-01T00:00:00.000Z' },
    })
  })

  it('as a lie about the end, and as a log written anew only to those who wrote the hash down', async () => {
    await someChanges()
    const { hash } = (await readHead(app.ledger))!
    await sql(`UPDATE change_log_head SET hash = '${'a'.repeat(64)}'`)
    expect(await broken()).toMatchObject({ kind: 'headAltered' })
    await sql('UPDATE change_log_entry SET sequence = NULL, previousHash = NULL, hash = NULL')
    await sql("UPDATE change_log_entry SET reason = '另一个理由' WHERE reason IS NOT NULL")
    await sql('DELETE FROM change_log_head')
    await beginChain(app.ledger, app.now())
    expect(await verifyLog(app.ledger, { expect: hash })).toMatchObject({
      brokenAt: null,
      expected: { hash, sequence: null },
    })
  })

  it('as changed order', async () => {
    await someChanges()
    await sql('UPDATE change_log_entry SET sequence = 9 - sequence WHERE sequence IN (4, 5)')
    expect(await broken()).toMatchObject({ kind: 'reordered', sequence: 4 })
  })
})
