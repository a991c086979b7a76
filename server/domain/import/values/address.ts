import { normalAddress } from '../../identity.ts'
import type { ValueReading } from './reading.ts'
import { read, say, wrong } from './reading.ts'
import { narrow } from './written.ts'

const understood = (value: string) => say(`按 ${value} 读取。`, `Read as ${value}.`)

/** One IP address; blanks, full-width dots, a port, a prefix length and leading zeros go. */
export function readAddress(written: string): ValueReading {
  const text = narrow(written)
    .replace(/[。．・]/g, '.')
    .trim()
  const found = [
    ...text
      .replace(/\s*\.\s*/g, '.')
      .replace(/(?<=\d)\s+(?=\.)/g, '')
      .matchAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g),
  ].map(([each]) => each)
  if (found.length === 0) return readLongAddress(text, written)
  const [first = ''] = found
  const value = first.split('.').map(Number).join('.')
  if (first.split('.').some((octet) => Number(octet) > 255)) {
    return wrong(
      say(
        `「${written}」不是有效的 IP 地址：每段应在 0 到 255 之间。`,
        `"${written}" is no valid IP address: each part is 0 to 255.`,
      ),
    )
  }
  if (new Set(found).size > 1 || /^[\d.]+\s*[-~至]\s*\d/.test(text)) {
    return wrong(
      say(
        `「${written}」里不止一个地址，请只留管理地址。`,
        `"${written}" holds more than one address; keep the management address.`,
      ),
      value,
    )
  }
  return value === written.trim() ? read(value) : read(value, understood(value))
}

function readLongAddress(text: string, written: string): ValueReading {
  const bare = text.replace(/^\[|\](:\d+)?$|\/\d+$/g, '')
  if (/^[0-9a-f:.]+$/i.test(bare) && bare.split(':').length > 2) {
    const value = normalAddress(bare)
    return value === written.trim() ? read(value) : read(value, understood(value))
  }
  return wrong(
    say(
      `「${written}」不是 IP 地址，请写成 10.21.3.4。`,
      `"${written}" is no IP address; write it as 10.21.3.4.`,
    ),
  )
}

/** A web address; `http://` is added where it is missing. */
export function readWebAddress(written: string): ValueReading {
  const text = narrow(written).replace(/。/g, '.').replace(/\s+/g, '')
  const several = text.split(/[,;、]/).filter((part) => part.includes('.'))
  if (several.length > 1) {
    return wrong(
      say(
        `「${written}」里不止一个网址，请只留一个。`,
        `"${written}" holds more than one address; keep one.`,
      ),
      withScheme(several[0]!),
    )
  }
  const value = withScheme(text)
  if (!/^https?:\/\/[^\s/?#]+\.[^\s/?#]+|^https?:\/\/(localhost|\[)/i.test(value) || !URL.canParse(value)) {
    return wrong(
      say(
        `「${written}」不是网址，请写成 http://www.example.gov.cn。`,
        `"${written}" is no web address; write it as http://www.example.gov.cn.`,
      ),
    )
  }
  return value === written.trim() ? read(value) : read(value, understood(value))
}

function withScheme(text: string): string {
  return /^https?:\/\//i.test(text) ? text : `http://${text.replace(/^(https?:?)?\/*/i, '')}`
}
