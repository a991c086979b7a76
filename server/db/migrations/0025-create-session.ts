import { createTable, primary, reference, required, string } from '../migration.ts'

export default createTable(
  '0025-create-session',
  'session',
  {
    tokenHash: primary(string(64)),
    userId: required(reference('user', 'CASCADE')),
    csrfToken: required(string(64)),
    createdAt: required(string(24)),
    expiresAt: required(string(24)),
  },
  [['expiresAt']],
)
