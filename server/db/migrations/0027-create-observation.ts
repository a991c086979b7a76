import { createTable, longText, primary, reference, required, string } from '../migration.ts'

export default createTable(
  '0027-create-observation',
  'observation',
  {
    targetId: primary(reference('target', 'CASCADE')),
    deviceId: reference('device', 'SET NULL'),
    collectionId: required(string(36)),
    at: required(string(24)),
    facts: required(longText()),
    problems: required(longText()),
  },
  [['deviceId']],
)
