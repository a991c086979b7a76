/** Where the simulated devices answer. macOS has no 127.x.y.z but 127.0.0.1: there each has a port of its own. */
export interface SimulationAddressing {
  addressing: 'loopback-range' | 'ports'
  /** The port of all devices, or the first of the ports. */
  port: number
}

export const usualAddressing: SimulationAddressing = { addressing: 'loopback-range', port: 16100 }

/** The read community of every simulated device; goes into the store encrypted, beside the credential record. */
export const demonstrationCommunity = 'jinzhou-demo'

export function simulationAddress(
  index: number,
  { addressing, port }: SimulationAddressing,
): { address: string; port: number } {
  if (addressing === 'ports') return { address: '127.0.0.1', port: port + index }
  return { address: `127.21.${Math.floor(index / 250)}.${(index % 250) + 1}`, port }
}
