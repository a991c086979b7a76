import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import Koa from 'koa'
import mysql from 'mysql2/promise'
import { allHandlers } from '../../server/handlers.ts'
import { openLedger } from '../../server/db/ledger.ts'
import { startServer } from '../../server/http/server.ts'
import { recordingMetricStore } from '../support/metric-store.ts'
import { pino } from 'pino'

/*
 * One side of the comparison, in a process of its own: `product ADDRESS` is the whole server, `bare ADDRESS` is Koa and
 * the driver with SQL written by hand for this one page, without sessions, validation or a contract. Prints its URL.
 */

/**
 * The page as one would write it for exactly this query, knowing the data: find 51 keys along the sort's index (the CASE
 * keeps the engines from collecting and sorting tens of thousands), then join the names.
 */
function handWrittenSql(sort: string, kinds: number): string {
  const [column, direction] = sort.startsWith('-') ? [sort.slice(1), 'DESC'] : [sort, 'ASC']
  const key = column === 'name' ? 'nameKey' : column
  const isKindAndStatus = `CASE WHEN kind IN (${'?,'.repeat(kinds).slice(0, -1)}) AND status = ?`
  const condition =
    key === 'purchaseDate'
      ? `${isKindAndStatus} THEN 1 ELSE 0 END = 1 AND purchaseDate < ?`
      : `${isKindAndStatus} AND purchaseDate < ? THEN 1 ELSE 0 END = 1`
  return `SELECT d.id, d.version, d.createdAt, d.updatedAt, d.assetTag, d.name, d.kind, d.vendor, d.model,
    d.serialNumber, d.softwareVersion, d.organisationId, o.name AS organisationName, o.nameEn AS organisationNameEn,
    o.category AS organisationCategory, d.roomId, r.name AS roomName, s.regionId AS regionId, d.rackId,
    k.name AS rackName, d.positionU, d.heightU, d.powerWatts, d.managementAddress, d.networkZoneId,
    z.name AS networkZoneName, z.nameEn AS networkZoneNameEn, d.purchaseDate, d.warrantyEnd, d.priceYuan, d.status,
    d.notes, d.origin
    FROM (SELECT id, ${key} AS sortKey FROM device WHERE ${condition}
      ORDER BY ${key} ${direction}${column === 'assetTag' ? '' : `, id ${direction}`} LIMIT 51) p
    JOIN device d ON d.id = p.id JOIN organisation o ON o.id = d.organisationId LEFT JOIN room r ON r.id = d.roomId
    LEFT JOIN site s ON s.id = r.siteId LEFT JOIN rack k ON k.id = d.rackId
    LEFT JOIN network_zone z ON z.id = d.networkZoneId
    ORDER BY p.sortKey ${direction}, p.id ${direction}`
}

type Query = (sql: string, values: string[]) => Promise<object[]>

function driver(address: string): Query {
  if (address.startsWith('sqlite:')) {
    const database = new DatabaseSync(address.slice('sqlite:'.length))
    const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
    return async (sql, values) => {
      let statement = statements.get(sql)
      if (!statement) statements.set(sql, (statement = database.prepare(sql)))
      return statement.all(...values) as object[]
    }
  }
  const pool = mysql.createPool({
    uri: address,
    connectionLimit: 20,
    dateStrings: true,
    charset: 'utf8mb4_bin',
  })
  return async (sql, values) => (await pool.execute(sql, values))[0] as object[]
}

async function startBare(address: string): Promise<string> {
  const query = driver(address)
  const koa = new Koa()
  koa.use(async (context) => {
    const { kind, status, sort, 'purchaseDate.lt': before } = context.query as Record<string, string>
    const kinds = kind!.split(',')
    const items = await query(handWrittenSql(sort!, kinds.length), [...kinds, status!, before!])
    const hasMore = items.length > 50
    if (hasMore) items.pop()
    context.body = { items, next: hasMore ? String((items.at(-1) as { id: number }).id) : null }
  })
  const server = createServer(koa.callback())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function startProduct(address: string): Promise<string> {
  const app = {
    ledger: openLedger(address),
    metrics: recordingMetricStore(),
    secrets: { seal: (plain: string) => plain, open: (sealed: string) => sealed },
    now: () => new Date(),
    log: pino({ level: 'silent' }),
    about: {
      version: 'bench',
      city: { zh: '测试市', en: 'Test City' },
      demonstration: false,
      demonstrationAccounts: [],
    },
  }
  const options = { host: '127.0.0.1', port: 0, webRoot: null, trustProxy: false }
  return (await startServer(app, allHandlers(app), options)).url
}

const [side, address] = process.argv.slice(2)
const url = await (side === 'bare' ? startBare(address!) : startProduct(address!))
process.send?.(url)
