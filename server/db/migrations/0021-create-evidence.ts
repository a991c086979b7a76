import { boolean, createTable, id, integer, reference, required, string, text } from '../migration.ts'

export default createTable(
  '0021-create-evidence',
  'evidence',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    targetId: required(reference('target', 'CASCADE')),
    deviceId: reference('device', 'SET NULL'),
    source: required(string(40)),
    field: required(string(60)),
    value: string(1000),
    firstSeenAt: required(string(24)),
    lastSeenAt: required(string(24)),
    current: required(boolean()),
    collectionId: required(string(36)),
    searchText: text(),
    nameKey: string(255),
  },
  [['lastSeenAt'], ['nameKey'], ['targetId'], ['deviceId'], ['targetId', 'source', 'field', 'current']],
)
