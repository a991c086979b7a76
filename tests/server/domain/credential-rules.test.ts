import { expect, test } from 'vitest'
import { credentialIssues, type CredentialDraft } from '../../../server/domain/credential-rules.ts'

const v3: CredentialDraft = {
  protocol: 'snmp-v3',
  userName: 'monitor',
  authProtocol: 'sha256',
  privProtocol: 'aes',
  hasCommunity: false,
  hasAuthKey: true,
  hasPrivKey: true,
}
const pathsOf = (draft: Partial<CredentialDraft>) =>
  credentialIssues({ ...v3, ...draft }).map((issue) => issue.path)

test.each(['aes', 'aes256b', 'aes256r', 'des', 'none', null])('privacy by %s can be kept', (privProtocol) => {
  expect(pathsOf({ privProtocol })).toEqual([])
})

test.each([
  ['aes192', 'AES-192'],
  ['3des', '3DES'],
])('%s is refused beside its field, with what to do instead, in both languages', (privProtocol, name) => {
  const [issue, ...more] = credentialIssues({ ...v3, privProtocol })
  expect(more).toEqual([])
  expect(issue?.path).toBe('privProtocol')
  expect(issue?.message.zh).toContain(`不支持 ${name}`)
  expect(issue?.message.en).toContain(`cannot use ${name}`)
})

test.each(['snmp-v1', 'snmp-v2c'])('%s needs a community and nothing else', (protocol) => {
  const bare = { protocol, userName: null, authProtocol: null, privProtocol: null }
  expect(pathsOf({ ...bare, hasAuthKey: false, hasPrivKey: false })).toEqual(['community'])
  expect(pathsOf({ ...bare, hasCommunity: true })).toEqual([])
})
