/** The simulation cannot do what was asked; the message says why and what to do, in Chinese and in English. */
export class SimulationError extends Error {
  readonly messages: { zh: string; en: string }

  constructor(messages: { zh: string; en: string }, options?: ErrorOptions) {
    super(`${messages.zh}\n${messages.en}`, options)
    this.name = 'SimulationError'
    this.messages = messages
  }
}

/** What went wrong on opening a device's socket, by the system's error code. */
export function bindError(address: string, port: number, cause: unknown): SimulationError {
  const where = `${address}:${port}`
  const code = (cause as NodeJS.ErrnoException).code
  return new SimulationError(messagesOf(where, address, code, cause), { cause })
}

function messagesOf(
  where: string,
  address: string,
  code: string | undefined,
  cause: unknown,
): { zh: string; en: string } {
  switch (code) {
    case 'EADDRINUSE':
      return {
        zh: `模拟设备无法启动：UDP ${where} 已被占用。请停止占用该端口的程序（可能是另一套仍在运行的演示环境），或改用其他端口。`,
        en: `A simulated device cannot start: UDP ${where} is in use. Stop the program that uses it (perhaps another demonstration that is still running) or choose another port.`,
      }
    case 'EADDRNOTAVAIL':
      return {
        zh: `模拟设备无法启动：本机没有地址 ${address}。Linux 上 127.0.0.0/8 均可直接使用；macOS 上请先执行 sudo ifconfig lo0 alias ${address}。`,
        en: `A simulated device cannot start: this machine has no address ${address}. On Linux all of 127.0.0.0/8 works as it is; on macOS run "sudo ifconfig lo0 alias ${address}" first.`,
      }
    case 'EACCES':
    case 'EPERM':
      return {
        zh: `模拟设备无法启动：没有权限使用 UDP ${where}。请改用 1024 以上的端口。`,
        en: `A simulated device cannot start: no permission for UDP ${where}. Choose a port above 1024.`,
      }
    case 'EMFILE':
    case 'ENFILE':
      return {
        zh: `模拟设备无法启动：打开 UDP ${where} 时可打开文件数已达上限。请用 ulimit -n 4096 提高上限后重试。`,
        en: `A simulated device cannot start: no file descriptor is left for UDP ${where}. Raise the limit with "ulimit -n 4096" and start again.`,
      }
    default:
      return {
        zh: `模拟设备无法启动：打开 UDP ${where} 失败（${String(cause)}）。请检查地址与端口。`,
        en: `A simulated device cannot start: opening UDP ${where} failed (${String(cause)}). Check the address and the port.`,
      }
  }
}
