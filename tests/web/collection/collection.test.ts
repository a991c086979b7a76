import { describe, expect, it } from 'vitest'
import type { Job } from '../../../server/contract/endpoints/collection.ts'
import { isOnline } from '../../../web/features/collection/collector-state.ts'
import { progressWords, shareDone } from '../../../web/features/collection/job-progress.ts'
import { collectionTexts } from '../../../web/features/collection/messages.ts'
import { startCommand } from '../../../web/features/collection/start-command.ts'
import { interfaceParts } from '../../../server/domain/series-parts.ts'
import { interfaceState } from '../../../web/features/device-observation/interface-state.ts'
import { metricTexts } from '../../../web/features/metrics/messages.ts'
import { boundsOf } from '../../../web/features/metrics/time-range.ts'
import { ratesByPort, trafficSpec, utilisation } from '../../../web/features/metrics/traffic.ts'

const job: Job = {
  id: 1,
  targetId: 5,
  state: 'running',
  stage: 'interfaces',
  done: 2,
  total: 8,
  variables: 340,
  requestedAt: '2026-11-23T08:00:00.000Z',
  finishedAt: null,
  collectionId: null,
  collectionStatus: null,
  problems: [],
}

describe('the progress of a collection', () => {
  it('says what is being done, in words', () => {
    expect(progressWords(job, collectionTexts.zh)).toBe('读取接口')
    expect(progressWords({ ...job, state: 'waiting' }, collectionTexts.zh)).toBe('等待采集器领取')
    expect(progressWords({ ...job, state: 'done', collectionStatus: 'partial' }, collectionTexts.zh)).toBe(
      '采集部分完成',
    )
    expect(progressWords({ ...job, state: 'failed' }, collectionTexts.en)).toBe('The collection failed')
    expect(progressWords({ ...job, stage: 'optics' }, collectionTexts.en)).toBe('optics')
  })

  it('ends full, however it ended', () => {
    expect(shareDone(job)).toBe(0.25)
    expect(shareDone({ ...job, total: 0 })).toBe(0)
    expect(shareDone({ ...job, state: 'cancelled' })).toBe(1)
  })
})

describe('collectors', () => {
  it('count as away after a minute of silence', () => {
    const now = new Date('2026-11-23T08:01:00.000Z')
    expect(isOnline('2026-11-23T08:00:01.000Z', now)).toBe(true)
    expect(isOnline('2026-11-23T08:00:00.000Z', now)).toBe(false)
    expect(isOnline(null, now)).toBe(false)
  })

  it('are started by one line that keeps the token out of the list of processes', () => {
    expect(startCommand('https://citybase.example', 'cbt_x')).toBe(
      'CITYBASE_COLLECTOR_TOKEN=cbt_x npx citybase collector --server https://citybase.example',
    )
  })
})

describe('interfaces', () => {
  it('are disabled before they are down, and unknown when the device does not say', () => {
    expect(interfaceState({ adminUp: false, operUp: false })).toBe('disabled')
    expect(interfaceState({ adminUp: true, operUp: false })).toBe('down')
    expect(interfaceState({ adminUp: null, operUp: true })).toBe('up')
    expect(interfaceState({ adminUp: true, operUp: null })).toBe('unknown')
  })

  it('are told apart when they share a name or have none', () => {
    const names = interfaceParts([
      { index: 1, name: 'eth0' },
      { index: 2, name: 'lan' },
      { index: 3, name: 'lan' },
      { index: 4, name: null },
    ])
    expect([...names.values()]).toEqual(['eth0', 'lan #2', 'lan #3', '#4'])
  })
})

describe('traffic', () => {
  const at = '2026-11-23T08:00:00.000Z'
  it('is read per port and direction; a gap stays without a value', () => {
    const rates = ratesByPort([
      { metric: 'interface.in.bps', part: 'eth0', at, value: 1000 },
      { metric: 'interface.out.bps', part: 'eth0', at, value: null },
      { metric: 'cpu.load', part: '', at, value: 12 },
    ])
    expect(rates.get('eth0')).toEqual({ in: 1000, out: null, at })
    expect(rates.size).toBe(1)
  })

  it('uses the busier direction, and nothing where the speed is unknown', () => {
    expect(utilisation({ in: 10e6, out: 40e6, at }, 100e6)).toBe(0.4)
    expect(utilisation({ in: 10e6, out: null, at }, null)).toBeNull()
    expect(utilisation({ in: null, out: null, at }, 100e6)).toBeNull()
    expect(utilisation(undefined, 100e6)).toBeNull()
  })

  it('stands beside its percentiles and the committed bandwidth', () => {
    const series = {
      targetId: 5,
      metric: 'interface.in.bps' as const,
      part: 'eth0',
      unit: 'bit/s',
      stepSeconds: 60,
      points: [{ at, value: 5, quality: 'good' as const }],
      p95: 5,
    }
    const spec = trafficSpec(
      {
        name: 'eth0',
        from: at,
        to: at,
        inbound: series,
        outbound: { ...series, p95: null },
        lines: [{ name: '教育专线', bandwidthMbps: 20 }],
      },
      metricTexts.zh,
    )
    expect(spec.references).toEqual([
      { label: '入向 95 百分位', value: 5, stroke: 'dashed' },
      { label: '教育专线 合同带宽', value: 20e6, stroke: 'solid' },
    ])
  })

  it('is asked for in whole minutes ending now', () => {
    expect(boundsOf('hour', new Date('2026-11-23T08:00:30.000Z'))).toEqual({
      from: '2026-11-23T07:01:00.000Z',
      to: '2026-11-23T08:01:00.000Z',
    })
  })
})
