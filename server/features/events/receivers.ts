import type { App } from '../../app.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { Endpoints } from '../../contract/endpoints/index.ts'
import { eventReceiver, receiverKinds } from '../../contract/entities/event-receiver.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { insertRecords } from '../ledger/actions.ts'

type Report = BodyOf<Endpoints['eventLink']['report']>

/**
 * Keeps what a collector says of its event receivers. The figures change every few seconds: they neither raise the
 * record's version nor go to the change log.
 */
export async function recordReceivers(app: App, actor: CollectorActor, { receivers }: Report): Promise<void> {
  const reportedAt = app.now().toISOString()
  const model = app.ledger.models.eventReceiver
  await app.ledger.transaction(async (transaction) => {
    for (const receiver of receivers) {
      const name = `${actor.name} · ${receiverKinds[receiver.kind].label.zh}`.slice(0, 120)
      const values = { ...receiver, name, reportedAt, collectorId: actor.collectorId }
      const [written] = await model.update(
        { ...values, details: JSON.stringify(receiver.details) },
        { where: { collectorId: actor.collectorId, kind: receiver.kind }, transaction },
      )
      if (written === 0)
        await insertRecords(app, eventReceiver, [values], { origin: 'observed', transaction })
    }
  })
}
