import type { z } from 'zod'
import type { Issue } from './error.ts'
import type { Localised } from './text.ts'

type ZodIssue = z.core.$ZodIssue

const say = (zh: string, en: string): Localised => ({ zh, en })

const types: Record<string, Localised> = {
  string: say('文字', 'text'),
  number: say('数字', 'a number'),
  int: say('整数', 'a whole number'),
  boolean: say('是或否', 'true or false'),
  object: say('对象', 'an object'),
  array: say('列表', 'a list'),
}

const formats: Record<string, Localised> = {
  ipv4: say('请填写有效的 IP 地址，如 10.21.3.4。', 'Enter a valid IP address, such as 10.21.3.4.'),
  ipv6: say('请填写有效的 IP 地址，如 10.21.3.4。', 'Enter a valid IP address, such as 10.21.3.4.'),
  date: say('请填写日期，格式为 2019-03-31。', 'Enter a date as 2019-03-31.'),
  datetime: say(
    '请填写 UTC 时间，格式为 2019-03-31T08:00:00.000Z。',
    'Enter a UTC time as 2019-03-31T08:00:00.000Z.',
  ),
  url: say(
    '请填写以 http:// 或 https:// 开头的网址。',
    'Enter an address that starts with http:// or https://.',
  ),
  uuid: say('请填写有效的 UUID。', 'Enter a valid UUID.'),
  regex: say('格式不正确，含有不允许的字符。', 'The form is not right, or a character is not allowed.'),
}

/** What is wrong with one value and what to do about it, in both languages. */
export function issueText(issue: ZodIssue): Localised {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return say('此项必填。', 'This is required.')
      return say(
        `类型不对，应为${types[issue.expected]?.zh ?? issue.expected}。`,
        `Wrong type; expected ${types[issue.expected]?.en ?? issue.expected}.`,
      )
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_format':
      return formats[issue.format] ?? formats['regex']!
    case 'invalid_value': {
      if (issue.input === undefined || issue.input === null) return say('此项必填。', 'This is required.')
      const allowed = issue.values.map(String).join(', ')
      return say(
        `不是可用的选项，请从以下值中选择：${allowed}。`,
        `Not one of the options. Choose one of: ${allowed}.`,
      )
    }
    case 'unrecognized_keys': {
      const keys = issue.keys.join(', ')
      return say(`不认识的字段：${keys}。`, `Unknown field: ${keys}.`)
    }
    case 'invalid_union': {
      const first = issue.errors[0]?.[0]
      return first ? issueText(first) : say('填写有误。', 'This is not valid.')
    }
    default:
      return say('填写有误。', 'This is not valid.')
  }
}

function tooSmall(issue: Extract<ZodIssue, { code: 'too_small' }>): Localised {
  if (issue.origin === 'string') {
    if (Number(issue.minimum) <= 1) return say('此项必填。', 'This is required.')
    return say(`至少 ${issue.minimum} 个字符。`, `At least ${issue.minimum} characters.`)
  }
  if (issue.origin === 'array') return say(`至少 ${issue.minimum} 项。`, `At least ${issue.minimum} item(s).`)
  return issue.inclusive === false
    ? say(`必须大于 ${issue.minimum}。`, `Must be greater than ${issue.minimum}.`)
    : say(`不能小于 ${issue.minimum}。`, `Must be at least ${issue.minimum}.`)
}

function tooBig(issue: Extract<ZodIssue, { code: 'too_big' }>): Localised {
  if (issue.origin === 'string')
    return say(`最多 ${issue.maximum} 个字符。`, `At most ${issue.maximum} characters.`)
  if (issue.origin === 'array') return say(`最多 ${issue.maximum} 项。`, `At most ${issue.maximum} items.`)
  return say(`不能大于 ${issue.maximum}。`, `Must be at most ${issue.maximum}.`)
}

/** The issues of a failed parse, each at its path; an unknown key stands at its own. */
export function issuesOf(error: z.core.$ZodError): Issue[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String)
    if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issueText(issue) }]
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      message: issueText({ ...issue, keys: [key] }),
    }))
  })
}
