import { expect, test } from 'vitest'
import { LoadMeter, type Moment } from '../../../collectors/snmp/load-meter.ts'

/** A meter whose clocks the test moves: both on when waiting, only the wall's when busy with something else. */
function meterWithClock() {
  const now: Moment = { wall: 0, waited: 0 }
  return {
    meter: new LoadMeter(() => ({ ...now })),
    wait: (ms: number) => {
      now.wall += ms
      now.waited += ms
    },
    beBusy: (ms: number) => (now.wall += ms),
  }
}

test('the shortest round trip is the network; what others take longer is the device', () => {
  const { meter, wait } = meterWithClock()
  for (const ms of [2, 12, 7]) {
    const sent = meter.now()
    wait(ms)
    meter.answered(sent, 10)
  }
  expect(meter.total()).toMatchObject({ roundTripMilliseconds: 2, deviceMilliseconds: 15, variables: 30 })
})

test('requests that wait for one another in the device are not counted twice', () => {
  const { meter, wait } = meterWithClock()
  const probe = meter.now()
  wait(1)
  meter.answered(probe, 1)
  const three = [meter.now(), meter.now(), meter.now()]
  for (const sent of three) {
    wait(10)
    meter.answered(sent, 1)
  }
  // 1 + 30 ms in which something was open, less 1 ms of network for each of the two times that began anew.
  expect(meter.total().deviceMilliseconds).toBe(29)
})

test('an answer that lay in the socket while we were busy is no work of the device', () => {
  const { meter, wait, beBusy } = meterWithClock()
  const first = meter.now()
  wait(2)
  meter.answered(first, 1)
  const second = meter.now()
  wait(5)
  beBusy(8000)
  meter.answered(second, 1)
  expect(meter.total()).toMatchObject({ roundTripMilliseconds: 2, deviceMilliseconds: 3 })
})

test('nothing sent is nothing spent', () => {
  expect(new LoadMeter().total()).toMatchObject({
    packetsSent: 0,
    roundTripMilliseconds: null,
    deviceMilliseconds: 0,
  })
})
