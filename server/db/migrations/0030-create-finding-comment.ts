import { createTable, id, reference, required, string, text } from '../migration.ts'

export default createTable(
  '0030-create-finding-comment',
  'finding_comment',
  {
    id: id(),
    findingId: required(reference('finding', 'CASCADE')),
    userId: reference('user', 'RESTRICT'),
    text: required(text()),
    at: required(string(24)),
  },
  [['findingId']],
)
