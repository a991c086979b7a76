import type { ReceivedEvent, ReceiverReport } from '../../server/contract/events.ts'
import type { SnmpCredential } from '../snmp/credential.ts'
import type { PortNews } from './receiver.ts'

/** What the collector tells the receiver's thread. */
export type ToThread =
  { type: 'users'; users: Extract<SnmpCredential, { version: '3' }>[] } | { type: 'stop' }

/** What the receiver's thread tells the collector. */
export type FromThread =
  | { type: 'events'; events: ReceivedEvent[] }
  | { type: 'report'; receivers: ReceiverReport[] }
  | { type: 'port'; news: PortNews }
  | { type: 'stopped' }
