import { addColumns, bigInteger, longText, string } from '../migration.ts'

/** Each entry is chained to the one before it. Entries that were there already are chained at the next start. */
export default addColumns(
  '0090-chain-change-log',
  'change_log_entry',
  { names: longText(), sequence: bigInteger(), previousHash: string(64), hash: string(64) },
  [['sequence'], ['hash']],
)
