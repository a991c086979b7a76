import type { DeviceMemory } from '../memory/device-memory.ts'
import { UsmConversation } from '../usm/conversation.ts'
import { encodeRequest, listed, pdus, tags, type ReplyReader } from './ber.ts'
import { probeOids } from './objects.ts'
import type { PortValues } from './port-values.ts'
import type { Question, Reading } from './reading.ts'
import type { Exchange, Transport } from './transport.ts'

/** What is known of a device's replies from one visit to the next. */
export interface DeviceManners {
  octetsPerVariable: number
}

export interface VisitTarget {
  address: string
  family: 4 | 6
  port: number
  /** v1 has no GETBULK (RFC 1157), and refuses a whole GET for the sake of one variable. */
  hasBulk: boolean
  security: { version: 0 | 1; name: Uint8Array } | UsmConversation
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
  /** It answered that it does not let this user in. */
  refused: boolean
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

/** Readings that go on side by side; how many requests are under way is the device's gate's to say. */
const sideBySide = 3
/** A reply of this size fits one Ethernet frame: fragments of UDP are lost together, and many agents send none. */
const replyOctets = 1400
const mostVariables = 200
const quietMs = 100
/** Its engine, its clock, and once more should it have begun anew since. */
const mostSynchronisations = 3

/** One visit to one device. Resolves always; everything that goes wrong is in the outcome. */
export function visitDevice(
  transport: Transport,
  target: VisitTarget,
  memory: DeviceMemory,
  manners: DeviceManners,
  patience: VisitPatience,
  plan: VisitPlan,
): { outcome: Promise<VisitOutcome>; cancel(): void } {
  const visit = new DeviceVisit(transport, target, memory, manners, patience, plan)
  return { outcome: visit.outcome, cancel: () => visit.end() }
}

class DeviceVisit {
  readonly outcome: Promise<VisitOutcome>
  readonly #transport: Transport
  readonly #target: VisitTarget
  readonly #memory: DeviceMemory
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
  /** Requests that are to be sent as soon as they can be. */
  #waitingForRoom = 0
  #roundTrips: number[] = []
  #waiting: Reading[] = []
  #probe: Probe | null = null
  #isPartial = false
  #refused = false
  #ended = false
  #synchronisations = 0
  #askedFurther = false
  #resolve: (outcome: VisitOutcome) => void = () => {}
  readonly #deadline: NodeJS.Timeout
  #quiet: NodeJS.Timeout | null = null

  constructor(
    transport: Transport,
    target: VisitTarget,
    memory: DeviceMemory,
    manners: DeviceManners,
    patience: VisitPatience,
    plan: VisitPlan,
  ) {
    this.#transport = transport
    this.#target = target
    this.#memory = memory
    this.#manners = manners
    this.#patience = patience
    this.#plan = plan
    this.outcome = new Promise((resolve) => (this.#resolve = resolve))
    this.#deadline = setTimeout(() => {
      this.#isPartial = true
      this.end()
    }, patience.deadlineMs)
    this.#ask(new ProbeReading(target.hasBulk), 0)
    const { onQuiet } = plan
    if (onQuiet) this.#quiet = setTimeout(() => this.#probe === null && onQuiet(), quietMs)
  }

