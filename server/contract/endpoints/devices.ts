import { z } from 'zod'
import {
  AccessPointFacts,
  AddressFacts,
  ComponentFacts,
  DeviceFacts,
  InterfaceFacts,
  NeighborFacts,
  Problem,
  RawText,
  SensorFacts,
} from '../collection.ts'
import { endpoint, IdParams } from '../endpoint.ts'
import { device } from '../entities/device.ts'
import { sources } from '../entities/evidence.ts'
import { targetStatuses } from '../entities/target.ts'
import { valuesOf } from '../state.ts'
import { ledgerEndpoints } from './ledger.ts'

/** One field of a device as each source has it. */
export const FieldView = z.object({
  field: z.string(),
  declared: z.string().nullable(),
  observations: z.array(
    z.object({
      source: z.enum(valuesOf(sources)),
      value: z.string().nullable(),
      firstSeenAt: z.string(),
      lastSeenAt: z.string(),
      targetId: z.int().nullable(),
    }),
  ),
  /** The source that the precedence table trusts most of those that have a value. */
  authoritative: z.enum(valuesOf(sources)),
  agrees: z.boolean(),
  /** The finding about this field, if there is one: its id and status. */
  findingId: z.int().nullable(),
  findingStatus: z.string().nullable(),
})
export type FieldView = z.infer<typeof FieldView>

export const DeviceObservation = z
  .object({
    fields: z.array(FieldView),
    /** Where the device is collected; null when no target names it. */
    target: z
      .object({
        id: z.int(),
        name: z.string(),
        address: z.string(),
        port: z.int(),
        status: z.enum(valuesOf(targetStatuses)),
        lastAttemptAt: z.string().nullable(),
        lastAnswerAt: z.string().nullable(),
      })
      .nullable(),
    /** What the last collection that answered said; null before the first. */
    latest: z
      .object({
        collectionId: z.string(),
        at: z.string(),
        device: DeviceFacts,
        interfaces: z.array(InterfaceFacts),
        addresses: z.array(AddressFacts),
        neighbors: z.array(
          NeighborFacts.extend({
            /** The device of the ledger that the neighbour is, when it is known. */ deviceId: z
              .int()
              .nullable(),
            deviceName: z.string().nullable(),
          }),
        ),
        components: z.array(ComponentFacts),
        sensors: z.array(SensorFacts),
        accessPoints: z.array(
          AccessPointFacts.extend({
            /** The device of the ledger that the access point is, by its serial number. */
            deviceId: z.int().nullable(),
            deviceName: z.string().nullable(),
          }),
        ),
        rawTexts: z.array(RawText),
        problems: z.array(Problem),
      })
      .nullable(),
  })
  .meta({ id: 'DeviceObservation' })
export type DeviceObservation = z.infer<typeof DeviceObservation>

export const deviceEndpoints = {
  ...ledgerEndpoints(device),
  observation: endpoint({
    method: 'get',
    path: '/devices/:id/observation',
    summary: { zh: '登记与实测对照', en: 'Declared beside observed' },
    audience: 'person',
    permission: 'ledger.read',
    params: IdParams,
    returns: DeviceObservation,
  }),
}
