import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { eventCategories, eventSeverities } from '../../server/contract/entities/device-event.ts'
import { valuesOf } from '../../server/contract/state.ts'

/*
 * What is known of notifications and log lines is data: the files beside this one in `knowledge/`. Adding a maker's
 * traps or mnemonics is a file or some lines there.
 */

const oid = z.string().regex(/^\d+(\.\d+)+$/)
const Severity = z.enum(valuesOf(eventSeverities))
const Category = z.enum(valuesOf(eventCategories))
const Title = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const Link = z.enum(['up', 'down'])

const Trap = z.strictObject({
  oid,
  name: z.string(),
  title: Title,
  severity: Severity,
  category: Category,
  link: Link.optional(),
  /** Where the part's name stands, best first: a variable's value, or the index of a variable's instance. */
  parts: z.array(z.union([z.strictObject({ value: oid }), z.strictObject({ index: oid })])).optional(),
  /** Values of variables that change what the notification means. */
  when: z
    .array(z.strictObject({ variable: oid, equals: z.int(), severity: Severity, title: Title.optional() }))
    .optional(),
})
export type TrapKnowledge = z.infer<typeof Trap>

const Message = z.strictObject({
  /** `MODULE/MNEMONIC`, as makers' mnemonics read without their severity digit. */
  codes: z.array(z.string().regex(/^[A-Z0-9_]+\/[A-Z0-9_]+$/)).min(1),
  /** Only where the wording matches this. */
  text: z.string().optional(),
  title: Title,
  /** In place of the line's own severity, which many devices set as they like. */
  severity: Severity.optional(),
  category: Category,
  link: Link.optional(),
})

const File = z.strictObject({
  /** The documents that it was written from. */
  source: z.string(),
  objects: z.record(oid, z.string()).optional(),
  traps: z.array(Trap).optional(),
  messages: z.array(Message).optional(),
})

export interface MessageKnowledge extends Omit<z.infer<typeof Message>, 'text'> {
  text: RegExp | null
}

export interface Knowledge {
  trap(oid: string): TrapKnowledge | null
  /** `ifIndex.7`; null for an object that no file names. */
  objectName(oid: string): string | null
  /** @param code `MODULE/MNEMONIC` */
  message(code: string, text: string): MessageKnowledge | null
}

/** Reads every file of the folder. A file that does not fit stops the start with its name and what is wrong in it. */
export function loadKnowledge(folder: URL = new URL('./knowledge/', import.meta.url)): Knowledge {
  const traps = new Map<string, TrapKnowledge>()
  const objects = new Map<string, string>()
  const messages = new Map<string, MessageKnowledge[]>()
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const parsed = File.safeParse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
    if (!parsed.success) throw new Error(`event knowledge ${name}: ${z.prettifyError(parsed.error)}`)
    for (const trap of parsed.data.traps ?? []) traps.set(trap.oid, trap)
    for (const [object, called] of Object.entries(parsed.data.objects ?? {})) objects.set(object, called)
    for (const { text, ...message } of parsed.data.messages ?? [])
      for (const code of message.codes)
        messages.set(code, [
          ...(messages.get(code) ?? []),
          { ...message, text: text === undefined ? null : new RegExp(text) },
        ])
  }
  return {
    trap: (oid) => traps.get(oid) ?? traps.get(otherForm(oid)) ?? null,
    objectName(oid) {
      for (let end = oid.length; end > 0; end = oid.lastIndexOf('.', end - 1)) {
        const name = objects.get(oid.slice(0, end))
        if (name !== undefined) return name + oid.slice(end)
      }
      return null
    },
    message: (code, text) =>
      messages.get(code)?.find((message) => message.text === null || message.text.test(text)) ?? null,
  }
}

/**
 * Notifications that were first defined for v1 are sent with and without the zero before their last sub-identifier
 * (RFC 2578, 8.5; RFC 3584, 3.1).
 */
function otherForm(oid: string): string {
  const last = oid.lastIndexOf('.')
  const head = oid.slice(0, last)
  return head.endsWith('.0') ? head.slice(0, -2) + oid.slice(last) : `${head}.0${oid.slice(last)}`
}

/** Makers whose notifications are met most, to name one that no file knows. */
const makers: Record<string, string> = {
  9: 'Cisco',
  11: 'HP',
  318: 'APC',
  674: 'Dell',
  2011: 'Huawei',
  2636: 'Juniper',
  3902: 'ZTE',
  4881: 'Ruijie',
  8072: 'Net-SNMP',
  12356: 'Fortinet',
  14179: 'Cisco',
  25506: 'H3C',
}

/** The maker under whose number a notification stands, or null. */
export function makerOf(oid: string): string | null {
  const number = /^1\.3\.6\.1\.4\.1\.(\d+)\./.exec(oid)?.[1]
  return number === undefined ? null : (makers[number] ?? null)
}
