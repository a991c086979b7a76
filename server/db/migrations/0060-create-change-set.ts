import { bigInteger, createTable, id, integer, reference, required, string, text } from '../migration.ts'

export default createTable(
  '0060-create-change-set',
  'change_set',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    title: required(string(200)),
    kind: required(string(40)),
    state: required(string(40)),
    changeCount: required(bigInteger()),
    userId: reference('user', 'RESTRICT'),
    at: required(string(24)),
    undoneAt: string(24),
    undoneById: reference('user', 'RESTRICT'),
    undoneCount: required(bigInteger()),
    keptCount: required(bigInteger()),
    undoesId: reference('change_set', 'SET NULL'),
    searchText: text(),
    nameKey: string(255),
  },
  [['kind'], ['state'], ['at'], ['nameKey'], ['userId'], ['undoneById'], ['undoesId']],
)
