import { bigInteger, createTable, id, longText, reference, required, string } from '../migration.ts'

/** Walks along the change log's chain that people asked for, with what they found. */
export default createTable(
  '0092-create-log-verification',
  'log_verification',
  {
    id: id(),
    state: required(string(20)),
    startedAt: required(string(24)),
    startedById: reference('user', 'RESTRICT'),
    movedAt: required(string(24)),
    finishedAt: string(24),
    checked: required(bigInteger()),
    total: required(bigInteger()),
    outcome: longText(),
  },
  [['startedById']],
)
