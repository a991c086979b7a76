import { createTable, id, integer, reference, required, string, text } from '../migration.ts'

export default createTable(
  '0012-create-application-dependency',
  'application_dependency',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    consumerId: required(reference('application', 'RESTRICT')),
    providerId: required(reference('application', 'RESTRICT')),
    kind: required(string(40)),
    notes: string(500),
    origin: required(string(40)),
    searchText: text(),
    nameKey: string(255),
  },
  [['nameKey'], ['consumerId'], ['providerId']],
)
