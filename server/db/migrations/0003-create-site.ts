import { createTable, double, id, integer, reference, required, string, text } from '../migration.ts'

export default createTable(
  '0003-create-site',
  'site',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    name: required(string(100)),
    regionId: required(reference('region', 'RESTRICT')),
    address: string(200),
    longitude: double(),
    latitude: double(),
    origin: required(string(40)),
    searchText: text(),
    nameKey: string(255),
  },
  [['name'], ['nameKey'], ['regionId']],
)
