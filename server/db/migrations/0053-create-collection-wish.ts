import { createTable, primary, reference, required, string } from '../migration.ts'

export default createTable('0053-create-collection-wish', 'collection_wish', {
  targetId: primary(reference('target', 'CASCADE')),
  wishedAt: required(string(24)),
})
