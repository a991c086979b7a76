import type { Entity } from '../../contract/entity.ts'
import { entities } from '../../contract/entities/index.ts'
import type { Figure } from '../../contract/figures.ts'
import { figures } from '../../contract/figures.ts'
import type { Ledger } from '../../db/ledger.ts'
import { summariseRecords } from '../ledger/actions.ts'

type Context = { ledger: Ledger }

function sumField({ aggregate }: Figure): string | null {
  return aggregate === 'count' ? null : aggregate.sum
}

/** What a figure's query over the ledger returns; null for a sum over no values. */
export async function readFigure(
  app: Context,
  { entity, filters, aggregate }: Pick<Figure, 'entity' | 'filters' | 'aggregate'>,
): Promise<number | null> {
  const field = aggregate === 'count' ? null : aggregate.sum
  const summary = await summariseRecords(app, entities[entity] as Entity, {
    ...filters,
    ...(field ? { sums: field } : {}),
  })
  return field === null ? summary.count : (summary.sums[field] ?? null)
}

/** Values by key. Figures over the same records share one query. */
export async function readFigures(
  app: Context,
  asked: readonly Figure[] = figures,
): Promise<Record<string, number | null>> {
  const together = Map.groupBy(asked, ({ entity, filters }) => JSON.stringify([entity, filters]))
  const values: Record<string, number | null> = {}
  await Promise.all(
    [...together.values()].map(async (group) => {
      const { entity, filters } = group[0]!
      const sums = [...new Set(group.map(sumField).filter((field) => field !== null))].join(',')
      const summary = await summariseRecords(app, entities[entity] as Entity, {
        ...filters,
        ...(sums ? { sums } : {}),
      })
      for (const figure of group) {
        const field = sumField(figure)
        values[figure.key] = field === null ? summary.count : (summary.sums[field] ?? null)
      }
    }),
  )
  return Object.fromEntries(asked.map(({ key }) => [key, values[key] ?? null]))
}
