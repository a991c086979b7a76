import { isIP } from 'node:net'
import { authProtocols, privProtocols } from '../../server/contract/entities/credential.ts'
import { shortestKey, type AuthProtocol, type PrivProtocol, type SnmpCredential } from '../snmp/credential.ts'
import { UsageError } from './language.ts'

/** The options of `citybase collect snmp` as commander hands them over. */
export interface SnmpArguments {
  community?: string
  /** 1 or 2c; with a community. */
  snmpVersion?: string
  v3User?: string
  v3AuthProtocol?: string
  v3AuthKey?: string
  v3PrivProtocol?: string
  v3PrivKey?: string
  v3Context?: string
  timeout?: string
  retries?: string
  deadline?: string
}

const snmpPort = 161

/** `HOST`, `HOST:PORT`, `[IPV6]:PORT`, or a bare IPv6 address. Throws `UsageError`. */
export function parseHostPort(text: string): { address: string; port: number } {
  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(text)
  if (bracketed !== null) {
    const address = bracketed[1] ?? ''
    if (isIP(address.replace(/%.*$/, '')) !== 6) throw badHost(text)
    return { address, port: portOf(bracketed[2]) }
  }
  if (isIP(text.replace(/%.*$/, '')) === 6) return { address: text, port: snmpPort }
  const [address = '', port, ...more] = text.split(':')
  if (more.length > 0 || port?.includes('/') === true || !/^[A-Za-z0-9._-]+$/.test(address))
    throw badHost(text)
  return { address, port: portOf(port) }
}

function badHost(text: string): UsageError {
  return new UsageError(
    `地址“${text}”无效，应为 主机、主机:端口 或 [IPv6]:端口。`,
    `"${text}" is not an address. Write HOST, HOST:PORT or [IPV6]:PORT.`,
  )
}

function portOf(text: string | undefined): number {
  if (text === undefined) return snmpPort
  const port = /^\d+$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65535)
    throw new UsageError(
      `端口“${text}”无效，应为 1 到 65535 的整数。`,
      `"${text}" is not a port. Write a whole number from 1 to 65535.`,
    )
  return port
}

/** A whole number from an option; `name` as the user writes it. Throws `UsageError`. */
export function wholeNumber(
  name: string,
  text: string | undefined,
  unless: number,
  least: number,
  most: number,
): number {
  if (text === undefined) return unless
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most))
    throw new UsageError(
      `${name} 的值“${text}”无效，应为 ${least} 到 ${most} 的整数。`,
      `"${text}" is not valid for ${name}. Write a whole number from ${least} to ${most}.`,
    )
  return value
}

/** The credential that the options describe. Throws `UsageError` when they do not go together. */
export function parseCredential(options: SnmpArguments): SnmpCredential {
  if (options.community !== undefined && options.v3User !== undefined)
    throw new UsageError(
      '--community 与 --v3-user 只能选其一。',
      'Give either --community or --v3-user, not both.',
    )
  if (options.community !== undefined) {
    if (options.community === '')
      throw new UsageError('--community 不能为空。', '--community must not be empty.')
    return { version: communityVersion(options.snmpVersion), community: options.community }
  }
  if (options.v3User === undefined || options.v3User === '')
    throw new UsageError(
      '请用 --community 给出团体字，或用 --v3-user 给出 SNMPv3 用户名。',
      'Give the community with --community, or an SNMPv3 user with --v3-user.',
    )
  const authProtocol = protocolOf<AuthProtocol>(
    '--v3-auth-protocol',
    options.v3AuthProtocol ?? (options.v3AuthKey === undefined ? 'none' : 'sha256'),
    authProtocols,
  )
  const privProtocol = protocolOf<PrivProtocol>(
    '--v3-priv-protocol',
    options.v3PrivProtocol ?? (options.v3PrivKey === undefined ? 'none' : 'aes'),
    privProtocols,
  )
  if (privProtocol !== 'none' && authProtocol === 'none')
    throw new UsageError(
      '使用加密时必须同时使用认证（--v3-auth-key）。',
      'Privacy needs authentication as well (--v3-auth-key).',
    )
  return {
    version: '3',
    userName: options.v3User,
    authProtocol,
    authKey: keyOf('--v3-auth-key', authProtocol, options.v3AuthKey),
    privProtocol,
    privKey: keyOf('--v3-priv-key', privProtocol, options.v3PrivKey),
    contextName: options.v3Context ?? null,
  }
}

function communityVersion(text: string | undefined): '1' | '2c' {
  const version = (text ?? '2c').toLowerCase().replace(/^v/, '')
  if (version === '1' || version === '2c') return version
  throw new UsageError(
    `--snmp-version 的值“${text}”无效，应为 1 或 2c（SNMPv3 用 --v3-user）。`,
    `"${text}" is not valid for --snmp-version. Write 1 or 2c (for SNMPv3 use --v3-user).`,
  )
}

const aliases: Record<string, string> = {
  sha1: 'sha',
  aes128: 'aes',
  aes192b: 'aes192',
  aes192c: 'aes192',
  aes192r: 'aes192',
  tripledes: '3des',
  '3desede': '3des',
}
/** What devices offer and the SNMP library lacks. */
const lackedAlgorithms: Record<string, string> = { aes192: 'AES-192', '3des': '3DES' }

function protocolOf<Name extends string>(option: string, text: string, known: Record<Name, unknown>): Name {
  const name = text.toLowerCase().replace(/-/g, '')
  const alias = aliases[name] ?? name
  const lacking = lackedAlgorithms[alias]
  if (lacking !== undefined)
    throw new UsageError(
      `${option} ${text}：采集器不支持 ${lacking}。请在设备上改用 AES-128（aes）或 AES-256（aes256b、aes256r）。`,
      `${option} ${text}: the collectors cannot use ${lacking}. Set the device to AES-128 (aes) or AES-256 (aes256b, aes256r).`,
    )
  if (!(alias in known)) {
    const names = Object.keys(known)
      .filter((one) => !(one in lackedAlgorithms))
      .join(', ')
    throw new UsageError(
      `${option} 不支持“${text}”。可用：${names}。`,
      `${option} does not offer "${text}". Available: ${names}.`,
    )
  }
  return alias as Name
}

function keyOf(option: string, protocol: string, key: string | undefined): string | null {
  if (protocol === 'none') return null
  if (key === undefined || key.length < shortestKey)
    throw new UsageError(
      `${option} 至少需要 ${shortestKey} 个字符（RFC 3414）。`,
      `${option} needs at least ${shortestKey} characters (RFC 3414).`,
    )
  return key
}
