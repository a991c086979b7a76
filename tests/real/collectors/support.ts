import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of its own for one suite, and what was started in it. */
export interface Bench {
  folder: string
  /** Starts a program and resolves once it wrote `ready` on either stream. */
  start(command: string, args: string[], ready: RegExp): Promise<void>
  stop(): Promise<void>
}

export function createBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'citybase-real-'))
  const children: ChildProcess[] = []
  return {
    folder,
    start(command, args, ready) {
      const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
      children.push(child)
      return new Promise((resolve, reject) => {
        let said = ''
        const hear = (data: Buffer) => {
          said += data.toString()
          if (ready.test(said)) resolve()
        }
        child.stdout.on('data', hear)
        child.stderr.on('data', hear)
        child.on('error', reject)
        child.on('exit', (code) => reject(new Error(`${command} ended with ${code}: ${said}`)))
      })
    },
    async stop() {
      await Promise.all(
        children.map(
          (child) =>
            new Promise<void>((resolve) => {
              if (child.exitCode !== null) return resolve()
              child.removeAllListeners('exit')
              child.on('exit', () => resolve())
              child.kill()
            }),
        ),
      )
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const snmpdPath = '/usr/sbin/snmpd'

/** A net-snmp agent with a configuration of its own; nothing of the system's is read or written. */
export async function startSnmpd(
  bench: Bench,
  port: number,
  configuration: string,
  name = 'snmpd',
): Promise<void> {
  if (!existsSync(snmpdPath)) throw new Error(`${snmpdPath} is missing: install the Debian package snmpd`)
  const file = join(bench.folder, `${name}.conf`)
  writeFileSync(file, `${configuration}\n[snmp] persistentDir ${join(bench.folder, `${name}-persistent`)}\n`)
  await bench.start(
    snmpdPath,
    ['-f', '-Lo', '-C', '-c', file, '-I', '-smux', `udp:127.0.0.1:${port}`],
    /NET-SNMP version/,
  )
}

/** The replayer of recorded walks, compiled from its source. */
export function compileSnmpfarm(bench: Bench, source: string): string {
  const program = join(bench.folder, 'snmpfarm')
  const compiler = process.env['CC'] ?? 'cc'
  execFileSync(compiler, ['-O2', '-w', '-o', program, source])
  return program
}
