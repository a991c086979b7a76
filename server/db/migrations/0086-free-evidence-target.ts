import { reference, relaxColumn } from '../migration.ts'

/** What a person saw on the spot was seen at no target of a collector. */
export default relaxColumn(
  '0086-free-evidence-target',
  'evidence',
  'targetId',
  reference('target', 'CASCADE'),
)
