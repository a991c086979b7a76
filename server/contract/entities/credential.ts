import { defineEntity } from '../entity.ts'
import { boolean, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'

export const credentialProtocols = states({
  'snmp-v1': { label: { zh: 'SNMP v1', en: 'SNMP v1' }, tone: 'warning', shape: 'ring' },
  'snmp-v2c': { label: { zh: 'SNMP v2c', en: 'SNMP v2c' }, tone: 'neutral', shape: 'ring' },
  'snmp-v3': { label: { zh: 'SNMP v3', en: 'SNMP v3' }, tone: 'good', shape: 'dot' },
})

/** Authentication protocols of RFC 3414 and RFC 7860. */
export const authProtocols = states({
  none: { label: { zh: '无', en: 'None' }, tone: 'muted', shape: 'dash' },
  md5: { label: { zh: 'MD5', en: 'MD5' }, tone: 'warning', shape: 'ring' },
  sha: { label: { zh: 'SHA-1', en: 'SHA-1' }, tone: 'neutral', shape: 'dot' },
  sha224: { label: { zh: 'SHA-224', en: 'SHA-224' }, tone: 'neutral', shape: 'dot' },
  sha256: { label: { zh: 'SHA-256', en: 'SHA-256' }, tone: 'good', shape: 'dot' },
  sha384: { label: { zh: 'SHA-384', en: 'SHA-384' }, tone: 'good', shape: 'dot' },
  sha512: { label: { zh: 'SHA-512', en: 'SHA-512' }, tone: 'good', shape: 'dot' },
})

/**
 * Privacy protocols of RFC 3414 and RFC 3826; the AES-256 variants follow Blumenthal and Reeder. AES-192 and
 * 3DES are offered so that a person who finds them on a device learns that they cannot be used: the collectors' library has
 * neither, and no credential is kept with them (`credentialIssues`).
 */
export const privProtocols = states({
  none: { label: { zh: '无', en: 'None' }, tone: 'muted', shape: 'dash' },
  des: { label: { zh: 'DES', en: 'DES' }, tone: 'warning', shape: 'ring' },
  aes: { label: { zh: 'AES-128', en: 'AES-128' }, tone: 'good', shape: 'dot' },
  aes192: {
    label: { zh: 'AES-192（不支持）', en: 'AES-192 (not supported)' },
    tone: 'muted',
    shape: 'cross',
  },
  '3des': { label: { zh: '3DES（不支持）', en: '3DES (not supported)' }, tone: 'muted', shape: 'cross' },
  aes256b: { label: { zh: 'AES-256 (Blumenthal)', en: 'AES-256 (Blumenthal)' }, tone: 'good', shape: 'dot' },
  aes256r: { label: { zh: 'AES-256 (Reeder)', en: 'AES-256 (Reeder)' }, tone: 'good', shape: 'dot' },
})

/**
 * What a collector needs to speak with devices. Its secrets (community, keys) are written through create and update,
 * kept encrypted, handed to collectors sealed for their key alone, and returned by no endpoint.
 */
export const credential = defineEntity(
  {
    name: 'credential',
    path: '/credentials',
    label: { zh: '凭据', en: 'Credential' },
    plural: { zh: '凭据', en: 'Credentials' },
    permissions: { read: 'collection.manage', write: 'collection.manage' },
    defaultSort: 'name',
  },
  {
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      unique: true,
      maxLength: 60,
      search: true,
      listed: true,
    }),
    protocol: state(credentialProtocols, {
      label: { zh: '协议', en: 'Protocol' },
      required: true,
      listed: true,
    }),
    networkZoneId: reference('networkZone', {
      label: { zh: '网络区域', en: 'Network zone' },
      hint: {
        zh: '自动选择凭据的目标只试本区域的凭据；留空则所有区域可用。',
        en: 'Targets that choose by themselves try only those of their zone; empty is for every zone.',
      },
      listed: true,
    }),
    position: number({
      label: { zh: '尝试顺序', en: 'Order' },
      hint: {
        zh: '数字小的先试；v3 总在 v2c 和 v1 之前。',
        en: 'Smaller numbers are tried first; v3 always before v2c and v1.',
      },
      min: 1,
      max: 999,
      decimals: 0,
      listed: true,
    }),
    userName: text({ label: { zh: 'v3 用户名', en: 'v3 user' }, maxLength: 32, listed: true }),
    authProtocol: state(authProtocols, { label: { zh: '认证算法', en: 'Authentication' }, listed: true }),
    privProtocol: state(privProtocols, { label: { zh: '加密算法', en: 'Privacy' }, listed: true }),
    contextName: text({ label: { zh: 'v3 上下文', en: 'v3 context' }, maxLength: 32 }),
    hasSecret: boolean({ label: { zh: '已设密钥', en: 'Secret set' }, readOnly: true, listed: true }),
    notes: text({ label: { zh: '备注', en: 'Notes' }, maxLength: 500 }),
  },
)
