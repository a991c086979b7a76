import { createTable, id, integer, reference, required, string, text, unique } from '../migration.ts'

export default createTable(
  '0002-create-organisation',
  'organisation',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    code: required(unique(string(40))),
    name: required(string(100)),
    category: required(string(40)),
    regionId: reference('region', 'RESTRICT'),
    parentId: reference('organisation', 'RESTRICT'),
    contactName: string(50),
    contactPhone: string(40),
    notes: text(),
    nameEn: string(200),
    origin: required(string(40)),
    searchText: text(),
    nameKey: string(255),
  },
  [['name'], ['category'], ['nameKey'], ['regionId'], ['parentId']],
)
