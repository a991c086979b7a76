import { createTable, integer, primary, required, string } from '../migration.ts'

export default createTable(
  '0026-create-sign-in-attempt',
  'sign_in_attempt',
  {
    key: primary(string(120)),
    failures: required(integer()),
    lastAt: required(string(24)),
  },
  [],
)
