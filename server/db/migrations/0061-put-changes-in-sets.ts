import { addColumns, reference } from '../migration.ts'

/** Changes made together, which can be undone together. */
export default addColumns(
  '0061-put-changes-in-sets',
  'change_log_entry',
  { changeSetId: reference('change_set', 'SET NULL') },
  [['changeSetId']],
)
