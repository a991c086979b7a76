import { createTable, id, integer, reference, required, string, text, unique } from '../migration.ts'

export default createTable(
  '0016-create-user',
  'user',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    login: required(unique(string(32))),
    name: required(string(60)),
    role: required(string(40)),
    organisationId: reference('organisation', 'RESTRICT'),
    status: required(string(40)),
    language: required(string(40)),
    lastSignInAt: string(24),
    origin: required(string(40)),
    searchText: text(),
    nameKey: string(255),
    passwordHash: string(255),
  },
  [['nameKey'], ['organisationId']],
)
