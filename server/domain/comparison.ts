import { isRealSerial, normalAddress, normalSerial, shortName } from './identity.ts'
import { commonVendor, vendorNames } from './vendor.ts'

/** Names of product lines that labels and catalogues write in front of a model and devices leave out, or the reverse. */
const productLines =
  /^(quidway|cloudengine|poweredge|proliant|thinkserver|thinksystem|fusionserver|tecal|oceanstor|catalyst|powervault|system x)\s*/iu

/** Separates several values of one field in one text: the serial numbers of a stack. */
const listSeparator = /\s*[,;，；、]\s*/

const plain = (value: string) => value.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()

/** After a Latin name a blank must follow, or `HP` would be cut off `HPX`; Chinese is written without. */
const endsInHan = /\p{Script=Han}$/u

/** A model without its vendor's name, product line, case and blanks. */
function normalModel(model: string, vendor: string | null): string {
  let text = plain(model)
  for (const name of vendor ? vendorNames(vendor) : []) {
    if (text.startsWith(name) && (text[name.length] === ' ' || endsInHan.test(name))) {
      text = text.slice(name.length).trim()
      break
    }
  }
  const short = text.replace(productLines, '')
  return (short === '' ? text : short).replace(/\s+/g, '')
}

/** Whether `part` stands in `whole` as whole words: a release inside a long version text. */
function hasWords(whole: string, part: string): boolean {
  const index = whole.indexOf(part)
  if (index < 0 || part === '') return false
  const isEdge = (character: string | undefined) => character === undefined || !/[a-z0-9.]/.test(character)
  return isEdge(whole[index - 1]) && isEdge(whole[index + part.length])
}

interface Context {
  /** Of the device, for models that carry their vendor's name. */
  vendor: string | null
}

type Rule = (declared: string, observed: string, context: Context) => boolean

/**
 * When two values of a field say the same. Each rule forgives only what is a way of writing:
 * - serialNumber: case and blanks; one of several, where a stack gives all its members' numbers.
 * - vendor: any of the maker's names, Chinese or English, with or without its legal form.
 * - model: the vendor's name or product line in front, case, blanks.
 * - name: case; a fully-qualified name and its host part.
 * - softwareVersion: case and blanks; a release that stands as a whole in a longer version text.
 * - managementAddress: ways to write one IPv6 address.
 * - kind: none, but `other` is what a collector says that cannot tell.
 */
const rules: Record<string, Rule> = {
  serialNumber: (declared, observed) => {
    const seen = new Set(observed.split(listSeparator).map(normalSerial))
    return declared.split(listSeparator).every((serial) => seen.has(normalSerial(serial)))
  },
  vendor: (declared, observed) => commonVendor(declared) === commonVendor(observed),
  model: (declared, observed, { vendor }) => normalModel(declared, vendor) === normalModel(observed, vendor),
  name: (declared, observed) => shortName(declared) === shortName(observed),
  softwareVersion: (declared, observed) => {
    const [a, b] = [plain(declared), plain(observed)]
    return a === b || hasWords(a, b) || hasWords(b, a)
  },
  managementAddress: (declared, observed) => normalAddress(declared) === normalAddress(observed),
  kind: (declared, observed) => declared === observed || observed === 'other',
}

/** Whether a declared and an observed value of a field say the same. */
export function sameValue(field: string, declared: string, observed: string, context: Context): boolean {
  const rule = rules[field]
  return rule ? rule(declared, observed, context) : plain(declared) === plain(observed)
}

/** Whether an observed value is worth comparing: placeholders and blanks are not. */
export function isTelling(field: string, observed: string | null): observed is string {
  if (observed === null || observed.trim() === '') return false
  return field !== 'serialNumber' || observed.split(listSeparator).some(isRealSerial)
}
