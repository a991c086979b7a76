import { addColumns, bigInteger } from '../migration.ts'

/** Ports are polled between full collections, at an interval of their own. */
export default addColumns('0035-poll-targets', 'target', { pollSeconds: bigInteger() })
