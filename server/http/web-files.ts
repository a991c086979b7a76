import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Context, Next } from 'koa'

/**
 * Serves the built console. Files under `assets/` carry a hash in their names and are kept for a year; any other path
 * is a page of the console and gets its index.
 */
export function webFiles(root: string) {
  return async (context: Context, next: Next): Promise<void> => {
    if (!['GET', 'HEAD'].includes(context.method) || context.path.startsWith('/api/')) return next()
    const wanted = await fileIn(root, context.path)
    const file = wanted ?? (extname(context.path) === '' ? await fileIn(root, '/index.html') : null)
    if (!file) return next()
    context.type = extname(file)
    context.set(
      'Cache-Control',
      context.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    )
    context.body = createReadStream(file)
  }
}

/** The file behind a path, never outside the root. */
async function fileIn(root: string, path: string): Promise<string | null> {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return null
  }
  const file = normalize(join(root, decoded))
  if (decoded.includes('\0') || !file.startsWith(root + sep)) return null
  try {
    return (await stat(file)).isFile() ? file : null
  } catch {
    return null
  }
}
