import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { VendorProfile } from './schema.ts'

/**
 * Reads every profile beside this file, in the order of their names. A file that does not fit the schema stops the start
 * with its name and what is wrong in it: a half-read profile would silently miss devices.
 */
export function loadVendors(folder: URL = new URL('.', import.meta.url)): VendorProfile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readProfile(name, folder))
}

function readProfile(name: string, folder: URL): VendorProfile {
  const parsed = VendorProfile.safeParse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
  if (!parsed.success) throw new Error(`vendor profile ${name}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

let loaded: VendorProfile[] | null = null

/** The profiles, read once. */
export function vendorProfiles(): VendorProfile[] {
  loaded ??= loadVendors()
  return loaded
}

let standard: VendorProfile | null = null

/** What any maker's device says of itself in the standard MIBs and in the usual forms of sysDescr, read once. */
export function standardProfile(): VendorProfile {
  standard ??= readProfile('standard.json', new URL('../', import.meta.url))
  return standard
}
