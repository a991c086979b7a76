import type { CityMap } from '../../contract/endpoints/overview.ts'
import { finding } from '../../contract/entities/finding.ts'
import { device } from '../../contract/entities/device.ts'
import { region } from '../../contract/entities/region.ts'
import { room } from '../../contract/entities/room.ts'
import type { Entity } from '../../contract/entity.ts'
import type { Ledger } from '../../db/ledger.ts'
import { select } from '../../db/select.ts'
import { everyRecord } from '../ledger/actions.ts'

async function countByRoom(ledger: Ledger, { name }: Entity, condition: string) {
  const rows = await select(
    ledger,
    `SELECT \`roomId\`, COUNT(*) AS \`count\` FROM \`${name}\` WHERE \`roomId\` IS NOT NULL ${condition} GROUP BY \`roomId\``,
  )
  return new Map(rows.map((row) => [row['roomId'] as number, Number(row['count'])]))
}

/** The districts with their outlines, and every room that has a place on the map. */
export async function cityMap({ ledger }: { ledger: Ledger }): Promise<CityMap> {
  const [regions, rooms, devices, findings] = await Promise.all([
    everyRecord({ ledger }, region, {}),
    everyRecord({ ledger }, room, {}),
    countByRoom(ledger, device, ''),
    countByRoom(ledger, finding, "AND `status` = 'open'"),
  ])
  const roomsIn = Map.groupBy(rooms, ({ regionId }) => regionId)
  return {
    regions: regions.map(({ id, code, name, nameEn, boundary }) => {
      const inside = roomsIn.get(id) ?? []
      return {
        id,
        code,
        name,
        nameEn: nameEn ?? null,
        boundary,
        roomCount: inside.length,
        deviceCount: inside.reduce((sum, each) => sum + (devices.get(each.id) ?? 0), 0),
      }
    }),
    rooms: rooms.flatMap(
      ({ id, code, name, status, organisationName, longitude, latitude, areaSquareMetres }) => {
        if (longitude === null || latitude === null) return []
        return {
          id,
          code,
          name,
          status,
          organisationName,
          longitude,
          latitude,
          areaSquareMetres,
          deviceCount: devices.get(id) ?? 0,
          openFindings: findings.get(id) ?? 0,
        }
      },
    ),
  }
}
