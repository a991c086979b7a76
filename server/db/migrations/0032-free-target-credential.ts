import { reference, relaxColumn } from '../migration.ts'

/** A target without a credential of its own tries those of its zone. */
export default relaxColumn(
  '0032-free-target-credential',
  'target',
  'credentialId',
  reference('credential', 'RESTRICT'),
)
