import { boolean, createTable, id, integer, required, string, text, unique } from '../migration.ts'

export default createTable(
  '0007-create-network-zone',
  'network_zone',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    code: required(unique(string(20))),
    name: required(string(60)),
    isolated: required(boolean()),
    notes: text(),
    nameEn: string(200),
    origin: required(string(40)),
    searchText: text(),
    nameKey: string(255),
  },
  [['nameKey']],
)
