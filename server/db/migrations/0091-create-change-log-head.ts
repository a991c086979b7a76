import { bigInteger, createTable, integer, primary, required, string } from '../migration.ts'

/** The end of the change log's chain: one row, locked by whoever writes to it. */
export default createTable('0091-create-change-log-head', 'change_log_head', {
  id: primary(integer()),
  sequence: required(bigInteger()),
  hash: required(string(64)),
  anchorSequence: required(bigInteger()),
  anchorHash: required(string(64)),
  anchoredAt: required(string(24)),
})
