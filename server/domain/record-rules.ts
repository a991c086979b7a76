import type { Issue } from '../contract/error.ts'
import { mostAddresses, parseRanges, sweepOf } from './discovery/address-ranges.ts'
import { countOf } from './discovery/address-set.ts'

/*
 * Rules that look at several fields of one record. Each is checked only when one of its fields changes, so that a
 * record which has long broken a rule can still be corrected elsewhere.
 */

type Values = Record<string, unknown>

export interface RecordRule {
  fields: readonly string[]
  check(values: Values): Issue[]
}

const issue = (path: string, zh: string, en: string): Issue => ({ path, message: { zh, en } })

/** `YYYY-MM-DD` texts compare as dates. */
function notBefore(later: string, earlier: string, zh: string, en: string): RecordRule {
  return {
    fields: [later, earlier],
    check(values) {
      const [end, start] = [values[later], values[earlier]]
      if (typeof end !== 'string' || typeof start !== 'string' || end >= start) return []
      return [issue(later, zh, en)]
    },
  }
}

function together(first: string, second: string, zh: string, en: string): RecordRule {
  const isMissing = (value: unknown) => value === null || value === undefined
  return {
    fields: [first, second],
    check(values) {
      if (isMissing(values[first]) === isMissing(values[second])) return []
      return [issue(isMissing(values[first]) ? first : second, zh, en)]
    },
  }
}

function differ(first: string, second: string, zh: string, en: string): RecordRule {
  return {
    fields: [first, second],
    check: (values) =>
      values[first] !== null && values[first] === values[second] ? [issue(second, zh, en)] : [],
  }
}

/** Every fault of a text of address ranges, with its place. */
function rangesRule(field: string, use: 'sweep' | 'allow'): RecordRule {
  return {
    fields: [field],
    check: (values) =>
      parseRanges(String(values[field] ?? ''), use).issues.map(({ line, column, text, message }) =>
        issue(
          field,
          `第 ${line} 行第 ${column} 列“${text}”：${message.zh}`,
          `Line ${line}, column ${column}, "${text}": ${message.en}`,
        ),
      ),
  }
}

const coordinates = together(
  'longitude',
  'latitude',
  '经度和纬度须同时填写。',
  'Give longitude and latitude together.',
)

/** RFC 7946: only areas bound a district. */
const geometryTypes = ['Polygon', 'MultiPolygon']

const rules: Record<string, readonly RecordRule[]> = {
  region: [
    {
      fields: ['boundary'],
      check({ boundary }) {
        if (boundary === null || boundary === undefined) return []
        const { type, coordinates: rings } = boundary as { type?: unknown; coordinates?: unknown }
        if (geometryTypes.includes(type as string) && Array.isArray(rings)) return []
        return [
          issue(
            'boundary',
            '边界须为 GeoJSON 的 Polygon 或 MultiPolygon。',
            'The boundary must be a GeoJSON Polygon or MultiPolygon.',
          ),
        ]
      },
    },
  ],
  site: [coordinates],
  place: [coordinates],
  device: [
    notBefore(
      'warrantyEnd',
      'purchaseDate',
      '保修截止日期不能早于购置日期。',
      'The warranty cannot end before the purchase.',
    ),
    {
      fields: ['rackId', 'positionU'],
      check: ({ rackId, positionU }) =>
        typeof positionU === 'number' && typeof rackId !== 'number'
          ? [issue('rackId', '填写 U 位时须选择机柜。', 'Choose the rack that the position is in.')]
          : [],
    },
  ],
  line: [
    notBefore(
      'contractEnd',
      'contractStart',
      '合同截止日期不能早于起始日期。',
      'The contract cannot end before it starts.',
    ),
  ],
  applicationDependency: [
    differ('consumerId', 'providerId', '应用不能依赖自身。', 'An application cannot depend on itself.'),
  ],
  discovery: [
    rangesRule('ranges', 'sweep'),
    rangesRule('allowList', 'allow'),
    {
      fields: ['ranges', 'allowList'],
      check({ ranges, allowList }) {
        const isSound = (text: unknown, use: 'sweep' | 'allow') =>
          parseRanges(String(text ?? ''), use).issues.length === 0
        if (!isSound(ranges, 'sweep') || !isSound(allowList, 'allow')) return []
        const count = countOf(sweepOf(String(ranges ?? ''), (allowList ?? null) as string | null))
        if (count === 0n)
          return [
            issue(
              'ranges',
              '没有可以探测的地址：范围为空，或全部在允许清单之外。',
              'There is no address to ask: the ranges are empty, or the allow-list holds none of them.',
            ),
          ]
        return count <= BigInt(mostAddresses)
          ? []
          : [
              issue(
                'ranges',
                `地址过多：一次最多探测 ${mostAddresses} 个地址（IPv4 /8）。`,
                `Too many addresses: at most ${mostAddresses} (an IPv4 /8) are swept.`,
              ),
            ]
      },
    },
    {
      fields: ['credentialIds'],
      check: ({ credentialIds }) =>
        credentialIds === null ||
        credentialIds === undefined ||
        (Array.isArray(credentialIds) && credentialIds.every((id) => Number.isInteger(id)))
          ? []
          : [issue('credentialIds', '凭据须为编号的列表。', 'Credentials must be a list of their ids.')],
    },
  ],
  credential: [
    {
      fields: ['protocol', 'userName'],
      check: ({ protocol, userName }) =>
        protocol === 'snmp-v3' && !userName
          ? [issue('userName', 'SNMP v3 须填写用户名。', 'SNMP v3 needs a user name.')]
          : [],
    },
    {
      // RFC 3414, section 1.4.1: privacy without authentication does not exist.
      fields: ['authProtocol', 'privProtocol'],
      check: ({ authProtocol, privProtocol }) =>
        privProtocol && privProtocol !== 'none' && (!authProtocol || authProtocol === 'none')
          ? [issue('authProtocol', '启用加密时须选择认证算法。', 'Privacy needs an authentication protocol.')]
          : [],
    },
  ],
}

/** What is wrong with a record, as far as its changed fields are concerned. */
export function brokenRules(entity: string, values: Values, changed: ReadonlySet<string>): Issue[] {
  return (rules[entity] ?? [])
    .filter((rule) => rule.fields.some((field) => changed.has(field)))
    .flatMap((rule) => rule.check(values))
}
