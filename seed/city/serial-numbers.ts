import type { Random } from '../random.ts'

const digits = '0123456789'
/** Without letters that are easily misread. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const mixed = digits + letters

/** A serial number as the vendor forms it: plant, year and week or month where the vendor codes them. */
export function drawSerialNumber(random: Random, vendor: string, purchaseDate: string): string {
  const year = Number(purchaseDate.slice(0, 4))
  const month = Number(purchaseDate.slice(5, 7))
  const week = String(Math.max(1, Math.min(52, month * 4 - random.int(0, 3)))).padStart(2, '0')
  // Huawei and H3C count years 0–9, then A, B …; months 1–9, then A, B, C.
  const yearCode = mixed[year - 2000] ?? 'Z'
  const monthCode = '0123456789ABC'[month]!
  switch (vendor) {
    case 'Huawei':
      return `2102${random.text(6, digits)}${random.pick(['DU', 'P0', '10'])}${yearCode}${monthCode}${random.text(6, digits)}`
    case 'H3C':
      return `219801A${random.text(3, mixed)}${random.pick(['9', 'N', 'Q'])}${yearCode}${monthCode}Q00${random.text(4, digits)}`
    case 'Ruijie':
      return `G1${random.text(2, letters)}${random.text(7, digits)}${random.text(2, mixed)}`
    case 'Cisco':
      return `FOC${String(year - 1996).padStart(2, '0')}${week}${random.text(1, letters)}${random.text(3, mixed)}`
    case 'Dell':
      return `${random.text(5, mixed)}${random.text(1, digits)}X`
    case 'HPE':
      return `CN${random.pick(['G', '7', '2'])}${year % 10}${week}${random.text(4, mixed)}`
    case 'IBM':
      return `${random.pick(['99', '06', 'KQ'])}${random.text(4, mixed)}${random.text(1, digits)}`
    case 'Lenovo':
      return `J3${random.text(6, mixed)}`
    case 'Inspur':
      return `${random.int(2, 8)}${String(year).slice(2)}${random.text(6, digits)}`
    case 'Sugon':
      return `98000${random.text(8, digits)}`
    case 'ZTE':
      return `2${String(year).slice(2)}${random.text(9, digits)}`
    case 'EMC':
      return `CKM00${String(year).slice(2)}${random.text(7, digits)}`
    case 'NetApp':
      return `2000${random.text(8, digits)}`
    case 'Topsec':
      return `Q${random.text(4, digits)}${random.text(8, digits)}`
    case 'Hillstone':
      return `${random.int(1, 2)}${random.text(15, digits)}`
    default:
      return `${vendor.slice(0, 2).toUpperCase()}${String(year).slice(2)}${random.text(8, mixed)}`
  }
}
