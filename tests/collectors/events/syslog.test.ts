import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { loadKnowledge } from '../../../collectors/events/knowledge.ts'
import { decodeLine } from '../../../collectors/events/syslog/decode.ts'
import { describeLine } from '../../../collectors/events/syslog/describe.ts'
import { FrameReader, longestFrame, type Frame } from '../../../collectors/events/syslog/framing.ts'
import { parseSyslog } from '../../../collectors/events/syslog/parse.ts'
import { ReceivedEvent } from '../../../server/contract/events.ts'

const received = new Date('2026-11-24T06:00:00.000Z')
const parse = (line: string) => parseSyslog(line, received)
const local = (year: number, month: number, day: number, hours: number, minutes: number, seconds: number) =>
  new Date(year, month - 1, day, hours, minutes, seconds).toISOString()

describe('a line', () => {
  test.each([
    [
      'RFC 5424, its first example',
      "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \ufeff'su root' failed for lonvick on /dev/pts/8",
      {
        protocol: 'RFC 5424',
        facility: 4,
        severity: 2,
        hostname: 'mymachine.example.com',
        appName: 'su',
        code: 'ID47',
        text: "'su root' failed for lonvick on /dev/pts/8",
      },
    ],
    [
      'RFC 5424 with structured data that holds a bracket',
      '<165>1 2003-10-11T22:14:15.003Z host app 12 - [a@1 x="1\\]2"][b@1 y="z"] said',
      { protocol: 'RFC 5424', processId: '12', text: 'said' },
    ],
    [
      'RFC 3164, its first example',
      "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8",
      {
        protocol: 'RFC 3164',
        facility: 4,
        severity: 2,
        hostname: 'mymachine',
        appName: 'su',
        text: "'su root' failed for lonvick on /dev/pts/8",
      },
    ],
    [
      'Huawei',
      '<188>Nov 24 2026 14:00:01+08:00 HX-S5720 %%01IFNET/4/LINK_STATE(l)[3]:The line protocol IP on the interface Vlanif10 has entered the DOWN state.',
      {
        hostname: 'HX-S5720',
        severity: 4,
        code: 'IFNET/LINK_STATE',
        deviceAt: new Date('2026-11-24T06:00:01.000Z'),
      },
    ],
    [
      'H3C, the year behind the time',
      '<187>Nov 24 14:00:01:123 2026 H3C-5130 %%10IFNET/3/PHY_UPDOWN: Physical state on the interface GigabitEthernet1/0/1 changed to down.',
      { hostname: 'H3C-5130', code: 'IFNET/PHY_UPDOWN', severity: 3 },
    ],
    [
      'Cisco with a sequence number and an unset clock',
      '<187>45: *Nov 24 14:00:01.123: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to down',
      {
        code: 'LINK/UPDOWN',
        hostname: null,
        text: '%LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to down',
      },
    ],
    [
      'Ruijie with an ISO date',
      '<189>2026-11-24 14:00:01 RG-S5750 %SYS-5-CONFIG_I: Configured from console by admin on vty0 (10.1.1.1)',
      { hostname: 'RG-S5750', code: 'SYS/CONFIG_I', severity: 5 },
    ],
    [
      'no priority',
      'something happened',
      { facility: 1, severity: 5, protocol: 'text', text: 'something happened' },
    ],
    ['a priority beyond 191', '<999>x', { facility: 1, severity: 5, text: '<999>x' }],
    ['a mnemonic without a priority', '%LINK-3-UPDOWN: Interface x', { severity: 3, code: 'LINK/UPDOWN' }],
  ])('of %s', (_, line, expected) => {
    expect(parse(line)).toMatchObject(expected)
  })

  test('without a year: the year that is closest', () => {
    expect(parse('<13>Dec 31 23:59:59 h a: b').deviceAt?.toISOString()).toBe(local(2026, 12, 31, 23, 59, 59))
    const january = parseSyslog('<13>Dec 31 23:59:59 h a: b', new Date(2027, 0, 1, 0, 0, 5))
    expect(january.deviceAt?.toISOString()).toBe(local(2026, 12, 31, 23, 59, 59))
  })

  test('of anything is read without failing, and makes a whole event', () => {
    const knowledge = loadKnowledge()
    const pieces = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.stringMatching(/^<\d{1,4}>1? ?[A-Z][a-z]{2} [ 0-3][0-9] \d\d:\d\d:\d\d.{0,80}$/),
      fc.stringMatching(/^<\d{1,3}>1 \S{1,30} \S{1,300} \S{1,200} \S{1,200} \S{1,40} \[.{0,60}$/),
    )
    fc.assert(
      fc.property(pieces, (text) => {
        const frame = { bytes: Buffer.from(text), truncated: false }
        const draft = describeLine(
          frame,
          { address: '10.0.0.1', port: 1, transport: 'udp' },
          received,
          knowledge,
        )
        if (draft === null) return
        const { key: _, wording: __, ...event } = draft
        const at = received.toISOString()
        ReceivedEvent.parse({
          ...event,
          id: crypto.randomUUID(),
          firstAt: at,
          lastAt: at,
          count: 1,
          sampled: false,
        })
      }),
      { numRuns: 1000 },
    )
  })

  test('is a repeat when only times, ports and counters differ, not when a port’s name or an address does', () => {
    const knowledge = loadKnowledge()
    const key = (line: string) =>
      describeLine(
        { bytes: Buffer.from(line), truncated: false },
        { address: '10.0.0.1', port: 1, transport: 'udp' },
        received,
        knowledge,
      )!.key
    const failed = (time: string, from: string, port: number) =>
      key(`<38>Nov 24 ${time} h sshd: Failed password for root from ${from} port ${port} ssh2`)
    expect(failed('14:00:00', '10.1.1.1', 52144)).toBe(failed('14:00:09', '10.1.1.1', 60001))
    expect(failed('14:00:00', '10.1.1.1', 52144)).not.toBe(failed('14:00:00', '10.1.1.2', 52144))
    const down = (name: string) => key(`<187>%LINK-3-UPDOWN: Interface ${name}, changed state to down`)
    expect(down('GigabitEthernet1/0/10001')).not.toBe(down('GigabitEthernet1/0/10002'))
  })

  test('in GB18030 is read as such, broken octets are marked, control characters are blanks', () => {
    expect(decodeLine(iconv.encode('机房温度过高𠀀', 'gb18030'))).toEqual({
      text: '机房温度过高𠀀',
      decodedAs: 'gb18030',
    })
    expect(decodeLine(Buffer.from('机房温度过高'))).toEqual({ text: '机房温度过高', decodedAs: 'utf-8' })
    expect(decodeLine(Buffer.from([0x61, 0xff, 0x20, 0x62]))).toEqual({ text: 'a� b', decodedAs: 'replaced' })
    expect(decodeLine(Buffer.from('a\u0000\u001b[31mb\n'))).toMatchObject({ text: 'a [31mb' })
  })
})

