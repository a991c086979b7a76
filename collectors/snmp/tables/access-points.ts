import type { AccessPointFacts, RadioFacts } from '../../../server/contract/collection.ts'
import { holds, type Sighting } from '../identify.ts'
import { subIdentifiers } from '../oid.ts'
import { decodeText } from '../text.ts'
import { bytesOf, countOf, macOf, macOfBytes, numberOf, textOf } from '../value.ts'
import type { Varbind } from '../varbind.ts'
import type { AccessPointTable } from '../vendors/schema.ts'
import type { Visit } from '../visit.ts'
import { walkColumns } from '../walk.ts'

type Columns = Map<string, Map<string, Varbind>>
type RadioTable = NonNullable<AccessPointTable['radios']>

/** The access points that a wireless controller knows, by the first of its vendor's tables that lists any. */
export async function readAccessPoints(
  visit: Visit,
  tables: AccessPointTable[],
  sighting: Sighting,
  model: string | null,
): Promise<AccessPointFacts[]> {
  for (const table of tables) {
    if (table.when !== undefined && !holds(table.when, sighting, model)) continue
    const own = await walk(visit, ownColumns(table))
    if ([...own.values()].every((rows) => rows.size === 0)) continue
    const radios = table.radios === undefined ? new Map() : await walk(visit, radioColumns(table.radios))
    return accessPointsOf(table, own, radios)
  }
  return []
}

async function walk(visit: Visit, columns: string[]): Promise<Columns> {
  const walked = await walkColumns(visit, [...new Set(columns)], 'access points')
  return new Map(walked.map(({ column, rows }) => [column, rows]))
}

function ownColumns(table: AccessPointTable): string[] {
  const { name, mac, model, serialNumber, softwareVersion, address, group, location, state, clients } = table
  return [
    name,
    mac === 'index' ? undefined : mac,
    model,
    serialNumber === 'index' ? undefined : serialNumber,
    softwareVersion,
    address,
    group,
    location,
    state?.column,
    clients,
  ].filter((oid) => oid !== undefined)
}

function radioColumns({ band, channel, powerDbm, clients, utilisationPercent }: RadioTable): string[] {
  return [band?.column, channel, powerDbm, clients, utilisationPercent].filter((oid) => oid !== undefined)
}

function accessPointsOf(table: AccessPointTable, own: Columns, radioRows: Columns): AccessPointFacts[] {
  const indices = new Set([...own.values()].flatMap((rows) => [...rows.keys()]))
  const radiosOf = table.radios === undefined ? null : groupedRadios(table.radios, indices, radioRows)
  return [...indices].map((index) => {
    const at = (column: string | undefined) =>
      column === undefined ? undefined : own.get(column)?.get(index)
    const radios = radiosOf?.get(index) ?? []
    const state = table.state === undefined ? null : (textOf(at(table.state.column)) ?? '')
    return {
      name: textOf(at(table.name)),
      mac: table.mac === 'index' ? macOfIndex(index) : macOf(at(table.mac)),
      model: textOf(at(table.model)),
      serialNumber: table.serialNumber === 'index' ? textOfIndex(index) : textOf(at(table.serialNumber)),
      softwareVersion: textOf(at(table.softwareVersion)),
      address: addressOf(at(table.address)),
      group: textOf(at(table.group)),
      location: textOf(at(table.location)),
      state: state === null ? 'online' : (table.state?.states[state] ?? 'unknown'),
      clients: table.clients === undefined ? sumOfClients(radios) : countOf(at(table.clients)),
      radios,
    }
  })
}

/** The last six numbers of an index; some agents put the length of the octet string before them. */
function macOfIndex(index: string): string | null {
  const bytes = subIdentifiers(index).slice(-6)
  return bytes.length === 6 && bytes.every((byte) => byte < 256) ? macOfBytes(Uint8Array.from(bytes)) : null
}

/** A text in an index: its length, then its octets (RFC 2578, 7.7). */
function textOfIndex(index: string): string | null {
  const [length, ...octets] = subIdentifiers(index)
  return octets.length > 0 && length === octets.length ? decodeText(Uint8Array.from(octets)) : null
}

function addressOf(varbind: Varbind | undefined): string | null {
  const bytes = bytesOf(varbind)
  const address = bytes?.length === 4 ? [...bytes].join('.') : textOf(varbind)
  return address === '0.0.0.0' || address === '255.255.255.255' ? null : address
}

function sumOfClients(radios: RadioFacts[]): number | null {
  const counts = radios.flatMap((radio) => radio.clients ?? [])
  return counts.length === 0 ? null : counts.reduce((sum, one) => sum + one, 0)
}

/** Radios by the index of their access point, which their own index begins with. */
function groupedRadios(
  table: RadioTable,
  accessPoints: ReadonlySet<string>,
  columns: Columns,
): Map<string, RadioFacts[]> {
  const grouped = new Map<string, RadioFacts[]>()
  for (const index of new Set([...columns.values()].flatMap((rows) => [...rows.keys()]))) {
    const owner = ownerOf(index, accessPoints)
    if (owner === null) continue
    const at = (column: string | undefined) =>
      column === undefined ? undefined : columns.get(column)?.get(index)
    const radio = radioOf(table, at)
    const before = grouped.get(owner)
    if (before === undefined) grouped.set(owner, [radio])
    else before.push(radio)
  }
  return grouped
}

function ownerOf(index: string, accessPoints: ReadonlySet<string>): string | null {
  for (let end = index.length; end > 0; end = index.lastIndexOf('.', end - 1)) {
    const owner = index.slice(0, end)
    if (accessPoints.has(owner)) return owner
  }
  return null
}

function radioOf(table: RadioTable, at: (column: string | undefined) => Varbind | undefined): RadioFacts {
  const channel = numberOf(at(table.channel)) ?? Number.parseInt(textOf(at(table.channel)) ?? '', 10)
  const known = Number.isInteger(channel) && channel > 0 && channel < 256 ? channel : null
  const said = table.band === undefined ? undefined : table.band.bands[textOf(at(table.band.column)) ?? '']
  const power = numberOf(at(table.powerDbm))
  const utilisation = countOf(at(table.utilisationPercent))
  return {
    band: said ?? bandOfChannel(known),
    channel: known,
    powerDbm: power === null || power <= -100 || power > 40 ? null : power,
    clients: countOf(at(table.clients)),
    utilisationPercent: utilisation === null || utilisation > 100 ? null : utilisation,
  }
}

/** Channel numbers of IEEE 802.11-2020, annex E: 1–14 at 2.4 GHz, from 32 on at 5 GHz. 6 GHz counts anew and must be said. */
function bandOfChannel(channel: number | null): RadioFacts['band'] {
  if (channel === null) return null
  return channel <= 14 ? '2.4GHz' : channel >= 32 && channel <= 177 ? '5GHz' : null
}
