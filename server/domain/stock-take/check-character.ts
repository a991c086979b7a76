/**
 * The check character of ISO/IEC 7064:2003, hybrid system MOD 37,36: one of 0–9 and A–Z over a text of the same. It
 * finds every wrong character and nearly every pair of neighbours that changed places.
 */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const modulus = 36

/** @param text of 0–9 and A–Z only */
export function checkCharacterOf(text: string): string {
  let product = modulus
  for (const character of text) {
    let sum = (product + alphabet.indexOf(character)) % modulus
    if (sum === 0) sum = modulus
    product = (sum * 2) % (modulus + 1)
  }
  return alphabet[(modulus + 1 - product) % modulus]!
}
