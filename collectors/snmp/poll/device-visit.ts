import { encodeRequest, listed, pdus, tags, type ReplyReader } from './ber.ts'
import { probeOids } from './objects.ts'
import type { PortValues } from './port-values.ts'
import type { Question, Reading } from './reading.ts'
import type { Exchange, Transport } from './transport.ts'

/** What is known of a device from one visit to the next. */
export interface DeviceManners {
  /** Variables that it was able to put into one reply. */
  variables: number
  /** Octets of one variable in its replies. */
  octetsPerVariable: number
  /** An address that it answers from, other than the one it is asked at. */
  alias: string | null
}

export interface VisitTarget {
  address: string
  family: 4 | 6
  port: number
  /** SNMP's own number: 0 is v1, 1 is v2c. */
  version: 0 | 1
  community: Uint8Array
}

export interface VisitPatience {
  timeoutMs: number
  retries: number
  /** For the first request, where it is another: whether the device is there at all. */
  probe?: { timeoutMs: number; retries: number }
  /** For the whole visit. */
  deadlineMs: number
}

/** What the device said to the first request. */
export interface Probe {
  uptimeTicks: number | null
  ports: number | null
  tableLastChange: number | null
}

export interface VisitLoad {
  packetsSent: number
  packetsReceived: number
  octetsSent: number
  octetsReceived: number
  variables: number
  timeouts: number
  roundTripMs: number | null
  deviceMs: number
}

export interface VisitOutcome {
  /** Null when the device did not answer. */
  probe: Probe | null
  values: PortValues
  isPartial: boolean
  load: VisitLoad
}

export interface VisitPlan {
  values: PortValues
  /** What to read, decided when the device has answered; may be called again with what was read until then. */
  readings(probe: Probe): Reading[]
  /** More to read behind these, once they are through; empty for none. */
  further(values: PortValues): Reading[]
  /** The device has been silent for a little while: others need not wait for it. */
  onQuiet?: () => void
}

/** Requests to one device at a time. Small agents answer them one after the other and drop what they cannot hold. */
const inFlightLimit = 3
/** A reply of this size fits one Ethernet frame: fragments of UDP are lost together, and many agents send none. */
const replyOctets = 1400
const mostVariables = 200
const growthFactor = 1.25
const quietMs = 100

/** One visit to one device. Resolves always; everything that goes wrong is in the outcome. */
export function visitDevice(
  transport: Transport,
  target: VisitTarget,
  manners: DeviceManners,
  patience: VisitPatience,
  plan: VisitPlan,
): { outcome: Promise<VisitOutcome>; cancel(): void } {
  const visit = new DeviceVisit(transport, target, manners, patience, plan)
  return { outcome: visit.outcome, cancel: () => visit.end() }
}

