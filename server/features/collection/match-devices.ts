import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { Facts } from '../../contract/collection.ts'
import type { Ledger } from '../../db/ledger.ts'
import { isLocalAddress, isRealSerial, normalAddress, normalSerial } from '../../domain/identity.ts'

export interface Answer {
  targetId: number
  /** Device that the target was declared for. */
  declaredDeviceId: number | null
  address: string
  facts: Facts
}

interface Candidate {
  id: number
  serialNumber: string | null
  managementAddress: string | null
}

/**
 * Which device of the ledger answered at each target. The declared one where one is declared. Otherwise the one device
 * with its serial number (the first one's of a stack); otherwise the one device with its management address, unless their serial numbers contradict
 * or another target is declared for it. In doubt none: two devices are never merged silently.
 * @returns device ids by target id
 */
export async function matchDevices(
  ledger: Ledger,
  answers: readonly Answer[],
  transaction: Transaction,
): Promise<Map<number, number>> {
  const matched = new Map<number, number>()
  const undeclared: Answer[] = []
  for (const answer of answers) {
    if (answer.declaredDeviceId === null) undeclared.push(answer)
    else matched.set(answer.targetId, answer.declaredDeviceId)
  }
  if (undeclared.length === 0) return matched
  const candidates = await readCandidates(ledger, undeclared, transaction)
  const claimed = await declaredElsewhere(ledger, candidates, transaction)
  for (const answer of undeclared) {
    const id = bySerial(answer, candidates) ?? byAddress(answer, candidates, claimed)
    if (id !== null) matched.set(answer.targetId, id)
  }
  return matched
}

function serialsOf(answer: Answer): string[] {
  return answer.facts.device.serialNumbers.filter(isRealSerial)
}

function addressesOf(answer: Answer): string[] {
  const own = answer.facts.addresses.map((address) => address.ip)
  return [answer.address, ...own].filter((address) => !isLocalAddress(address)).map(normalAddress)
}

async function readCandidates(
  ledger: Ledger,
  answers: readonly Answer[],
  transaction: Transaction,
): Promise<Candidate[]> {
  const serials = answers.flatMap(serialsOf)
  const spellings = serials.flatMap((serial) => [serial, serial.toUpperCase(), serial.toLowerCase()])
  return (await ledger.models.device.findAll({
    attributes: ['id', 'serialNumber', 'managementAddress'],
    where: {
      [Op.or]: [
        { serialNumber: { [Op.in]: [...new Set(spellings)] } },
        { managementAddress: { [Op.in]: [...new Set(answers.flatMap(addressesOf))] } },
      ],
    },
    raw: true,
    transaction,
  } as never)) as unknown as Candidate[]
}

async function declaredElsewhere(
  ledger: Ledger,
  candidates: readonly Candidate[],
  transaction: Transaction,
): Promise<Set<number>> {
  if (candidates.length === 0) return new Set()
  const rows = (await ledger.models.target.findAll({
    attributes: ['deviceId'],
    where: { deviceId: { [Op.in]: candidates.map((candidate) => candidate.id) } },
    raw: true,
    transaction,
  } as never)) as unknown as { deviceId: number }[]
  return new Set(rows.map((row) => row.deviceId))
}

/** Of a stack whose members are assets of their own, the one that it names first; a number that two share says nothing. */
function bySerial(answer: Answer, candidates: readonly Candidate[]): number | null {
  const members = serialsOf(answer).map((serial) =>
    candidates.filter(
      ({ serialNumber }) => isRealSerial(serialNumber) && normalSerial(serialNumber) === normalSerial(serial),
    ),
  )
  if (members.some((same) => same.length > 1)) return null
  return members.find((same) => same.length === 1)?.[0]?.id ?? null
}

function byAddress(
  answer: Answer,
  candidates: readonly Candidate[],
  claimed: ReadonlySet<number>,
): number | null {
  const addresses = new Set(addressesOf(answer))
  const same = candidates.filter(
    ({ managementAddress }) => managementAddress !== null && addresses.has(normalAddress(managementAddress)),
  )
  const [only] = same
  if (same.length !== 1 || !only || claimed.has(only.id)) return null
  const contradicts = isRealSerial(only.serialNumber) && serialsOf(answer).length > 0
  return contradicts ? null : only.id
}
