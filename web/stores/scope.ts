import { defineStore } from 'pinia'
import { ref } from 'vue'
import { entities } from '../../server/contract/entities/index.ts'
import type { EntityName } from '../../server/contract/entities/index.ts'

/** Whether records of an entity lie in a district, so that the scope narrows their list. */
export function hasDistrict(entity: EntityName): boolean {
  return 'regionId' in entities[entity].fields
}

/**
 * The district that the person works on. A list's address says what it shows (`regionId=…`); this only remembers it for
 * the links to the next list.
 */
export const useScope = defineStore('scope', () => {
  const regionId = ref<number | null>(null)

  /** Address of an entity's list within the scope. */
  function listAddress(entity: EntityName): string {
    const { path } = entities[entity]
    return regionId.value !== null && hasDistrict(entity) ? `${path}?regionId=${regionId.value}` : path
  }

  return { regionId, listAddress }
})
