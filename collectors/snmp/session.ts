import { lookup } from 'node:dns/promises'
import snmp from 'net-snmp'
import { credentialFault, type SnmpCredential } from './credential.ts'
import { SnmpFailure, wordsOf } from './failure.ts'
import { failureOf, networkFailureOf, reportFailure } from './library-failure.ts'
import { toVarbind, type RawVarbind } from './library-varbind.ts'
import { LoadMeter } from './load-meter.ts'
import type { KnownEngine } from './memory/device-memory.ts'
import { checkedDgram } from './socket.ts'
import { installDes } from './usm/des.ts'
import { adoptEngine, discoverEngine, engineOf, forgetEngine } from './usm/engine.ts'
import { installKeys, prepareKeys } from './usm/keys.ts'
import { algorithmNumber, type LibrarySession } from './usm/library.ts'
import { endOf, type Varbind } from './varbind.ts'

installDes()
installKeys()

/**
 * How one agent is asked. The calls reject with `SnmpFailure` only, never retry (but for one synchronisation with a v3
 * engine's clock), and never change the size of what was asked: that is the visit's and the walker's business.
 */
export interface SnmpAnswers {
  /** What the agent sent, which may be fewer or other OIDs than asked. */
  get(oids: string[]): Promise<Varbind[]>
  /** One list per requested OID, each in the order of the wire; lists may be short or empty. */
  getBulk(oids: string[], repetitions: number): Promise<Varbind[][]>
  /** False for v1, which answers `getBulk` with one row whatever the repetitions. */
  readonly hasBulk: boolean
  /** Size of the datagram that brought the last answer; 0 where it is not known. */
  readonly lastReplyOctets: number
}

/** One conversation with one agent. */
export interface SnmpSession extends SnmpAnswers {
  /** Datagrams received that could not be decoded, since the session began. */
  readonly garbageCount: number
  /** Something came from the agent, be it a refusal. */
  readonly heard: boolean
  /** Answers come from another address than the one asked. */
  readonly heardElsewhere: boolean
  /** The v3 agent's engine as far as it is known. */
  readonly engine: KnownEngine | null
  close(): void
}

export interface SessionOptions {
  timeoutMs: number
  /** See `Peer`. */
  connected: boolean
  meter?: LoadMeter
  /** What is remembered of a v3 agent's engine; without it, it is discovered. */
  engine?: KnownEngine | null
  /** Milliseconds since 1970. */
  now?: () => number
}

/** A host name or address as the address to send to. Rejects with `unknown-host`. */
export async function resolveHost(host: string): Promise<{ address: string; family: number }> {
  try {
    return await lookup(host)
  } catch (error) {
    throw new SnmpFailure('unknown-host', wordsOf(error))
  }
}

