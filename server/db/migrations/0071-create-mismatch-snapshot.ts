import { createTable, integer, primary, required, string } from '../migration.ts'

/** Open differences by day and place; `place` is `2026-11-24 room 4`. */
export default createTable(
  '0071-create-mismatch-snapshot',
  'mismatch_snapshot',
  {
    place: primary(string(60)),
    day: required(string(10)),
    scope: required(string(20)),
    scopeId: required(integer()),
    records: required(integer()),
    high: required(integer()),
    medium: required(integer()),
    low: required(integer()),
  },
  [['day']],
)
