import { addColumns, bigInteger, reference } from '../migration.ts'

/** Credentials are tried in an order, and may belong to a network zone. */
export default addColumns(
  '0031-extend-credential',
  'credential',
  { networkZoneId: reference('network_zone', 'RESTRICT'), position: bigInteger() },
  [['networkZoneId']],
)
