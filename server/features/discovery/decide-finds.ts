import type { App } from '../../app.ts'
import type { BodyOf, ReturnsOf } from '../../contract/endpoint.ts'
import type { Endpoints } from '../../contract/endpoints/index.ts'
import type { RowOf } from '../../contract/entity.ts'
import { discoveryFind } from '../../contract/entities/discovery-find.ts'
import { AppError } from '../../contract/error.ts'
import { decideFinding } from '../findings/actions.ts'
import { refuse } from '../findings/refusal.ts'
import { readRecord } from '../ledger/actions.ts'

type DecideMany = Endpoints['discoveryFind']['decideMany']
type Find = RowOf<typeof discoveryFind>

const decisionOf = { register: 'accept', ignore: 'reject', restore: 'reopen' } as const

/**
 * Registers, ignores or takes up again several finds, each in a transaction of its own, by deciding the findings that they
 * led to: a find is decided in one place, wherever that is done.
 */
export async function decideFinds(
  app: App,
  { decision, findIds, reason }: BodyOf<DecideMany>,
  userId: number,
): Promise<ReturnsOf<DecideMany>> {
  const decided: number[] = []
  const refused: ReturnsOf<DecideMany>['refused'] = []
  for (const id of findIds) {
    try {
      const find = await readRecord(app, discoveryFind, id)
      if (find.findingId === null) throw nothingToDecide(find)
      await decideFinding(app, decisionOf[decision], {
        id: find.findingId,
        expectedVersion: null,
        userId,
        reason: reason || null,
      })
      decided.push(id)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused.push({ id, message: error.text() })
    }
  }
  return { decided, refused }
}

function nothingToDecide({ address, state }: Find): AppError {
  return state === 'new'
    ? refuse(
        `${address} 应答了探测，但没有读到设备信息，请为它新建采集目标后再登记。`,
        `${address} answered, but nothing could be read from it. Create a target for it, then register it.`,
      )
    : refuse(
        `${address} 是台账已知的设备，无需处理。`,
        `${address} is a device that the ledger knows; there is nothing to decide.`,
      )
}
