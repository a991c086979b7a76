import { createTable, id, integer, longText, required, string, text, unique } from '../migration.ts'

export default createTable(
  '0001-create-region',
  'region',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    code: required(unique(string(12))),
    name: required(string(50)),
    boundary: longText(),
    nameEn: string(200),
    origin: required(string(40)),
    searchText: text(),
    nameKey: string(255),
  },
  [['nameKey']],
)
