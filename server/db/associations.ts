import type { Entity } from '../contract/entity.ts'
import { entities } from '../contract/entities/index.ts'
import type { EntityName } from '../contract/entities/index.ts'
import type { Models } from './models.ts'

/** Every reference field `xId` becomes the association `x`; lists join along them. */
export function associate(models: Models): void {
  for (const entity of Object.values(entities) as Entity[]) {
    for (const [key, field] of Object.entries(entity.fields)) {
      if (field.type !== 'reference') continue
      models[entity.name as EntityName].belongsTo(models[field.to as EntityName], {
        as: key.replace(/Id$/, ''),
        foreignKey: key,
        constraints: false,
      })
    }
  }
}
