import { createTable, primary, required, string, text } from '../migration.ts'

export default createTable(
  '0024-create-setting',
  'setting',
  {
    key: primary(string(60)),
    value: required(text()),
  },
  [],
)
