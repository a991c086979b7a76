import {
  bigInteger,
  createTable,
  double,
  id,
  integer,
  reference,
  required,
  string,
  text,
} from '../migration.ts'

export default createTable(
  '0005-create-rack',
  'rack',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    name: required(string(60)),
    roomId: required(reference('room', 'RESTRICT')),
    heightU: required(bigInteger()),
    rowNumber: bigInteger(),
    positionNumber: bigInteger(),
    ratedPowerKw: double(),
    origin: required(string(40)),
    searchText: text(),
    nameKey: string(255),
  },
  [['name'], ['nameKey'], ['roomId']],
)
