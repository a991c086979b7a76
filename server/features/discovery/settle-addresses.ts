import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { sweepOf } from '../../domain/discovery/address-ranges.ts'
import { holdsText } from '../../domain/discovery/address-set.ts'
import type { Seen } from '../../domain/discovery/readdressed.ts'
import { normalAddress } from '../../domain/identity.ts'
import type { Underway } from './place-finds.ts'
import { resolveReaddressed, stateReaddressed } from './readdressed.ts'

interface FindRow extends Seen {
  id: number
  port: number
  state: 'new' | 'known' | 'readdressed' | 'registered' | 'ignored'
  targetId: number
}

interface PlaceRow {
  id: number
  address: string
  port: number
}

/**
 * At the end of a run it is known which addresses stayed silent. A device that was taken for one with two addresses, and
 * whose old address was asked and did not answer, has moved; one that was found at its target's own address has not.
 */
export async function settleAddresses(
  app: App,
  { run, planned }: Underway,
  transaction: Transaction,
): Promise<void> {
  const { models } = app.ledger
  const finds = (await models.discoveryFind.findAll({
    where: { discoveryRunId: run.id, targetId: { [Op.not]: null } },
    raw: true,
    transaction,
  } as never)) as unknown as FindRow[]
  const places = (await models.target.findAll({
    attributes: ['id', 'address', 'port'],
    where: { id: { [Op.in]: finds.map(({ targetId }) => targetId) } },
    raw: true,
    transaction,
  })) as unknown as PlaceRow[]
  const placeOf = new Map(places.map((place) => [place.id, place]))
  const isHere = ({ targetId, address, port }: FindRow) => {
    const place = placeOf.get(targetId)
    return (
      place !== undefined &&
      normalAddress(place.address) === normalAddress(address) &&
      Number(place.port) === Number(port)
    )
  }
  const atHome = new Set(finds.filter(isHere).map(({ targetId }) => targetId))
  const sweep = sweepOf(planned.ranges, planned.allowList)
  const wasAsked = ({ targetId }: FindRow) => {
    const place = placeOf.get(targetId)
    return place !== undefined && Number(place.port) === planned.port && holdsText(sweep, place.address)
  }
  const note = (id: number, changes: { state: FindRow['state']; findingId: number | null }) =>
    models.discoveryFind.update(changes, { where: { id }, transaction })
  for (const find of finds) {
    if (isHere(find)) continue
    if (find.state === 'known' && !atHome.has(find.targetId) && wasAsked(find))
      await note(find.id, {
        state: 'readdressed',
        findingId: await stateReaddressed(app, find.targetId, find, transaction),
      })
    if (find.state === 'readdressed' && atHome.has(find.targetId))
      await note(find.id, { state: 'known', findingId: null })
  }
  await resolveReaddressed(app, [...atHome], transaction)
}
