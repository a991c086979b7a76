import type { ReceivedEvent } from '../../../server/contract/events.ts'
import type { CollectorActor } from '../../../server/http/handler.ts'
import { ingestEvents } from '../../../server/features/events/ingest.ts'
import type { TestApp } from '../../support/app.ts'
import { aCollector } from '../../support/factories.ts'

/** A link-down trap, but for what a test says. */
export function anEvent(parts: Partial<ReceivedEvent> = {}): ReceivedEvent {
  return {
    id: crypto.randomUUID(),
    source: 'trap',
    severity: 'error',
    category: 'link',
    title: { zh: '接口断开', en: 'Interface down' },
    code: '1.3.6.1.6.3.1.1.5.3',
    part: '7',
    interfaceIndex: null,
    link: null,
    senderAddress: '10.9.9.9',
    hostname: null,
    firstAt: '2026-11-23T07:59:00.000Z',
    lastAt: '2026-11-23T07:59:00.000Z',
    deviceAt: null,
    count: 1,
    sampled: false,
    text: null,
    ...parts,
    details: {
      protocol: 'SNMPv2c',
      transport: 'udp',
      senderPort: 40000,
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
      ...parts.details,
    },
  }
}

/** Details of which a test says only some. */
export const details = (parts: Partial<ReceivedEvent['details']>): ReceivedEvent['details'] =>
  anEvent({ details: parts as never }).details

export type StoredEvent = Record<string, unknown> & { id: number; count: number; deviceId: number | null }

/** A collector whose receivers hand events in. */
export async function receiverFor(app: TestApp, networkZoneId?: number) {
  const made = await aCollector(app, networkZoneId === undefined ? {} : { networkZoneId })
  const actor: CollectorActor = {
    kind: 'collector',
    collectorId: made.id,
    name: made.name,
    networkZoneId: made.networkZoneId,
  }
  return {
    actor,
    handIn: (...events: (ReceivedEvent | { id: string })[]) => ingestEvents(app, actor, events),
  }
}

export async function stored(app: TestApp, eventId: string): Promise<StoredEvent | null> {
  return (await app.ledger.models.deviceEvent.findOne({
    where: { eventId },
    raw: true,
  })) as unknown as StoredEvent | null
}
