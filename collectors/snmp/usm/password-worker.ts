import { parentPort } from 'node:worker_threads'
import { passwordDigest } from './password-digest.ts'

/** Hashes passwords beside the event loop: `{ id, hash, password }` in, `{ id, digest }` out. */
parentPort?.on('message', ({ id, hash, password }: { id: number; hash: string; password: Uint8Array }) =>
  parentPort?.postMessage({ id, digest: passwordDigest(hash, password) }),
)
