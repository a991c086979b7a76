import { parentPort, workerData } from 'node:worker_threads'
import { openReceiver, type ReceiverOptions } from './receiver.ts'
import type { FromThread, ToThread } from './thread-messages.ts'

/*
 * The receiver in a thread of its own: a storm of datagrams, and the digests of v3, never take the time in which devices
 * are collected.
 */

const drainEveryMs = 300
const reportEveryMs = 2000
/** Events in one message; more follow in the next. */
const mostAtOnce = 500

const port = parentPort
if (port === null) throw new Error('this file is the start of a thread')
const say = (message: FromThread) => port.postMessage(message)

const receiver = openReceiver(workerData as ReceiverOptions, (news) => say({ type: 'port', news }))
const handOn = (events: ReturnType<typeof receiver.drain>) => {
  for (let at = 0; at < events.length; at += mostAtOnce)
    say({ type: 'events', events: events.slice(at, at + mostAtOnce) })
}
const draining = setInterval(() => handOn(receiver.drain()), drainEveryMs)
const reporting = setInterval(() => say({ type: 'report', receivers: receiver.report() }), reportEveryMs)

port.on('message', (message: ToThread) => {
  if (message.type === 'users') return receiver.useUsers(message.users)
  clearInterval(draining)
  clearInterval(reporting)
  void receiver.close().then((events) => {
    handOn(events)
    say({ type: 'stopped' })
    port.close()
  })
})
