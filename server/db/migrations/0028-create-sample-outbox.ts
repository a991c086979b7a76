import { createTable, id, integer, longText, required, string, unique } from '../migration.ts'

export default createTable(
  '0028-create-sample-outbox',
  'sample_outbox',
  {
    id: id(),
    collectionId: required(unique(string(36))),
    targetId: required(integer()),
    samples: required(longText()),
  },
  [],
)
