import type { App } from '../../app.ts'
import { AppError } from '../../contract/error.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { Endpoints } from '../../contract/endpoints/index.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { CollectorKeyError, readPublicKey } from '../credentials/seal-for-collector.ts'

type Report = BodyOf<Endpoints['collectorLink']['heartbeat']>

/**
 * Keeps what a collector says of itself. These figures change every few seconds: they neither raise the record's version
 * nor go to the change log.
 * @throws AppError validationFailed when the public key is none
 */
export async function recordHeartbeat(
  app: App,
  actor: CollectorActor,
  report: Report,
): Promise<{ collectorId: number; name: string }> {
  checkKey(report.publicKey)
  await app.ledger.models.collector.update(
    { ...report, lastSeenAt: app.now().toISOString() },
    { where: { id: actor.collectorId } },
  )
  return { collectorId: actor.collectorId, name: actor.name }
}

function checkKey(publicKey: string): void {
  try {
    readPublicKey(publicKey)
  } catch (error) {
    if (!(error instanceof CollectorKeyError)) throw error
    throw new AppError('validationFailed', {}, [
      {
        path: 'publicKey',
        message: {
          zh: '不是有效的 X25519 公钥（SPKI DER，base64）。',
          en: 'Not an X25519 public key (SPKI DER in base64).',
        },
      },
    ])
  }
}
