const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `Nov 24 13:05:09`, with a year before or behind the time, fractions, a zone; Cisco's `*` says the clock is not set. */
const named =
  /^[*.]?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d{2}):(\d{2}):(\d{2})(?:[.:](\d{1,6}))?(?: (\d{4}))?(?: ?([+-]\d{2}:\d{2}|UTC|Z)(?![\w]))?/
/** `2026-11-24T13:05:09.123+08:00`, also with a blank or without a zone. */
const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,6}))?(Z|[+-]\d{2}:?\d{2})?/

/**
 * The time at the start of a line, and how long it is. RFC 3164 leaves the year out: it is the one that brings the time
 * closest to when the line arrived. A time without a zone is taken as local.
 */
export function readTimestamp(text: string, received: Date): { at: Date | null; length: number } | null {
  const written = named.exec(text)
  if (written !== null) {
    const [whole, name, day, before, hours, minutes, seconds, fraction, behind, zone] = written
    const month = months.indexOf(name!.toLowerCase())
    if (month === -1) return null
    const parts = [month, Number(day), Number(hours), Number(minutes), Number(seconds)] as const
    const year = before ?? behind
    const instant =
      year === undefined
        ? closest(received, (of) => dateOf(of, ...parts, fraction, zone))
        : dateOf(Number(year), ...parts, fraction, zone)
    return { at: usable(instant), length: whole.length }
  }
  const standard = iso.exec(text)
  if (standard === null) return null
  const [whole, year, month, day, hours, minutes, seconds, fraction, zone] = standard
  const instant = dateOf(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
    fraction,
    zone,
  )
  return { at: usable(instant), length: whole.length }
}

function dateOf(
  year: number,
  month: number,
  day: number,
  hours: number,
  minutes: number,
  seconds: number,
  fraction: string | undefined,
  zone: string | undefined,
): Date {
  const milliseconds = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000)
  if (zone === undefined) return new Date(year, month, day, hours, minutes, seconds, milliseconds)
  return new Date(
    Date.UTC(year, month, day, hours, minutes, seconds, milliseconds) - offsetMinutes(zone) * 60_000,
  )
}

function offsetMinutes(zone: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (parts === null) return 0
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3]))
}

function closest(received: Date, dateIn: (year: number) => Date): Date {
  const year = received.getFullYear()
  const distance = (date: Date) => Math.abs(date.getTime() - received.getTime())
  return [year - 1, year, year + 1].map(dateIn).sort((a, b) => distance(a) - distance(b))[0]!
}

const usable = (date: Date) => (Number.isNaN(date.getTime()) ? null : date)
