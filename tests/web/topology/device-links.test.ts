import { afterEach, expect, it } from 'vitest'
import DeviceLinks from '../../../web/features/topology/DeviceLinks.vue'
import { fakeServer, mountConsole, settle } from '../findings/mount-console.ts'

const link = {
  id: 9,
  version: 1,
  createdAt: '2026-11-24T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  name: 'CORE GE0/0/1 — SRV eth0',
  aDeviceId: 1,
  aDeviceName: 'CORE',
  aName: 'CORE',
  aPort: 'GE0/0/1',
  bDeviceId: 2,
  bDeviceName: 'SRV',
  bName: 'SRV',
  bPort: 'eth0',
  roomId: 4,
  roomName: '机房',
  aRoomId: 4,
  bRoomId: 4,
  conflict: 'one-sided',
  protocol: 'lldp',
  aSeenBy: 'LLDP',
  bSeenBy: null,
  announced: null,
  status: 'seen',
  firstSeenAt: '2026-11-24T08:00:00.000Z',
  lastSeenAt: '2026-11-24T08:00:00.000Z',
}

afterEach(() => document.body.replaceChildren())

it('shows a device its links from its own side, with both ports and the conflict in words', async () => {
  fakeServer({
    'GET /links': ({ path }) => ({ items: path.includes('bDeviceId=2') ? [link] : [], next: null }),
  })
  const { wrapper } = mountConsole(DeviceLinks, { id: 2, row: { roomId: 4, name: 'SRV' } })
  await settle()
  const cells = wrapper.findAll('tbody td').map((cell) => cell.text())
  expect(cells).toEqual(['eth0', 'CORE', 'GE0/0/1', '单向可见', 'LLDP'])
  const addresses = wrapper.findAll('a').map((one) => one.attributes('href'))
  expect(addresses).toEqual(expect.arrayContaining(['/devices/1', '/links/9', '/topology?room=4&find=SRV']))
})

it('says what to do when no link has been seen', async () => {
  fakeServer({ 'GET /links': () => ({ items: [], next: null }) })
  const { wrapper } = mountConsole(DeviceLinks, { id: 2, row: { roomId: 4, name: 'SRV' } })
  await settle()
  expect(wrapper.text()).toContain('开启 LLDP')
})
