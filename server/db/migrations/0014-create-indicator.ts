import { createTable, dateOnly, double, id, integer, required, string, text, unique } from '../migration.ts'

export default createTable(
  '0014-create-indicator',
  'indicator',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    code: required(unique(string(60))),
    name: required(string(120)),
    topic: required(string(40)),
    value: required(double()),
    unit: string(20),
    asOf: required(dateOnly()),
    source: string(200),
    notes: text(),
    nameEn: string(200),
    origin: required(string(40)),
    searchText: text(),
    nameKey: string(255),
  },
  [['nameKey']],
)
