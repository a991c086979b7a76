import type { Facts } from '../../../server/contract/collection.ts'
import { meaningful, serialNumber } from '../../../collectors/snmp/serial-number.ts'
import { isRight, type Expected, type ExpectedValue } from './expected.ts'

/** One value that was read from a recording, beside the one that is expected of it. */
export interface Judged {
  file: string
  readBy: Expected['readBy']
  field: string
  right: boolean
  /** A serial number that is not the device's: worse than none. */
  wrongSerial: boolean
  /** Why what LibreNMS gives cannot be the measure here, so that neither `right` nor `wrongSerial` is what it seems. */
  remark: string | null
  expected: unknown
  found: unknown
}

/** Judges everything that is expected of one recording. */
export function judge({ file, readBy, expected }: Expected, facts: Facts): Judged[] {
  return Object.entries(expected).map(([field, wanted]) => {
    const found = foundIn(facts, field)
    const right =
      readBy === 'hand'
        ? isRightByHand(wanted, found)
        : isRightLoosely(field, wanted, found, facts.device.vendor)
    const isSerial = field === 'serialNumbers' && Array.isArray(found) && found.length > 0
    const remark = readBy === 'librenms' ? remarkOn(field, wanted, facts) : null
    return {
      file: file.replace(/^snmp\/|\.snmprec\.gz$/g, ''),
      readBy,
      field,
      right,
      wrongSerial: isSerial && !right && remark === null,
      remark,
      expected: wanted.value,
      found,
    }
  })
}

/** IANAifType of what carries Ethernet frames: ethernetCsmacd, iso88023Csmacd and the older names of faster links. */
const ethernetTypes = new Set([6, 7, 62, 69, 117])

/** The facts by the names of expected.json; what it counts is counted. */
function foundIn(facts: Facts, field: string): unknown {
  const { device, interfaces, components } = facts
  switch (field) {
    case 'interfaces':
      return interfaces.length
    case 'ethernetInterfaces':
      return interfaces.filter((one) => ethernetTypes.has(one.type ?? 0)).length
    case 'has64BitCounters':
      return interfaces.some((one) => one.counterBits === 64)
    case 'lldpNeighbors':
      return facts.neighbors.filter((one) => one.protocol === 'lldp').length
    case 'ipv4Addresses':
      return facts.addresses.filter((one) => !one.ip.includes(':')).length
    case 'modules':
      return components.filter((one) => one.class === 'module').length
    case 'powerSupplies':
      return components.filter((one) => one.class === 'power-supply').length
    case 'fans':
      return components.filter((one) => one.class === 'fan').length
    case 'serialNumbers':
      return device.serialNumbers
    default:
      return device[field as 'model']
  }
}

/** Where the walk lacks the table (null), there is nothing to count. */
function isRightByHand(wanted: ExpectedValue, found: unknown): boolean {
  if (wanted.value === null && (found === 0 || found === false)) return true
  return isRight(wanted, found)
}

/**
 * LibreNMS spells in its own way. Two texts are the same when they agree without regard to case, blanks, punctuation,
 * a `v` before the number and a maker's name in front (one of the usual ones, or the vendor that was found); or when one is a run of whole words of the other, has a digit
 * and at least three characters ("Smart-UPS 750" in "Smart-UPS 750 RM rev 09.8"). Words are parted by blanks, commas,
 * colons, brackets and slashes, not by dots and hyphens: "7.1" is not "7.1.070", and a family is not a model.
 * Serial numbers must be equal but for case and punctuation; of a stack one may list more members than the other.
 * Where LibreNMS gives a placeholder for a serial number ("0000000000"), none is right; where it gives a machine's
 * architecture for a model ("Generic x86 64-bit"), none is right, as it is for those who read such walks by hand.
 */
export function isRightLoosely(
  field: string,
  wanted: ExpectedValue,
  found: unknown,
  vendor: string | null = null,
): boolean {
  if (field === 'serialNumbers') {
    const bareAll = (list: unknown) => ((list as string[] | null) ?? []).map(bare)
    const wantedSerials = bareAll(
      ((wanted.value as string[]) ?? []).filter((one) => serialNumber(one) !== null),
    )
    const foundSerials = bareAll(found)
    if (wantedSerials.length === 0 || foundSerials.length === 0)
      return wantedSerials.length === foundSerials.length
    return (
      wantedSerials.every((one) => foundSerials.includes(one)) ||
      foundSerials.every((one) => wantedSerials.includes(one))
    )
  }
  if (found === null && isArchitecture(field, wanted.value)) return true
  if (typeof wanted.value !== 'string' || typeof found !== 'string') return false
  const [a, b] = [words(wanted.value), words(found)]
  if (bare(a) === bare(b) || bare(withoutMaker(a)) === bare(withoutMaker(b))) return true
  if (vendor !== null && bare(a) === bare(`${vendor} ${b}`)) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  const isMeaningful = short.length >= 3 && /\d/.test(short)
  return isMeaningful && ` ${long} `.includes(` ${short} `)
}

function isArchitecture(field: string, value: unknown): boolean {
  return (
    field === 'model' &&
    typeof value === 'string' &&
    /^(?:generic (?:x86|arm|aarch|mips|ppc|sparc|riscv)\w*(?: (?:32|64)-bit)?|(?:amd|intel) x(?:64|86)|intel ia(?:32|64))$/i.test(
      value,
    )
  )
}

/** Why what LibreNMS gives is no measure: said beside the value, not left out. */
function remarkOn(field: string, wanted: ExpectedValue, facts: Facts): string | null {
  if (isArchitecture(field, wanted.value)) return 'an architecture, not a model'
  const values = (Array.isArray(wanted.value) ? wanted.value : [wanted.value]) as (string | null)[]
  if (values.every((one) => meaningful(one) === null)) return 'stands for nothing'
  if (field !== 'serialNumbers') return null
  if (values.every((one) => serialNumber(one) === null)) return 'a placeholder'
  const parts = values.map((value) =>
    facts.components.find(
      (one) => one.class !== 'chassis' && one.class !== 'stack' && one.serialNumber === value,
    ),
  )
  const chassis = facts.components.some((one) => one.class === 'chassis' && values.includes(one.serialNumber))
  return !chassis && parts.every((one) => one !== undefined) ? `of a part: ${parts[0]?.name ?? '?'}` : null
}

function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s,;:()[\]/"'|_]+/g, ' ')
    .replace(/(^| )v\.?(?=\d)/g, '$1')
    .trim()
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{Letter}\p{Number}]/gu, '')
}

const makers =
  /^(cisco systems|cisco|dell emc|dell|hpe|hp|hewlett[ -]packard( enterprise)?|huawei|h3c|aruba|apc|eaton|juniper|fortinet|d-link|dlink|zyxel|brother|canon|konica minolta|vmware|ibm|lenovo|fujitsu|netgear|tp-link|mikrotik|raritan|rittal|vertiv|avocent|hikvision|dahua|moxa)\b ?/

function withoutMaker(text: string): string {
  return text.replace(makers, '')
}
