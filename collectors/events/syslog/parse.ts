import { readTimestamp } from './timestamp.ts'

/** A log line, as far as it could be understood. */
export interface SyslogLine {
  protocol: 'RFC 5424' | 'RFC 3164' | 'text'
  facility: number
  /** 0–7 (RFC 5424, 6.2.1). */
  severity: number
  deviceAt: Date | null
  hostname: string | null
  appName: string | null
  processId: string | null
  /** `MODULE/MNEMONIC` of a maker's mnemonic (`%%01IFNET/4/LINK_STATE`, `%LINK-3-UPDOWN`); MSGID of RFC 5424. */
  code: string | null
  text: string
}

/** RFC 3164, 4.3.3: what has no usable priority is user-level, notice. */
const usualPriority = 13
const highestPriority = 191

/**
 * Reads a line of RFC 5424, RFC 3164 or one of the many forms in between. Never fails: a line of which nothing is
 * understood is a text.
 * @param received for the year and the day that RFC 3164 leaves out, and the collector's time zone
 */
export function parseSyslog(line: string, received: Date): SyslogLine {
  const header = /^<(\d{1,3})>/.exec(line)
  const priority = header === null ? Number.NaN : Number(header[1])
  const isUsable = priority <= highestPriority
  const rest = isUsable ? line.slice(header![0].length) : line
  const level = isUsable ? priority : usualPriority
  const base = { facility: level >> 3, severity: level & 7 }
  const parsed = (isUsable ? parse5424(rest) : null) ?? parse3164(rest, received)
  const mnemonic = readMnemonic(parsed.text)
  return {
    ...base,
    // The digit inside a mnemonic stands in for a priority that is missing.
    ...(!isUsable && mnemonic !== null && { severity: mnemonic.severity }),
    ...parsed,
    code: mnemonic?.code ?? parsed.code,
  }
}

type Parsed = Omit<SyslogLine, 'facility' | 'severity'>

/** `1 TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA [MSG]` (RFC 5424, 6). */
function parse5424(text: string): Parsed | null {
  const header = /^1 (\S+) (\S+) (\S+) (\S+) (\S+) ?/.exec(text)
  if (header === null) return null
  const [whole, at = '-', host = '-', app = '-', process = '-', id = '-'] = header
  const rest = text.slice(whole.length)
  const end = structuredDataEnd(rest)
  if (end === null) return null
  const structured = rest.slice(0, end)
  const message = rest
    .slice(end)
    .replace(/^ /, '')
    .replace(/^\ufeff/, '')
  const deviceAt = at === '-' ? null : new Date(at)
  if (deviceAt !== null && Number.isNaN(deviceAt.getTime())) return null
  return {
    protocol: 'RFC 5424',
    deviceAt,
    hostname: nil(host),
    appName: nil(app),
    processId: nil(process),
    code: nil(id),
    // The whole line stays as the event's original text, structured data included.
    text: message === '' ? structured : message,
  }
}

const nil = (value: string) => (value === '-' ? null : value)

/** Where STRUCTURED-DATA ends: inside a value, quotes, backslashes and brackets are escaped (RFC 5424, 6.3.3). */
function structuredDataEnd(text: string): number | null {
  if (text === '' || text === '-' || text.startsWith('- ')) return Math.min(1, text.length)
  let at = 0
  while (text[at] === '[') {
    let quoted = false
    for (at++; at < text.length; at++) {
      if (quoted && text[at] === '\\') at++
      else if (text[at] === '"') quoted = !quoted
      else if (!quoted && text[at] === ']') break
    }
    if (text[at] !== ']') return null
    at++
  }
  return at === 0 ? null : at
}

/** `TIMESTAMP HOSTNAME TAG: MSG` (RFC 3164, 4.1) and what makers wrote instead: each part may be missing. */
function parse3164(text: string, received: Date): Parsed {
  // Cisco puts a sequence number before the time.
  const numbered = /^\d{1,10}: /.exec(text)
  const unnumbered = numbered === null ? text : text.slice(numbered[0].length)
  const stamp = readTimestamp(unnumbered, received)
  if (stamp === null) return { ...nothing, ...readTag(unnumbered) }
  const rest = unnumbered.slice(stamp.length).replace(/^[:\s]+/, '')
  const host = /^([\w.:-]{1,255}|\[[0-9a-fA-F:]+\]) (?=\S)/.exec(rest)
  const name = host?.[1] ?? null
  // A word with a colon or a mnemonic's sign at its end is the tag, not the host.
  const isHost = name !== null && !name.endsWith(':')
  return {
    ...nothing,
    protocol: 'RFC 3164',
    deviceAt: stamp.at,
    hostname: isHost ? name : null,
    ...readTag(isHost ? rest.slice(host![0].length) : rest),
  }
}

const nothing: Parsed = {
  protocol: 'text',
  deviceAt: null,
  hostname: null,
  appName: null,
  processId: null,
  code: null,
  text: '',
}

function readTag(text: string): Pick<Parsed, 'appName' | 'processId' | 'text'> {
  const tag = /^([A-Za-z][\w./-]{0,47})(?:\[([^\]\s]{1,64})\])?: ?/.exec(text)
  if (tag === null || readMnemonic(text) !== null) return { appName: null, processId: null, text }
  return { appName: tag[1]!, processId: tag[2] ?? null, text: text.slice(tag[0].length) }
}

/**
 * `%%01IFNET/4/LINK_STATE(l)` (Huawei), `%%10IFNET/3/PHY_UPDOWN` (H3C), `%LINK-3-UPDOWN` (Cisco, Ruijie),
 * `IFNET/4/IF_STATE` without its sign.
 */
function readMnemonic(text: string): { code: string; severity: number } | null {
  const found =
    /(?:^|\s)%?%?(?:\d{2})?([A-Z][A-Z0-9_]*)\/(\d)\/([A-Z][A-Z0-9_]*)/i.exec(text.slice(0, 200)) ??
    /%([A-Z][A-Z0-9_]*)(?:-[A-Z0-9_]+)?-([0-7])-([A-Z0-9_]+)/i.exec(text.slice(0, 200))
  if (found === null) return null
  const [, module = '', severity, mnemonic = ''] = found
  return { code: `${module}/${mnemonic}`.toUpperCase(), severity: Math.min(7, Number(severity)) }
}
