const meaningless =
  /^(n\/?a|none|null|nil|unknown|undefined|private|not (specified|available|applicable|set|present|supported)|not? ?value|default string|o\.?e\.?m\.?|to be filled.*|\?+|-+|\.+|0+|""|"|<[^>]*>)$/i

/** A text without padding and quotes; null for words that stand for nothing. */
export function meaningful(text: string | null): string | null {
  const trimmed = text?.replace(/^["'\s]+|["'\s]+$/g, '').replace(/\s+/g, ' ') ?? ''
  return trimmed === '' || meaningless.test(trimmed) ? null : trimmed
}

/**
 * Serial numbers that makers and programs put in for want of one. They are not identities: two devices would become one.
 */
const placeholderSerial =
  /^(0*123456789?0?(abcdef)?|(.)\3+|0{6,}\d{0,2}|system serial number|serial( ?(no|number))?\.?|chassis serial number|sn|no asset.*|built-?in|empty|invalid|error|fail(ed|ure)?|ff(:ff)*|(x+[-\s]?)+|\d*x{4,}|429496729\d|429496730\d)$/i

/** The serial number that can be believed, or null. */
export function serialNumber(text: string | null): string | null {
  const trimmed = meaningful(text)
  const value = trimmed?.replace(/^(?:S\/N|SN|Serial(?: ?(?:no|number))?)[:#.\s]+/i, '') ?? null
  // What a label hid may have one more, or quotes of its own.
  if (value !== trimmed) return serialNumber(value)
  if (value === null || value.length < 4 || value.length > 64) return null
  if (placeholderSerial.test(value) || !/[0-9]/.test(value) || !/^[\x21-\x7e ]+$/.test(value)) return null
  return value
}
