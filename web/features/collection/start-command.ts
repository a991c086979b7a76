/** The exact line that starts a collector process against this server. The token goes through the environment. */
export function startCommand(server: string, token: string): string {
  return `CITYBASE_COLLECTOR_TOKEN=${token} npx citybase collector --server ${server}`
}
