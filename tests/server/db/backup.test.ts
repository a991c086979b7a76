import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { backupLedger, restoreLedger } from '../../../server/db/backup.ts'
import { testApp } from '../../support/app.ts'
import { aDevice, aLine, anOrganisation, aRoom } from '../../support/factories.ts'
import { openTestLedger } from '../../support/ledger.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'citybase-backup-'))

it('a ledger comes back as it was, also with a parent behind its child', async () => {
  const app = await testApp()
  const child = await anOrganisation(app)
  const parent = await anOrganisation(app, { name: '上级单位' })
  await app.ledger.models.organisation.update({ parentId: parent.id }, { where: { id: child.id } })
  await aDevice(app, { name: '核心交换机，带“引号”与\n换行', roomId: (await aRoom(app)).id })
  await aLine(app)
  const file = join(folder(), 'ledger.ndjson.gz')
  await backupLedger(app.ledger, file, app.now())
  const other = await openTestLedger()
  expect(await restoreLedger(other.ledger, file)).toBeGreaterThan(8)
  for (const name of ['organisation', 'room', 'device', 'line', 'changeLogEntry', 'carrier'] as const) {
    const all = { order: ['id'], raw: true } as never
    expect(await other.ledger.models[name].findAll(all)).toEqual(await app.ledger.models[name].findAll(all))
  }
  await expect(restoreLedger(other.ledger, file)).rejects.toMatchObject({ reason: 'not-empty' })
  await other.close()
  await app.close()
})

it.each([
  ['something else', Buffer.from('PK not gzip at all'), 'not-a-backup'],
  ['another JSON', gzipSync('{"format":"other"}\n'), 'not-a-backup'],
  [
    'another schema',
    gzipSync('{"format":"citybase-ledger-1","schema":"9999-from-the-future"}\n'),
    'other-schema',
  ],
  ['a torn file', gzipSync('{"format":"citybase-ledger-1"}\n'.repeat(500)).subarray(0, 40), 'not-a-backup'],
])('%s is refused and leaves the ledger empty', async (_what, bytes, reason) => {
  const test = await openTestLedger()
  const file = join(folder(), 'ledger.ndjson.gz')
  writeFileSync(file, bytes)
  await expect(restoreLedger(test.ledger, file)).rejects.toMatchObject({ reason })
  expect(await test.ledger.models.organisation.count()).toBe(0)
  await test.close()
})
