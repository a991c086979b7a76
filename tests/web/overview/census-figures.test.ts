import { afterEach, describe, expect, it } from 'vitest'
import { figures } from '../../../server/contract/figures.ts'
import CensusFigures from '../../../web/features/overview/CensusFigures.vue'
import OpenFindings from '../../../web/features/overview/OpenFindings.vue'
import { mountConsole } from '../findings/mount-console.ts'

const published = Object.fromEntries(figures.map((figure) => [figure.key, figure.published]))
let close: () => void = () => undefined
function show(...given: Parameters<typeof mountConsole>) {
  const { wrapper } = mountConsole(...given)
  close = () => wrapper.unmount()
  return wrapper
}
afterEach(() => close())

describe('the census on the overview', () => {
  it('links every figure to the records that it counts', () => {
    const wrapper = show(CensusFigures, { values: published })
    expect(wrapper.find('a[href="/rooms"]').text()).toBe('92')
    expect(wrapper.find('[data-figure=roomArea] a').text()).toBe('4,358.75')
    expect(wrapper.find('[data-figure=devicesBefore2013]').text()).toContain('54.9%')
    expect(wrapper.find('[data-figure=linesUnicom] a').attributes('href')).toBe('/lines?carrierCode=unicom')
    expect(wrapper.findAll('.differs')).toHaveLength(0)
  })

  it('marks the figure that differs from the survey and says by how much', () => {
    const wrapper = show(CensusFigures, { values: { ...published, servers: 455 } })
    const marks = wrapper.findAll('.differs')
    expect(marks).toHaveLength(1)
    expect(marks[0]!.attributes('aria-label')).toBe('与普查公布的 454 相差 +1')
  })

  it('names the 332 lines against 333 and leads to the finding', () => {
    const wrapper = show(CensusFigures, { values: published })
    expect(wrapper.text()).toContain('公布的各运营商合计 332 条，总数 333 条，有 1 条运营商不明')
    expect(wrapper.find('.gap-note a').attributes('href')).toContain('/findings?kind=carrier-missing')
  })

  it('keeps every place while the figures come', () => {
    const places = (wrapper: ReturnType<typeof show>) => wrapper.findAll('.part, .lead').length
    const waiting = show(CensusFigures, { values: undefined })
    const kept = places(waiting)
    expect(waiting.findAll('.skeleton')).toHaveLength(kept)
    close()
    expect(places(show(CensusFigures, { values: published }))).toBe(kept)
  })
})

describe('open findings on the overview', () => {
  it('lists every kind, those without findings as zero, with links to the queue', () => {
    const wrapper = show(OpenFindings, {
      slices: [
        {
          value: 'device-silent',
          label: { zh: '设备无应答', en: 'Device silent' },
          count: 12,
          filters: { kind: 'device-silent', status: 'open' },
        },
      ],
    })
    expect(wrapper.findAll('.rows li')).toHaveLength(9)
    expect(wrapper.find('a[href="/findings?kind=device-silent&status=open"]').text()).toBe('12')
    expect(wrapper.find('header a').text()).toBe('全部待处理 12')
  })

  it('says so when there is none', () => {
    expect(show(OpenFindings, { slices: [] }).text()).toContain('没有待处理的差异')
  })
})
