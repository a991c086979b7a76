import { createTable, longText, primary, reference, required, string } from '../migration.ts'

export default createTable(
  '0046-create-topology-sighting',
  'topology_sighting',
  {
    targetId: primary(reference('target', 'CASCADE')),
    digest: required(string(64)),
    changedAt: required(string(24)),
    body: required(longText()),
  },
  [['changedAt']],
)
