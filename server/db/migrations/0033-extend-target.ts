import { addColumns, reference } from '../migration.ts'

/** The credential that the device answered to. */
export default addColumns(
  '0033-extend-target',
  'target',
  { workingCredentialId: reference('credential', 'SET NULL') },
  [['workingCredentialId']],
)
