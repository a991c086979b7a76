import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Job } from '../../../server/contract/endpoints/collection.ts'
import { jobHandlers } from '../../../server/features/jobs/routes.ts'
import { targetHandlers } from '../../../server/features/targets/routes.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aNetworkZone, aTarget, aUser } from '../../support/factories.ts'
import { anAnswer, noAnswer } from './answers.ts'
import { call, collectorFor, person } from './link.ts'

let app: TestApp
let actor: ReturnType<typeof person>
beforeAll(async () => {
  app = await testApp()
  actor = person((await aUser(app)).id)
})
afterAll(() => app.close())

async function aRequest() {
  const zone = await aNetworkZone(app)
  const target = await aTarget(app, { networkZoneId: zone.id })
  const collector = await collectorFor(app, zone.id)
  const job = await targetHandlers(app).collect(call({ actor, params: { id: target.id } }))
  const take = (waitSeconds = 0, most = 10, signal = new AbortController().signal) =>
    collector.link
      .takeJobs(call({ actor: collector.actor, body: { waitSeconds, most }, signal }))
      .then((reply) => reply.jobs)
  return { zone, target, collector, job, take }
}
const get = (id: number) => jobHandlers(app).get(call({ actor, params: { id } }))

test('a request waits; asking again for the same target gives the same job', async () => {
  const { target, job } = await aRequest()
  expect(job).toMatchObject({ targetId: target.id, state: 'waiting', done: 0, problems: [] })
  const again = () => targetHandlers(app).collect(call({ actor, params: { id: target.id } }))
  const jobs = await Promise.all([again(), again(), again()])
  expect(jobs.map((each) => each.id)).toEqual([job.id, job.id, job.id])
  await expect(targetHandlers(app).collect(call({ actor, params: { id: 999_999 } }))).rejects.toMatchObject({
    code: 'notFound',
  })
})

test('a disabled target is not collected, and the refusal says what to do', async () => {
  const { id } = await aTarget(app, { enabled: false })
  await expect(targetHandlers(app).collect(call({ actor, params: { id } }))).rejects.toMatchObject({
    code: 'validationFailed',
    issues: [{ path: 'enabled', message: { en: 'This target is disabled. Enable it before collecting.' } }],
  })
})

test('a job goes to a collector of its zone, once, however many ask', async () => {
  const { target, job, take, zone } = await aRequest()
  const foreign = await collectorFor(app, (await aNetworkZone(app)).id)
  const elsewhere = await foreign.link.takeJobs(
    call({ actor: foreign.actor, body: { waitSeconds: 0, most: 10 } }),
  )
  expect(elsewhere.jobs).toEqual([])
  const second = await collectorFor(app, zone.id)
  const takes = await Promise.all([
    take(),
    second.link
      .takeJobs(call({ actor: second.actor, body: { waitSeconds: 0, most: 10 } }))
      .then((reply) => reply.jobs),
    take(),
  ])
  expect(takes.flat()).toEqual([{ id: job.id, targetId: target.id }])
  expect((await get(job.id)).state).toBe('running')
})

test('a collector that waits gets a job as soon as there is one, and stops waiting when it goes away', async () => {
  const { target, take } = await aRequest()
  await take()
  const waiting = take(20)
  const job = await targetHandlers(app).collect(call({ actor, params: { id: target.id } }))
  expect(await waiting).toEqual([{ id: job.id, targetId: target.id }])
  const gone = new AbortController()
  const nothing = take(20, 10, gone.signal)
  gone.abort()
  expect(await nothing).toEqual([])
})

test('progress is followed live until the collection is stored', async () => {
  const { target, collector, job, take } = await aRequest()
  const events = await jobHandlers(app).events(call({ actor, params: { id: job.id } }))
  const seen: Job[] = []
  const following = (async () => {
    for await (const event of events) seen.push(event)
  })()
  await expect.poll(() => seen.length).toBe(1)
  await take()
  const progress = (stage: string, done: number) =>
    collector.link.reportProgress(
      call({
        actor: collector.actor,
        params: { id: job.id },
        body: { stage, done, total: 8, variables: done * 10 },
      }),
    )
  expect(await progress('interfaces', 3)).toEqual({ cancelled: false })
  await expect.poll(() => seen.at(-1)?.stage).toBe('interfaces')
  const visit = anAnswer(target, {})
  await collector.handIn([visit], job.id)
  await following
  expect(seen[0]!.state).toBe('waiting')
  expect(seen.at(-1)).toMatchObject({
    state: 'done',
    variables: 30,
    collectionId: visit.id,
    collectionStatus: 'complete',
    finishedAt: app.now().toISOString(),
  })
})

test('a visit without an answer ends the job with what went wrong', async () => {
  const { target, collector, job, take } = await aRequest()
  await take()
  await collector.handIn([noAnswer(target, '2026-11-23T08:00:00.000Z')], job.id)
  expect(await get(job.id)).toMatchObject({
    state: 'failed',
    collectionStatus: 'failed',
    problems: [{ code: 'no-answer' }],
  })
})

test('a job that nobody takes within a minute has failed, and says why', async () => {
  const { job, target } = await aRequest()
  app.clock.advance(59_000)
  expect((await get(job.id)).state).toBe('waiting')
  app.clock.advance(2_000)
  expect(await get(job.id)).toMatchObject({ state: 'failed', problems: [{ code: 'no-collector' }] })
  const next = await targetHandlers(app).collect(call({ actor, params: { id: target.id } }))
  expect(next.id).not.toBe(job.id)
})

test('a job whose collector never comes back has failed', async () => {
  const { job, take } = await aRequest()
  await take()
  app.clock.advance(601_000)
  expect(await get(job.id)).toMatchObject({ state: 'failed', problems: [{ code: 'collector-lost' }] })
})

test('a cancelled job stays cancelled, and its collector is told', async () => {
  const { target, collector, job, take } = await aRequest()
  await take()
  const cancelled = await jobHandlers(app).cancel(call({ actor, params: { id: job.id } }))
  expect(cancelled).toMatchObject({ state: 'cancelled', problems: [{ code: 'cancelled' }] })
  const body = { stage: 'sensors', done: 6, total: 8, variables: 9 }
  expect(
    await collector.link.reportProgress(call({ actor: collector.actor, params: { id: job.id }, body })),
  ).toEqual({ cancelled: true })
  await collector.handIn([anAnswer(target, {}, '2026-11-23T09:00:00.000Z')], job.id)
  expect((await get(job.id)).state).toBe('cancelled')
  const other = await collectorFor(app, (await aNetworkZone(app)).id)
  await expect(
    other.link.reportProgress(call({ actor: other.actor, params: { id: job.id }, body })),
  ).rejects.toMatchObject({ code: 'notFound' })
})
