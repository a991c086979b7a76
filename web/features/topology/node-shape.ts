import type { DeviceKind } from '../../../server/contract/entities/device.ts'

/** What a node of the graph can be: a kind of device, a device that nobody knows, or a room. */
export type NodeShape = DeviceKind | 'unknown' | 'room'

const box = 'M1.5 1.5h9v9h-9z'

/** Shapes in a square of 12, by which kinds are told apart without colour. */
export const nodePaths: Record<NodeShape, string> = {
  switch: 'M0 2.8h12v6.4H0z',
  router: 'M6 .8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 1 0 6 .8z',
  firewall: 'M6 .8 12 11.2H0z',
  'load-balancer': 'M3 .8h6l3 5.2-3 5.2H3L0 6z',
  'wireless-controller': 'M6 .4 12 4.8 9.7 11.4H2.3L0 4.8z',
  'access-point': 'M6 0 12 6 6 12 0 6z',
  server: 'M2.5 0h7v12h-7z',
  storage: 'M1.5 2C1.5 .2 10.5 .2 10.5 2v8c0 1.8-9 1.8-9 0z',
  ups: box,
  pdu: box,
  environment: box,
  camera: box,
  printer: box,
  other: box,
  unknown: 'M2 .6 6 4.6l4-4L11.4 2l-4 4 4 4L10 11.4l-4-4-4 4L.6 10l4-4-4-4z',
  room: 'M6 .8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 1 0 6 .8z',
}

/** From the middle of a network to its edge; the order in which a room's nodes are laid out and named. */
export const shapeOrder: readonly NodeShape[] = [
  'switch',
  'router',
  'firewall',
  'load-balancer',
  'wireless-controller',
  'access-point',
  'server',
  'storage',
  'ups',
  'pdu',
  'environment',
  'camera',
  'printer',
  'other',
  'unknown',
  'room',
]
