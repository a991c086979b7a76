import { createTable, id, reference, required, string } from '../migration.ts'

export default createTable(
  '0052-create-sender-identity',
  'sender_identity',
  {
    id: id(),
    targetId: required(reference('target', 'CASCADE')),
    kind: required(string(20)),
    value: required(string(255)),
  },
  [['targetId'], ['value']],
)
