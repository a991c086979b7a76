import type { ReceivedEvent } from '../../server/contract/events.ts'

/** An event before repeats are joined to it: `key` is the same for what counts as a repeat. */
export interface EventDraft extends Omit<ReceivedEvent, 'id' | 'firstAt' | 'lastAt' | 'count' | 'sampled'> {
  key: string
  /** What repeats may say differently, without times and headers; null where nothing varies. */
  wording: string | null
}

/** Where something came from. */
export interface Arrival {
  address: string
  port: number
  transport: 'udp' | 'tcp'
}

/** What an event's details are where its source does not say. */
export function noDetails({ port, transport }: Arrival, protocol: string): ReceivedEvent['details'] {
  return {
    protocol,
    transport,
    senderPort: port,
    userName: null,
    securityLevel: null,
    engineId: null,
    agentAddress: null,
    facility: null,
    appName: null,
    processId: null,
    variables: [],
    samples: [],
    decodedAs: null,
    truncated: false,
  }
}

/** A text cut to so many characters, not in the middle of one. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const end = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')
  return `${end}…`
}
