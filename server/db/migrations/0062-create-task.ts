import { createTable, integer, primary, required, string } from '../migration.ts'

/** Long work under way: imports being read or committed, sets of changes being undone. */
export default createTable(
  '0062-create-task',
  'task',
  {
    key: primary(string(60)),
    stage: required(string(40)),
    done: required(integer()),
    total: required(integer()),
    startedAt: required(string(24)),
    beatAt: required(string(24)),
    cancelRequested: required(integer()),
  },
  [['beatAt']],
)
