import { eventSeverities, type deviceEvent } from '../../../server/contract/entities/device-event.ts'
import type { RowOf } from '../../../server/contract/entity.ts'
import { cut, noDetails, type Arrival, type EventDraft } from '../event-draft.ts'
import type { Knowledge } from '../knowledge.ts'
import { decodeLine } from './decode.ts'
import type { Frame } from './framing.ts'
import { parseSyslog } from './parse.ts'

type Severity = RowOf<typeof deviceEvent>['severity']
const severities = Object.keys(eventSeverities) as Severity[]

/** security/authorisation and its private twin (RFC 5424, 6.2.1). */
const securityFacilities = new Set([4, 10])

/** Words before an interface's name in makers' messages; the name ends at a blank, comma or bracket. */
const interfaceName =
  /(?:[Ii]nterface|[Pp]ort|IfName=|InterfaceName=|接口)[\s:=]*([A-Za-z][A-Za-z-]*\d[\w./:-]*[\w])/

/** Ports, process ids and counters: lines that differ in such numbers alone are repeats. */
const passingNumber = /(?<![\d.:/-])\d{5,}(?![\d.:/-])/g

/** A log line as an event; null for an empty one. */
export function describeLine(
  frame: Frame,
  arrival: Arrival,
  received: Date,
  knowledge: Knowledge,
): EventDraft | null {
  const { text, decodedAs } = decodeLine(frame.bytes)
  if (text === '') return null
  const line = parseSyslog(text, received)
  const known = line.code === null ? null : knowledge.message(line.code, line.text)
  const severity = known?.severity ?? severities[line.severity]!
  const part = interfaceName.exec(line.text)?.[1] ?? null
  const words = cut(line.text === '' ? text : line.text, 300)
  return {
    key: JSON.stringify([
      arrival.address,
      'syslog',
      line.hostname,
      line.code,
      part,
      line.severity,
      line.text.replace(passingNumber, '#'),
    ]),
    wording: line.text,
    source: 'syslog',
    severity,
    category: known?.category ?? (securityFacilities.has(line.facility) ? 'security' : 'other'),
    title: known?.title ?? { zh: words, en: words },
    code: line.code === null ? null : cut(line.code, 200),
    part: part === null ? null : cut(part, 200),
    interfaceIndex: null,
    link: known?.link ?? null,
    senderAddress: arrival.address,
    hostname: line.hostname === null ? null : cut(line.hostname, 255),
    deviceAt: line.deviceAt?.toISOString() ?? null,
    text: cut(text, 8000),
    details: {
      ...noDetails(arrival, line.protocol),
      facility: line.facility,
      appName: line.appName === null ? null : cut(line.appName, 128),
      processId: line.processId === null ? null : cut(line.processId, 128),
      decodedAs,
      truncated: frame.truncated,
    },
  }
}
