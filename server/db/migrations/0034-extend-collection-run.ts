import { addColumns, bigInteger, double } from '../migration.ts'

/** What a visit cost the device and the network. */
export default addColumns('0034-extend-collection-run', 'collection_run', {
  packetsSent: bigInteger(),
  packetsReceived: bigInteger(),
  octetsSent: bigInteger(),
  octetsReceived: bigInteger(),
  variables: bigInteger(),
  timeouts: bigInteger(),
  roundTripMilliseconds: double(),
  deviceMilliseconds: double(),
})
