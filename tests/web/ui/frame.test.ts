import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { deviceStatuses } from '../../../server/contract/entities/device.ts'
import { i18n } from '../../../web/i18n/index.ts'
import StatusMark from '../../../web/ui/StatusMark.vue'
import { closeToast, toast, toasts } from '../../../web/ui/toast.ts'
import { pageMatches } from '../../../web/ui/search.ts'

afterEach(() => {
  vi.useRealTimers()
  i18n.global.locale.value = 'zh'
})

describe('a status', () => {
  test('is a shape and a word besides its colour, in the language shown', async () => {
    const mark = mount(StatusMark, { props: { states: deviceStatuses, value: 'faulty' } })
    expect(mark.text()).toBe('故障')
    expect(mark.find('svg').attributes()).toMatchObject({ 'data-shape': 'cross', 'data-tone': 'bad' })
    i18n.global.locale.value = 'en'
    await flushPromises()
    expect(mark.text()).toBe('Faulty')
  })

  test('that the contract does not know is shown as it came', () => {
    expect(mount(StatusMark, { props: { states: deviceStatuses, value: 'melted' } }).text()).toBe('melted')
  })
})

describe('a toast', () => {
  test('goes by itself; one that tells of a failure stays until it is closed', () => {
    vi.useFakeTimers()
    toast({ text: '已保存', tone: 'good' })
    const failed = toast({ text: '没能保存', tone: 'bad' })
    vi.advanceTimersByTime(60_000)
    expect(toasts.value.map((one) => one.text)).toEqual(['没能保存'])
    closeToast(failed)
    expect(toasts.value).toEqual([])
  })
})

describe('the search', () => {
  test('finds pages by either language and by address', () => {
    const item = { to: '/devices', label: { zh: '设备', en: 'Devices' } }
    for (const typed of ['设备', 'dev', 'DEVICES', '/dev']) expect(pageMatches(item, typed)).toBe(true)
    expect(pageMatches(item, '线路')).toBe(false)
  })
})