class DeviceVisit {
  readonly outcome: Promise<VisitOutcome>
  readonly #transport: Transport
  readonly #target: VisitTarget
  readonly #manners: DeviceManners
  readonly #patience: VisitPatience
  readonly #plan: VisitPlan
  readonly #load: VisitLoad = {
    packetsSent: 0,
    packetsReceived: 0,
    octetsSent: 0,
    octetsReceived: 0,
    variables: 0,
    timeouts: 0,
    roundTripMs: null,
    deviceMs: 0,
  }
  readonly #underWay = new Set<number>()
  #roundTrips: number[] = []
  #waiting: Reading[] = []
  #probe: Probe | null = null
  #isPartial = false
  #ended = false
  #askedFurther = false
  #resolve: (outcome: VisitOutcome) => void = () => {}
  readonly #deadline: NodeJS.Timeout
  #quiet: NodeJS.Timeout | null = null

  constructor(
    transport: Transport,
    target: VisitTarget,
    manners: DeviceManners,
    patience: VisitPatience,
    plan: VisitPlan,
  ) {
    this.#transport = transport
    this.#target = target
    this.#manners = manners
    this.#patience = patience
    this.#plan = plan
    this.outcome = new Promise((resolve) => (this.#resolve = resolve))
    this.#deadline = setTimeout(() => {
      this.#isPartial = true
      this.end()
    }, patience.deadlineMs)
    this.#ask(new ProbeReading(target.version === 1), 0)
    const { onQuiet } = plan
    if (onQuiet) this.#quiet = setTimeout(() => this.#probe === null && onQuiet(), quietMs)
  }

  /** Ends the visit with what there is. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    clearTimeout(this.#deadline)
    if (this.#quiet !== null) clearTimeout(this.#quiet)
    for (const id of this.#underWay) this.#transport.forget(id)
    const { values } = this.#plan
    this.#load.roundTripMs = this.#roundTrips.length === 0 ? null : Math.min(...this.#roundTrips)
    const network = this.#load.roundTripMs ?? 0
    this.#load.deviceMs = this.#roundTrips.reduce((sum, one) => sum + one - network, 0)
    this.#resolve({ probe: this.#probe, values, isPartial: this.#isPartial, load: this.#load })
  }

  /** Variables that the next reply should hold. */
  #variables(): number {
    const fitting = Math.floor(replyOctets / this.#manners.octetsPerVariable)
    return Math.max(1, Math.min(this.#manners.variables, fitting, mostVariables))
  }

  #ask(reading: Reading, attempt: number): void {
    const { version, community } = this.#target
    const { pdu, repetitions, variables } = reading.question(this.#variables())
    const id = this.#transport.nextRequestId()
    const message = encodeRequest(version, community, pdu, id, 0, repetitions, variables)
    this.#send(reading, attempt, id, message, Math.max(variables.count, repetitions))
  }

  #send(reading: Reading, attempt: number, id: number, message: Buffer, asked: number): void {
    const sentAt = performance.now()
    this.#load.packetsSent++
    this.#load.octetsSent += message.length
    this.#underWay.add(id)
    const exchange: Exchange = {
      address: this.#target.address,
      family: this.#target.family,
      port: this.#target.port,
      message,
      alias: this.#manners.alias,
      // Later attempts wait longer: a device that is merely slow is not asked faster than it answers.
      timeoutMs: this.#patienceNow().timeoutMs * 1.5 ** attempt,
      onReply: (reader, octets) => {
        this.#underWay.delete(id)
        if (this.#ended) return
        this.#load.packetsReceived++
        this.#load.octetsReceived += octets
        this.#load.variables += reader.count
        this.#roundTrips.push(performance.now() - sentAt)
        this.#answered(reading, attempt, reader, octets, asked)
      },
      onSilence: () => {
        this.#underWay.delete(id)
        if (this.#ended) return
        this.#load.timeouts++
        this.#silent(reading, attempt)
      },
      onStranger: (address) => {
        // Only when the address that was asked stayed silent before: then it is the device that answers from another.
        if (attempt === 0) return false
        this.#manners.alias = address
        return true
      },
    }
    this.#transport.send(id, exchange)
  }

  #patienceNow(): { timeoutMs: number; retries: number } {
    return this.#probe === null ? (this.#patience.probe ?? this.#patience) : this.#patience
  }

  #silent(reading: Reading, attempt: number): void {
    if (attempt < this.#patienceNow().retries) {
      this.#shrink()
      return this.#ask(reading, attempt + 1)
    }
    this.#isPartial = true
    // Silent after all attempts: the rest would go the same way, and costs the device and us the same again.
    this.end()
  }

  #answered(reading: Reading, attempt: number, reader: ReplyReader, octets: number, asked: number): void {
    if (reader.errorStatus !== 0) {
      // tooBig (1) and genErr (5) may go away with a smaller request.
      if (asked > 1 && this.#shrink() && (reader.errorStatus === 1 || reader.errorStatus === 5))
        return this.#ask(reading, attempt)
      if (reading instanceof ProbeReading) return this.#probed(reading.probe)
      return this.#go(reading, reading.refused(reader.errorStatus, reader.errorIndex))
    }
    const { count } = reader
    const progress = reading.take(reader, this.#plan.values, Date.now())
    if (progress === 'nothing') {
      if (attempt < this.#patience.retries && this.#shrink()) return this.#ask(reading, attempt + 1)
      this.#isPartial = true
      return this.#go(reading, 'done')
    }
    if (reading instanceof ProbeReading) return this.#probed(reading.probe)
    const perVariable = octets / count
    if (count > 3) this.#manners.octetsPerVariable += (perVariable - this.#manners.octetsPerVariable) / 4
    if (attempt === 0 && count >= this.#manners.variables)
      this.#manners.variables = Math.min(mostVariables, this.#manners.variables * growthFactor)
    this.#go(reading, progress)
  }

  /** It answered, if only to say no. */
  #probed(probe: Probe): void {
    this.#probe = probe
    this.#waiting = this.#plan.readings(probe)
    for (let i = 0; i < inFlightLimit; i++) this.#next()
  }

  #go(reading: Reading, progress: 'more' | 'done' | 'nothing'): void {
    if (progress === 'more') return this.#ask(reading, 0)
    if (reading.isPartial) this.#isPartial = true
    this.#next()
  }

  /** Half as much from now on; false when it cannot become smaller. */
  #shrink(): boolean {
    const now = this.#variables()
    if (now <= 1) return false
    this.#manners.variables = Math.max(1, now / 2)
    return true
  }

  #next(): void {
    let reading = this.#waiting.shift()
    while (reading?.isDone === true) reading = this.#waiting.shift()
    if (reading !== undefined) return this.#ask(reading, 0)
    if (this.#underWay.size > 0) return
    if (!this.#askedFurther) {
      this.#askedFurther = true
      this.#waiting = this.#plan.further(this.#plan.values)
      if (this.#waiting.length > 0) {
        for (let i = 0; i < inFlightLimit; i++) this.#next()
        return
      }
    }
    this.end()
  }
}

/** The first request of a visit. */
class ProbeReading implements Reading {
  isPartial = false
  readonly probe: Probe = { uptimeTicks: null, ports: null, tableLastChange: null }
  /** v1 refuses all three for the sake of one (RFC 1157, 4.1.2): it is asked for the first alone. */
  readonly #oids: Uint8Array[]

  constructor(severalAtOnce: boolean) {
    const { sysUpTime, ifNumber, ifTableLastChange } = probeOids
    this.#oids = severalAtOnce ? [sysUpTime, ifNumber, ifTableLastChange] : [sysUpTime]
  }

  question(): Question {
    return { pdu: pdus.get, repetitions: 0, variables: listed(this.#oids) }
  }

  take(reader: ReplyReader): 'done' {
    while (reader.next()) {
      if (reader.tag !== tags.timeTicks && reader.tag !== tags.integer) continue
      const value = unsigned(reader)
      if (isOid(reader, probeOids.sysUpTime)) this.probe.uptimeTicks = value
      else if (isOid(reader, probeOids.ifNumber)) this.probe.ports = value
      else if (isOid(reader, probeOids.ifTableLastChange)) this.probe.tableLastChange = value
    }
    return 'done'
  }

  refused(): 'done' {
    return 'done'
  }
}

function unsigned({ bytes, valueStart, valueEnd }: ReplyReader): number {
  let value = 0
  for (let i = valueStart; i < valueEnd; i++) value = value * 256 + bytes[i]!
  return value
}

function isOid({ bytes, oidStart, oidEnd }: ReplyReader, oid: Uint8Array): boolean {
  return oid.length === oidEnd - oidStart && oid.every((octet, i) => bytes[oidStart + i] === octet)
}
