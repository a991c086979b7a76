import { createTable, id, integer, reference, required, string, text } from '../migration.ts'

export default createTable(
  '0011-create-application-host',
  'application_host',
  {
    id: id(),
    version: required(integer()),
    createdAt: required(string(24)),
    updatedAt: required(string(24)),
    applicationId: required(reference('application', 'RESTRICT')),
    deviceId: required(reference('device', 'RESTRICT')),
    role: required(string(40)),
    notes: string(500),
    origin: required(string(40)),
    searchText: text(),
    nameKey: string(255),
  },
  [['nameKey'], ['applicationId'], ['deviceId']],
)
