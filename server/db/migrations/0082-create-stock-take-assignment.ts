import {
  bigInteger,
  createTable,
  id,
  integer,
  reference,
  required,
  string,
  text,
  unique,
} from '../migration.ts'

export default createTable(
  '0082-create-stock-take-assignment',
  'stock_take_assignment',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    name: required(string(200)),
    state: required(string(40)),
    scanCount: required(bigInteger()),
    userId: required(reference('user', 'RESTRICT')),
    roomId: required(reference('room', 'RESTRICT')),
    stockTakeId: required(reference('stock_take', 'CASCADE')),
    takenAt: string(24),
    handedInAt: string(24),
    searchText: text(),
    nameKey: string(255),
    place: required(unique(string(60))),
  },
  [['state'], ['nameKey'], ['userId'], ['roomId'], ['stockTakeId']],
)
