import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, describe, expect, it } from 'vitest'
import DeviceText from '../../../web/features/device-observation/DeviceText.vue'
import { i18n } from '../../../web/i18n/index.ts'

const raw = [
  { path: 'device.location', hex: 'bb:fa:b7:bf', decodedAs: 'gb18030' as const },
  { path: 'device.name', hex: 'ff:01', decodedAs: 'hex' as const },
]

const show = (value: string, path: string) =>
  mount(DeviceText, { props: { value, path, raw }, global: { plugins: [createPinia(), i18n] } })

describe('a text as the device gave it', () => {
  afterEach(() => (i18n.global.locale.value = 'zh'))

  it('says that it was read as GB18030, and from which octets', () => {
    const mark = show('机房', 'device.location').get('abbr')
    expect(mark.text()).toBe('GB')
    expect(mark.attributes('title')).toBe('设备给出的不是 UTF-8，按 GB18030 解读。原始字节：bb:fa:b7:bf')
  })

  it('says in English that it was no text at all', () => {
    i18n.global.locale.value = 'en'
    const mark = show('ff:01', 'device.name').get('abbr')
    expect(mark.text()).toBe('HEX')
    expect(mark.attributes('title')).toContain('ff:01')
    expect(mark.attributes('title')).toContain('hexadecimal')
  })

  it('says nothing where the octets were UTF-8', () => {
    const shown = show('机房', 'device.contact')
    expect(shown.text()).toBe('机房')
    expect(shown.find('abbr').exists()).toBe(false)
  })
})
