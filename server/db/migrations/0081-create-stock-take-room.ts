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
  '0081-create-stock-take-room',
  'stock_take_room',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    name: required(string(100)),
    state: required(string(40)),
    itemCount: required(bigInteger()),
    countedCount: required(bigInteger()),
    roomId: required(reference('room', 'RESTRICT')),
    stockTakeId: required(reference('stock_take', 'CASCADE')),
    searchText: text(),
    nameKey: string(255),
    place: required(unique(string(40))),
  },
  [['state'], ['nameKey'], ['roomId'], ['stockTakeId']],
)
