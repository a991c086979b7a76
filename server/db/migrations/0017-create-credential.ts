import { boolean, createTable, id, integer, required, string, text, unique } from '../migration.ts'

export default createTable(
  '0017-create-credential',
  'credential',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    name: required(unique(string(60))),
    protocol: required(string(40)),
    userName: string(32),
    authProtocol: string(40),
    privProtocol: string(40),
    contextName: string(32),
    hasSecret: required(boolean()),
    notes: string(500),
    origin: required(string(40)),
    searchText: text(),
    nameKey: string(255),
    sealedSecrets: text(),
  },
  [['nameKey']],
)
