/*
 * Identities as devices and people write them, brought into one form so that they can be compared.
 */

/** Serial numbers that makers leave in place of one (DMI defaults and the like); they identify nothing. */
const placeholderSerials = new Set([
  'TOBEFILLEDBYO.E.M.',
  'DEFAULTSTRING',
  'SYSTEMSERIALNUMBER',
  'CHASSISSERIALNUMBER',
  'SERIALNUMBER',
  'NOTSPECIFIED',
  'NOTAPPLICABLE',
  'NOTAVAILABLE',
  'N/A',
  'NA',
  'NONE',
  'NULL',
  'UNKNOWN',
  'INVALID',
  'EMPTY',
  'OEM',
  'TEST',
  '无',
  '不详',
  '未知',
  '12345678',
  '123456789',
  '1234567890',
  '0123456789',
])

/** A serial number without case, surrounding and inner blanks. */
export function normalSerial(serial: string): string {
  return serial.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}

/** Whether a serial number tells devices apart; blanks, defaults and one repeated character do not. */
export function isRealSerial(serial: string | null | undefined): serial is string {
  if (!serial) return false
  const normal = normalSerial(serial)
  return normal.length >= 3 && !placeholderSerials.has(normal) && !/^(.)\1*$/u.test(normal)
}

/** An IP address in one form: IPv4 as it is, IPv6 (RFC 5952) lower-case and without its longest run of zeros. */
export function normalAddress(written: string): string {
  const text = written.trim().toLowerCase().replace(/%.*$/, '')
  if (!text.includes(':')) return text
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  if (mapped) return mapped[1]!
  const [head = '', tail] = text.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right]
  const plain = groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')
  const run = [...plain.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length)[0]
  if (!run) return plain
  const before = plain.slice(0, run.index)
  const after = plain.slice(run.index + run[0].length).replace(/^:/, '')
  return `${before}::${after}`
}

/** Addresses that every device has or that only work on one wire; they say nothing about which device it is. */
export function isLocalAddress(address: string): boolean {
  const text = normalAddress(address)
  return (
    /^127\./.test(text) ||
    /^169\.254\./.test(text) ||
    text === '0.0.0.0' ||
    text === '::' ||
    text === '::1' ||
    /^fe[89ab]/.test(text)
  )
}

/** `AA-BB-CC-00-11-22`, `aabb.cc00.1122` and `aa:bb:cc:00:11:22` are one address; any other text lower-case. */
export function normalMac(text: string): string {
  const digits = text.toLowerCase().replace(/[^0-9a-f]/g, '')
  return digits.length === 12 ? digits.replace(/(..)(?!$)/g, '$1:') : text.toLowerCase()
}

/** Short names of interface types that vendors' command lines and people use. */
const interfaceTypes: readonly (readonly [RegExp, string])[] = [
  [/^(gigabitethernet|gige|gi|ge)(?=\d)/, 'gigabitethernet'],
  [
    /^(ten-gigabitethernet|tengigabitethernet|xgigabitethernet|tengige|10ge|xge|te)(?=\d)/,
    'tengigabitethernet',
  ],
  [/^(twentyfivegige|25ge)(?=\d)/, '25ge'],
  [/^(fortygigabitethernet|fortygige|40ge|fge)(?=\d)/, '40ge'],
  [/^(hundredgigabitethernet|hundredgige|100ge|hge)(?=\d)/, '100ge'],
  [/^(fastethernet|fa|fe)(?=\d)/, 'fastethernet'],
  [/^(ethernet|eth)(?=\d)/, 'ethernet'],
]

/** A port's name without blanks and case, abbreviations written out: `GE 0/0/1` is `GigabitEthernet0/0/1`. */
export function normalInterface(name: string): string {
  const text = name.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
  for (const [pattern, full] of interfaceTypes) {
    if (pattern.test(text)) return text.replace(pattern, full)
  }
  return text
}

/** A host's name without case; the fully-qualified name of RFC 3418 sysName counts as its first label. */
export function shortName(name: string): string {
  const text = name.normalize('NFKC').trim().toLowerCase()
  const isDomainName = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?$/.test(text) && !/^\d+(\.\d+){3}$/.test(text)
  return isDomainName ? text.slice(0, text.indexOf('.')) : text
}