  /** Ends the visit with what there is. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    clearTimeout(this.#deadline)
    if (this.#quiet !== null) clearTimeout(this.#quiet)
    for (const id of this.#underWay) {
      this.#transport.forget(id)
      this.#memory.gate.leave()
    }
    const { values } = this.#plan
    this.#load.roundTripMs = this.#roundTrips.length === 0 ? null : Math.min(...this.#roundTrips)
    const network = this.#load.roundTripMs ?? 0
    this.#load.deviceMs = this.#roundTrips.reduce((sum, one) => sum + one - network, 0)
    const [probe, refused, isPartial, load] = [this.#probe, this.#refused, this.#isPartial, this.#load]
    this.#resolve({ probe, refused, values, isPartial, load })
  }

  /** Variables that the next reply should hold. */
  #variables(): number {
    return Math.max(1, Math.min(this.#memory.bulk, this.#fitting()))
  }

  #fitting(): number {
    return Math.min(mostVariables, Math.floor(replyOctets / this.#manners.octetsPerVariable))
  }

  /** Asks when the device has room for one more request: full collections ask it, too. */
  #ask(reading: Reading, attempt: number): void {
    this.#waitingForRoom++
    this.#memory.gate.pass(() => {
      this.#waitingForRoom--
      if (this.#ended) return this.#memory.gate.leave()
      // While it waited, the others asked for the rest.
      if (reading.isDone === true) {
        this.#memory.gate.leave()
        return this.#next()
      }
      const { security } = this.#target
      const secured = security instanceof UsmConversation ? security : null
      const { pdu, repetitions, variables } = reading.question(this.#variables())
      const id = this.#transport.nextRequestId()
      const inClear = secured === null ? (security as Exclude<typeof security, UsmConversation>) : null
      const bytes = encodeRequest(inClear, pdu, id, 0, repetitions, variables)
      const message = secured === null ? bytes : secured.seal(id, bytes)
      this.#send(reading, attempt, id, message, secured, Math.max(variables.count, repetitions))
    })
  }

  #send(
    reading: Reading,
    attempt: number,
    id: number,
    message: Buffer,
    secured: UsmConversation | null,
    asked: number,
  ): void {
    const sentAt = performance.now()
    const { gate } = this.#memory
    const synchronisations = this.#synchronisations
    this.#load.packetsSent++
    this.#load.octetsSent += message.length
    this.#underWay.add(id)
    const exchange: Exchange = {
      address: this.#target.address,
      family: this.#target.family,
      port: this.#target.port,
      message,
      alias: this.#memory.alias,
      secured,
      // Later attempts wait longer: a device that is merely slow is not asked faster than it answers.
      timeoutMs: this.#patienceNow().timeoutMs * 1.5 ** attempt,
      onReply: (reader, octets) => {
        this.#underWay.delete(id)
        gate.leave()
        this.#load.packetsReceived++
        this.#load.octetsReceived += octets
        this.#load.variables += reader.count
        this.#roundTrips.push(performance.now() - sentAt)
        this.#answered(reading, attempt, reader, octets, asked)
      },
      onSilence: () => {
        this.#underWay.delete(id)
        gate.leave()
        this.#load.timeouts++
        this.#silent(reading, attempt)
      },
      onReport: (report, octets) => {
        this.#underWay.delete(id)
        gate.leave()
        this.#load.packetsReceived++
        this.#load.octetsReceived += octets
        if (report === 'synchronised') this.#synchronised(reading, attempt, synchronisations)
        else this.#refuse()
      },
      onStranger: (address) => {
        // Only when the address that was asked stayed silent before: then it is the device that answers from another.
        if (attempt === 0 && !this.#memory.answersElsewhere) return false
        this.#memory.alias = address
        this.#memory.answersElsewhere = true
        return true
      },
    }
    this.#transport.send(id, exchange)
  }

  #patienceNow(): { timeoutMs: number; retries: number } {
    return this.#probe === null ? (this.#patience.probe ?? this.#patience) : this.#patience
  }

  /** The agent told its engine and clock (RFC 3414, 2.3). Requests that failed together are asked again together. */
  #synchronised(reading: Reading, attempt: number, sentBefore: number): void {
    if (sentBefore === this.#synchronisations && ++this.#synchronisations > mostSynchronisations)
      return this.#refuse()
    const { security } = this.#target
    if (!(security instanceof UsmConversation)) return
    this.#waitingForRoom++
    void security.prepare().then(() => {
      this.#waitingForRoom--
      if (!this.#ended) this.#ask(reading, attempt)
    })
  }

  #refuse(): void {
    this.#refused = true
    this.#isPartial = true
    this.end()
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
    if (attempt === 0 && count >= this.#variables()) this.#memory.answered(mostVariables)
    this.#go(reading, progress)
  }

  /** It answered, if only to say no. */
  #probed(probe: Probe): void {
    this.#probe = probe
    this.#waiting = this.#plan.readings(probe)
    for (let i = 0; i < sideBySide; i++) this.#next()
  }

  #go(reading: Reading, progress: 'more' | 'done' | 'nothing'): void {
    if (progress === 'more') return this.#ask(reading, 0)
    if (reading.isPartial) this.#isPartial = true
    this.#next()
  }

  /** Half as much from now on; false when it cannot become smaller. */
  #shrink(): boolean {
    return this.#memory.shrink(this.#fitting())
  }

  #next(): void {
    let reading = this.#waiting.shift()
    while (reading?.isDone === true) reading = this.#waiting.shift()
    if (reading !== undefined) return this.#ask(reading, 0)
    if (this.#underWay.size > 0 || this.#waitingForRoom > 0) return
    if (!this.#askedFurther) {
      this.#askedFurther = true
      this.#waiting = this.#plan.further(this.#plan.values)
      if (this.#waiting.length > 0) {
        for (let i = 0; i < sideBySide; i++) this.#next()
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
