import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { roleCan, roles } from '../../contract/permission.ts'
import type { Permission, Role } from '../../contract/permission.ts'

/** Active people whose role allows something, by name. */
export async function peopleWhoMay(
  { ledger }: App,
  permission: Permission,
  transaction?: Transaction,
): Promise<{ id: number; name: string; role: Role }[]> {
  const allowed = (Object.keys(roles) as Role[]).filter((role) => roleCan(role, permission))
  return (await ledger.models.user.findAll({
    attributes: ['id', 'name', 'role'],
    where: { role: { [Op.in]: allowed }, status: 'active' },
    order: ['nameKey', 'id'],
    raw: true,
    ...(transaction ? { transaction } : {}),
  } as never)) as unknown as { id: number; name: string; role: Role }[]
}
