import type { App } from '../../app.ts'
import type { Secrets } from './seal-for-collector.ts'

const names = ['community', 'authKey', 'privKey'] as const

/** Takes the secrets out of a body: what is left may be stored and logged. */
export function partSecrets<B extends Secrets>(body: B): { fields: Omit<B, keyof Secrets>; given: Secrets } {
  const { community, authKey, privKey, ...fields } = body
  const given: Secrets = {}
  for (const [name, value] of Object.entries({ community, authKey, privKey })) {
    if (value !== undefined) given[name as (typeof names)[number]] = value
  }
  return { fields, given }
}

/** @param sealed as the ledger keeps them; null when there are none */
export function openSecrets(app: Pick<App, 'secrets'>, sealed: string | null): Secrets {
  return sealed === null ? {} : (JSON.parse(app.secrets.open(sealed)) as Secrets)
}

/** As the ledger keeps them; null when there is nothing to keep. */
export function sealSecrets(app: Pick<App, 'secrets'>, secrets: Secrets): string | null {
  return names.some((name) => secrets[name] !== undefined) ? app.secrets.seal(JSON.stringify(secrets)) : null
}

/** Only what the protocol uses: an old community does not stay behind when a credential becomes v3. */
export function usedBy(protocol: string, secrets: Secrets): Secrets {
  const { community, authKey, privKey } = secrets
  if (protocol !== 'snmp-v3') return community === undefined ? {} : { community }
  return {
    ...(authKey === undefined ? {} : { authKey }),
    ...(privKey === undefined ? {} : { privKey }),
  }
}