describe('framing over TCP', () => {
  const read = (stream: Buffer, cuts: number[]): Frame[] => {
    const reader = new FrameReader()
    const frames: Frame[] = []
    let at = 0
    for (const cut of [...cuts, stream.length]) {
      frames.push(...reader.push(stream.subarray(at, Math.max(at, cut))))
      at = Math.max(at, cut)
    }
    return [...frames, ...reader.end()].map((frame) => ({ ...frame, bytes: Buffer.from(frame.bytes) }))
  }
  const texts = (frames: Frame[]) => frames.map((frame) => frame.bytes.toString())

  test('both ways, mixed, however the stream is cut', () => {
    const message = fc
      .string({ unit: fc.constantFrom('a', 'b', ' ', '7', '路'), maxLength: 60 })
      .map((text) => `<13>${text}`)
    const messages = fc.array(fc.record({ text: message, counted: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(messages, fc.array(fc.nat(2000)), (list, cuts) => {
        const stream = Buffer.concat(
          list.map(({ text, counted }) =>
            Buffer.from(counted ? `${Buffer.byteLength(text)} ${text}` : `${text}\n`),
          ),
        )
        const sorted = cuts.map((cut) => Math.min(cut, stream.length)).sort((a, b) => a - b)
        expect(texts(read(stream, sorted))).toEqual(list.map(({ text }) => text))
      }),
    )
  })

  test('a message that is too long is cut, and the next one is whole', () => {
    const long = 'x'.repeat(longestFrame * 3)
    for (const stream of [`<13>${long}\n<13>next\n`, `${long.length + 4} <13>${long}8 <13>next`]) {
      const frames = read(Buffer.from(stream), [5000, 20_000])
      expect(frames.map((frame) => [frame.bytes.length, frame.truncated])).toEqual([
        [longestFrame, true],
        [8, false],
      ])
      expect(frames[1]!.bytes.toString()).toBe('<13>next')
    }
  })

  test('lines that begin with a number are lines', () => {
    expect(texts(read(Buffer.from('2026-11-24 up\n12 monkeys\n\n0 x\nlast'), [3]))).toEqual([
      '2026-11-24 up',
      '12 monkeys',
      '0 x',
      'last',
    ])
  })
})
