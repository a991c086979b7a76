import { describe, expect, test } from 'vitest'
import {
  formatBitRate,
  formatBytes,
  formatDate,
  formatInstant,
  formatNumber,
  formatRelative,
} from '../../../web/i18n/format.ts'

describe('numbers', () => {
  test('keep their decimals and gain none', () => {
    expect(formatNumber(4358.75)).toBe('4,358.75')
    expect(formatNumber(4358.5)).toBe('4,358.5')
    expect(formatNumber(652, 2)).toBe('652')
    expect(formatNumber(1234567)).toBe('1,234,567')
    expect(formatNumber(-0.064, 3)).toBe('-0.064')
  })

  test('rates are decimal, sizes binary', () => {
    expect(formatBitRate(1234567)).toBe('1.23 Mbit/s')
    expect(formatBitRate(999)).toBe('999 bit/s')
    expect(formatBytes(1536)).toBe('1.5 KiB')
    expect(formatBytes(0)).toBe('0 B')
  })
})

describe('times', () => {
  const now = new Date('2026-11-23T10:00:00Z')

  test('a date is written year first', () => {
    expect(formatDate('2019-03-31')).toBe('2019-03-31')
    expect(formatInstant(new Date(2019, 2, 31, 4, 5, 9))).toBe('2019-03-31 04:05:09')
  })

  test('how long ago, in the language asked for', () => {
    expect(formatRelative('2026-11-23T09:57:00Z', now, 'zh', '刚刚')).toBe('3 分钟前')
    expect(formatRelative('2026-11-21T10:00:00Z', now, 'en', 'just now')).toBe('2 days ago')
    expect(formatRelative('2026-11-23T09:59:40Z', now, 'zh', '刚刚')).toBe('刚刚')
  })
})
