import { createTable, longText, primary, reference, required, string } from '../migration.ts'

export default createTable('0085-create-stock-take-photo', 'stock_take_photo', {
  scanId: primary(reference('stock_take_scan', 'CASCADE')),
  type: required(string(40)),
  body: required(longText()),
})
