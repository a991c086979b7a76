import { createTable, id, integer, longText, reference, required, string } from '../migration.ts'

export default createTable(
  '0029-create-job',
  'job',
  {
    id: id(),
    targetId: required(reference('target', 'CASCADE')),
    state: required(string(20)),
    stage: string(40),
    done: required(integer()),
    total: required(integer()),
    variables: required(integer()),
    requestedById: integer(),
    requestedAt: required(string(24)),
    takenById: integer(),
    takenAt: string(24),
    finishedAt: string(24),
    collectionId: string(36),
    collectionStatus: string(20),
    problems: longText(),
  },
  [['state'], ['targetId']],
)
