import { addColumns, string } from '../migration.ts'

/** What the ledger took where it was not the value proposed, and from whom. */
export default addColumns('0070-extend-finding', 'finding', {
  settledValue: string(1000),
  settledFrom: string(40),
})