/** Opens a session; nothing is sent yet. Throws `SnmpFailure` when the credential cannot be used. */
export function openSession(
  host: { address: string; family: number },
  port: number,
  credential: SnmpCredential,
  options: SessionOptions,
): SnmpSession {
  const { meter = new LoadMeter(), engine = null, now = Date.now } = options
  let garbageCount = 0
  let lastGarbage = ''
  let heard = false
  let heardElsewhere = false
  const onGarbage = (detail: string) => {
    garbageCount++
    lastGarbage = detail
  }
  const peer = { address: host.address, port, connected: options.connected }
  const session = open(host.address, credential, {
    port,
    retries: 0,
    timeout: options.timeoutMs,
    transport: host.family === 6 ? ('udp6' as const) : ('udp4' as const),
    dgramModule: checkedDgram(peer, {
      onSent: (octets) => meter.sent(octets),
      onHeard: (octets, address) => {
        heard = true
        if (address !== host.address) heardElsewhere = true
        meter.received(octets)
      },
      onGarbage,
      onNetworkError: (error) => session.cancelRequests(networkFailureOf(error)),
    }),
  })
  // Without a listener, a reply that cannot be decoded would end the process.
  session.on('error', (error: Error) => onGarbage(error.message))
  session.userSecurityModelError = (request, oid) => request.responseCb(reportFailure(oid))
  takeRawAnswers(session)
  if (engine !== null) adoptEngine(session, engine, now())

  let preparing: Promise<void> | null = null
  /** How often the engine's clock was asked for anew. */
  let synchronisations = 0

  /** Keys and engine, once for all requests: ten at once would otherwise make ten discoveries. */
  const prepare = async () => {
    await prepareKeys(credential, null)
    if (session.msgSecurityParameters === undefined) await measured(discoverEngine(session))
    await prepareKeys(credential, session.msgSecurityParameters?.msgAuthoritativeEngineID ?? null)
  }
  const ready = (): Promise<void> =>
    (preparing ??= prepare().catch((error: unknown) => {
      preparing = null
      throw error
    }))

  /** One question on the wire: its round trip is measured, and its failure put into our own words. */
  const measured = async <T>(question: Promise<T>, count = (_: T) => 0): Promise<T> => {
    const garbageBefore = garbageCount
    const sent = meter.now()
    try {
      const result = await question
      meter.answered(sent, count(result))
      return result
    } catch (error) {
      const failure = failureOf(error as Error, garbageCount > garbageBefore ? lastGarbage : null)
      if (failure.code === 'no-answer') meter.timedOut()
      else if (failure.code === 'error-status') meter.answered(sent, 0)
      throw failure
    }
  }

  type Respond = (error: Error | null, result?: unknown) => void
  const ask = async (send: (respond: Respond) => void): Promise<RawVarbind[]> => {
    for (;;) {
      if (credential.version === '3') await ready()
      const generation = synchronisations
      try {
        return await measured(
          new Promise<RawVarbind[]>((resolve, reject) => {
            const respond: Respond = (error, result) =>
              error === null ? resolve(result as RawVarbind[]) : reject(error)
            try {
              send(respond)
            } catch (error) {
              reject(new SnmpFailure('internal-error', wordsOf(error)))
            }
          }),
          (result) => result.length,
        )
      } catch (error) {
        if (!(error instanceof SnmpFailure) || error.code !== 'not-in-time-window') throw error
        if (generation > 0) throw error
        // RFC 3414, 2.3: synchronise once more. Requests that failed together do so together.
        if (generation === synchronisations) {
          synchronisations++
          forgetEngine(session)
          preparing = null
        }
      }
    }
  }

  const get = async (oids: string[]) => (await ask((respond) => session.get(oids, respond))).map(toVarbind)

  /** v1 has neither GETBULK nor endOfMibView: behind the last object it refuses the whole request (RFC 1157, 4.1.3). */
  const getNext = async (oids: string[]): Promise<Varbind[][]> => {
    try {
      const varbinds = await ask((respond) => session.getNext(oids, respond))
      return oids.map((_, position) => varbinds.slice(position, position + 1).map(toVarbind))
    } catch (error) {
      if (!(error instanceof SnmpFailure) || error.errorStatus !== 'noSuchName') throw error
      if (oids.length === 1) return oids.map((oid) => [endOf(oid)])
      const columns: Varbind[][] = []
      for (const oid of oids) columns.push(...(await getNext([oid])))
      return columns
    }
  }

  const getBulk = async (oids: string[], repetitions: number): Promise<Varbind[][]> => {
    const varbinds = await ask((respond) => session.getBulk(oids, 0, repetitions, respond))
    const columns = oids.map((): Varbind[] => [])
    varbinds.forEach((varbind, position) => columns[position % oids.length]?.push(toVarbind(varbind)))
    return columns
  }

  return {
    get,
    getBulk: credential.version === '1' ? getNext : getBulk,
    hasBulk: credential.version !== '1',
    get lastReplyOctets() {
      return meter.lastReplyOctets
    },
    get garbageCount() {
      return garbageCount
    },
    get heard() {
      return heard
    },
    get heardElsewhere() {
      return heardElsewhere
    },
    get engine() {
      return credential.version === '3' ? engineOf(session, now()) : null
    },
    close: () => session.close(),
  }
}

/** Answers as they came: the library would fail all for the sake of one that is missing, or map them by position. */
function takeRawAnswers(session: LibrarySession): void {
  const simpleGet = session.simpleGet.bind(session)
  session.simpleGet = (pduClass, _feed, varbinds, respond, options) =>
    simpleGet(
      pduClass,
      (request, message) => request.responseCb(null, message.pdu.varbinds),
      varbinds,
      respond,
      options,
    )
}

function open(address: string, credential: SnmpCredential, settings: object): LibrarySession {
  const fault = credentialFault(credential)
  if (fault !== null) throw new SnmpFailure('wrong-credential', fault)
  if (credential.version !== '3') {
    const version = credential.version === '1' ? snmp.Version1 : snmp.Version2c
    return snmp.createSession(address, credential.community, {
      ...settings,
      version,
    }) as unknown as LibrarySession
  }
  const { authProtocol, privProtocol } = credential
  const level =
    privProtocol !== 'none'
      ? snmp.SecurityLevel.authPriv
      : authProtocol !== 'none'
        ? snmp.SecurityLevel.authNoPriv
        : snmp.SecurityLevel.noAuthNoPriv
  const user = {
    name: credential.userName,
    level,
    ...(authProtocol !== 'none' && {
      authProtocol: algorithm('AuthProtocols', authProtocol),
      authKey: credential.authKey ?? '',
    }),
    ...(privProtocol !== 'none' && {
      privProtocol: algorithm('PrivProtocols', privProtocol),
      privKey: credential.privKey ?? '',
    }),
  }
  const context = credential.contextName ?? ''
  const options = { ...settings, version: snmp.Version3, context }
  return snmp.createV3Session(address, user as never, options as never) as unknown as LibrarySession
}

function algorithm(kind: 'AuthProtocols' | 'PrivProtocols', name: string): number {
  const value = algorithmNumber(kind, name)
  if (value === undefined) throw new SnmpFailure('unsupported-algorithm', name)
  return value
}
