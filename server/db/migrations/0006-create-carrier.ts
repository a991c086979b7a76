import { createTable, id, integer, required, string, text, unique } from '../migration.ts'

export default createTable(
  '0006-create-carrier',
  'carrier',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    code: required(unique(string(20))),
    name: required(string(60)),
    servicePhone: string(40),
    nameEn: string(200),
    origin: required(string(40)),
    searchText: text(),
    nameKey: string(255),
  },
  [['nameKey']],
)
