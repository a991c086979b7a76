import type { Facts, RawText } from '../../server/contract/collection.ts'
import { hex, type Guess } from './text.ts'

/** The lists of facts whose rows hold texts of the device, and those texts; what else looks alike is no text. */
const textFields = {
  interfaces: ['name', 'description', 'alias'],
  neighbors: ['localInterface', 'remoteName', 'remotePort', 'remoteDescription'],
  components: ['name', 'model', 'serialNumber', 'softwareVersion'],
  sensors: ['name'],
  accessPoints: ['name', 'model', 'serialNumber', 'softwareVersion', 'group', 'location'],
} as const satisfies { [List in keyof Facts]?: readonly string[] }

const deviceFields = ['model', 'softwareVersion', 'name', 'location', 'contact', 'description'] as const

/** Where in the facts the texts stand that had to be guessed, with their octets. */
export function rawTextsOf(facts: Facts, guesses: ReadonlyMap<string, Guess>): RawText[] {
  if (guesses.size === 0) return []
  const found: RawText[] = []
  const note = (path: string, value: string | null | undefined) => {
    const guess = value == null ? undefined : guesses.get(value)
    if (guess !== undefined) found.push({ path, hex: hex(guess.octets), decodedAs: guess.decodedAs })
  }
  for (const field of deviceFields) note(`device.${field}`, facts.device[field])
  for (const [list, fields] of Object.entries(textFields))
    for (const [position, row] of facts[list as keyof typeof textFields].entries())
      for (const field of fields)
        note(`${list}.${position}.${field}`, (row as unknown as Record<string, string | null>)[field])
  return found
}
