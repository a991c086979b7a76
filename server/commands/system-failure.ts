import type { Localised } from '../contract/text.ts'

/** What a failure of the operating system means to the one at the terminal; null for any other. */
export function systemFailure(error: unknown): { text: Localised; exitCode: number } | null {
  const { code, address, port, path } = error as NodeJS.ErrnoException & { address?: string; port?: number }
  switch (code) {
    case 'EADDRINUSE':
      return {
        text: {
          zh: `端口 ${port} 已被占用，请换一个端口（CITYBASE_PORT 或 --port）。`,
          en: `Port ${port} is in use; choose another (CITYBASE_PORT or --port).`,
        },
        exitCode: 1,
      }
    case 'EADDRNOTAVAIL':
      return {
        text: {
          zh: `本机没有地址 ${address}，请检查 CITYBASE_HOST。`,
          en: `This machine does not have the address ${address}; check CITYBASE_HOST.`,
        },
        exitCode: 2,
      }
    case 'EACCES':
    case 'ENOENT':
    case 'EROFS':
      return path
        ? {
            text: { zh: `无法读写 ${path}（${code}）。`, en: `Cannot read or write ${path} (${code}).` },
            exitCode: 1,
          }
        : null
    case 'ENOSPC':
      return {
        text: { zh: '磁盘空间已满，请清理后重试。', en: 'The disk is full; make room and try again.' },
        exitCode: 1,
      }
    default:
      return null
  }
}
