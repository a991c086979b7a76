import dgram from 'node:dgram'
import type { AddressInfo } from 'node:net'
import type { OwnEngine } from '../../../collectors/events/snmp/engine.ts'
import { KeyRing } from '../../../collectors/events/snmp/key-ring.ts'
import { readMessage, scopedPdu } from '../../../collectors/snmp/usm/message.ts'
import { Security } from '../../../collectors/events/snmp/security.ts'
import type { SnmpCredential } from '../../../collectors/snmp/credential.ts'
import { decodePdu, encodeResponse, type SnmpReply, type SnmpRequest } from './ber.ts'

export interface SecuredAgent {
  port: number
  /** Authentic requests within the time window. */
  answered: number
  /** Reports of discovery and of the time window. */
  reports: number
  close(): Promise<void>
}

/**
 * A v3 agent on loopback for one user, with a clock that the test sets: it is asked before each message, so that it can
 * begin anew in mid-visit.
 */
export async function startSecuredAgent(
  user: Extract<SnmpCredential, { version: '3' }>,
  engine: OwnEngine,
  behaviour: (request: SnmpRequest) => SnmpReply,
  beforeEach: (agent: SecuredAgent) => void,
): Promise<SecuredAgent> {
  const socket = dgram.createSocket('udp4')
  const keys = new KeyRing()
  keys.use([user])
  const security = new Security(engine, keys, () => engine.time())
  const agent: SecuredAgent = {
    port: 0,
    answered: 0,
    reports: 0,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
  socket.on('message', (bytes, remote) => {
    beforeEach(agent)
    const message = readMessage(bytes)
    if (message.version !== 'v3') return
    const opened = security.open(message)
    if (!('scoped' in opened)) {
      if (opened.report === null) return
      agent.reports++
      return socket.send(opened.report, remote.port, remote.address)
    }
    agent.answered++
    const request = decodePdu(opened.scoped.pdu)
    const pdu = scopedPdu(opened.scoped, encodeResponse(request, behaviour(request)))
    socket.send(security.seal(message.messageId, opened.secured, pdu), remote.port, remote.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  agent.port = (socket.address() as AddressInfo).port
  return agent
}
