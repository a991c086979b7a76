import { openSession } from '../snmp/session.ts'
import type { SnmpCredential } from '../snmp/credential.ts'
import { SnmpFailure } from '../snmp/failure.ts'
import { textOf } from '../snmp/value.ts'

/** What one datagram brought: the device's own words, silence, or that nothing is there to answer. */
export type ProbeAnswer =
  | { kind: 'answer'; objectId: string | null; name: string | null }
  | { kind: 'silent' }
  | { kind: 'nothing-there' }

export interface ProbeQuestion {
  address: string
  port: number
  credential: SnmpCredential
  /** From 0. The first takes answers from the asked address only, later ones also from the device's other addresses. */
  attempt: number
  timeoutMs: number
}

/** One question to one address. It never rejects. */
export type Probe = (question: ProbeQuestion, signal: AbortSignal) => Promise<ProbeAnswer>

/** SNMPv2-MIB: sysObjectID.0, sysName.0. */
const question = ['1.3.6.1.2.1.1.2.0', '1.3.6.1.2.1.1.5.0']

/** Asks for sysObjectID and sysName, once. An error status is an answer, too: something speaks SNMP there. */
export const probeSnmp: Probe = async ({ address, port, credential, attempt, timeoutMs }, signal) => {
  let session: ReturnType<typeof openSession> | null = null
  const stop = () => session?.close()
  try {
    const family = address.includes(':') ? 6 : 4
    session = openSession({ address, family }, port, credential, { timeoutMs, connected: attempt === 0 })
    signal.addEventListener('abort', stop, { once: true })
    const asked = session.get([...question])
    const varbinds = new Map((await orAborted(asked, signal)).map((one) => [one.oid, one]))
    const text = (oid: string) => {
      const varbind = varbinds.get(oid)
      return varbind ? textOf(varbind) : null
    }
    return { kind: 'answer', objectId: text(question[0]!), name: text(question[1]!) }
  } catch (error) {
    if (!(error instanceof SnmpFailure)) return { kind: 'silent' }
    if (error.code === 'error-status' && error.errorStatus !== 'authorizationError')
      return { kind: 'answer', objectId: null, name: null }
    const absent = error.code === 'connection-refused' || error.code === 'network-unreachable'
    return { kind: absent ? 'nothing-there' : 'silent' }
  } finally {
    signal.removeEventListener('abort', stop)
    session?.close()
  }
}

/** What was asked, or a rejection as soon as the signal is aborted. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined)
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new SnmpFailure('cancelled', 'cancelled by the caller'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
