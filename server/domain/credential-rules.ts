import type { Issue } from '../contract/error.ts'

/** A credential as it will stand, with the secrets that will be set. */
export interface CredentialDraft {
  protocol: string
  userName: string | null
  authProtocol: string | null
  privProtocol: string | null
  hasCommunity: boolean
  hasAuthKey: boolean
  hasPrivKey: boolean
}

const issue = (path: string, zh: string, en: string): Issue => ({ path, message: { zh, en } })
const isOn = (protocol: string | null) => protocol !== null && protocol !== 'none'

const unsupportedWords: Record<string, string> = { aes192: 'AES-192', '3des': '3DES' }

function unsupportedPrivacy(protocol: string): Issue {
  const name = unsupportedWords[protocol] ?? protocol
  return issue(
    'privProtocol',
    `采集器不支持 ${name}。请在设备上改用 AES-128 或 AES-256。`,
    `The collectors cannot use ${name}. Set the device to AES-128 or AES-256.`,
  )
}

/** What does not fit together in a credential (RFC 3414 §1.4: privacy needs authentication). */
export function credentialIssues(draft: CredentialDraft): Issue[] {
  if (draft.protocol !== 'snmp-v3') {
    return draft.hasCommunity
      ? []
      : [
          issue(
            'community',
            'SNMP v1 和 v2c 须填写团体字（community）。',
            'SNMP v1 and v2c need a community.',
          ),
        ]
  }
  const issues: Issue[] = []
  if (!draft.userName) issues.push(issue('userName', 'SNMP v3 须填写用户名。', 'SNMP v3 needs a user name.'))
  if (isOn(draft.authProtocol) && !draft.hasAuthKey)
    issues.push(
      issue(
        'authKey',
        '选择了认证算法，须填写认证密钥（至少 8 位）。',
        'Authentication needs a key of at least 8 characters.',
      ),
    )
  if (draft.privProtocol !== null && draft.privProtocol in unsupportedWords)
    issues.push(unsupportedPrivacy(draft.privProtocol))
  else if (isOn(draft.privProtocol)) {
    if (!isOn(draft.authProtocol))
      issues.push(
        issue(
          'authProtocol',
          '使用加密时必须同时选择认证算法。',
          'Privacy needs authentication; choose an algorithm.',
        ),
      )
    if (!draft.hasPrivKey)
      issues.push(
        issue(
          'privKey',
          '选择了加密算法，须填写加密密钥（至少 8 位）。',
          'Privacy needs a key of at least 8 characters.',
        ),
      )
  }
  return issues
}
