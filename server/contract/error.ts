import { z } from 'zod'
import type { Localised } from './text.ts'

type Details = Record<string, unknown>
interface ErrorRow {
  status: number
  message: (details: Details) => Localised
}

const say = (zh: string, en: string) => () => ({ zh, en })

/** Every error that the API states by code: its HTTP status and what to tell the user, with what to do about it. */
export const errors = {
  validationFailed: {
    status: 400,
    message: say(
      '有些内容填写有误，请按提示修改后再提交。',
      'Some values are not valid. Correct the fields marked and send again.',
    ),
  },
  malformedJson: {
    status: 400,
    message: say(
      '请求内容不是有效的 JSON，请检查后重试。',
      'The request body is not valid JSON. Check it and try again.',
    ),
  },
  unknownFilter: {
    status: 400,
    message: (d) => ({
      zh: `不认识的筛选条件「${d['name']}」。可用的有：${list(d['allowed'])}。`,
      en: `Unknown filter "${d['name']}". Available: ${list(d['allowed'])}.`,
    }),
  },
  unknownSort: {
    status: 400,
    message: (d) => ({
      zh: `不能按「${d['name']}」排序。可用的有：${list(d['allowed'])}。`,
      en: `Cannot sort by "${d['name']}". Available: ${list(d['allowed'])}.`,
    }),
  },
  invalidFilterValue: {
    status: 400,
    message: (d) => ({
      zh: `筛选条件「${d['name']}」的值「${d['value']}」无效，应为${d['expectedZh']}。`,
      en: `The value "${d['value']}" of filter "${d['name']}" is not valid; expected ${d['expected']}.`,
    }),
  },
  invalidCursor: {
    status: 400,
    message: say(
      '翻页位置已失效，请从第一页重新开始。',
      'This page position is no longer valid. Start again from the first page.',
    ),
  },
  unauthenticated: {
    status: 401,
    message: say(
      '尚未登录或登录已过期，请重新登录。',
      'You are not signed in, or the session has ended. Sign in again.',
    ),
  },
  wrongPassword: {
    status: 401,
    message: say('用户名或密码不正确，请重新输入。', 'The user name or password is wrong. Try again.'),
  },
  collectorUnauthenticated: {
    status: 401,
    message: say(
      '采集器令牌无效或已被吊销，请在控制台重新签发。',
      'The collector token is not valid or was revoked. Issue a new one in the console.',
    ),
  },
  forbidden: {
    status: 403,
    message: (d) => ({
      zh: `您的角色没有「${d['permissionZh']}」的权限，请联系管理员。`,
      en: `Your role may not: ${d['permissionEn']}. Ask an administrator.`,
    }),
  },
  csrfRejected: {
    status: 403,
    message: say(
      '请求未通过来源校验，请刷新页面后重试。',
      'The request did not come from this console. Reload the page and try again.',
    ),
  },
  notFound: {
    status: 404,
    message: say('没有找到该记录，可能已被删除。', 'No such record. It may have been deleted.'),
  },
  noSuchAddress: { status: 404, message: say('没有这个接口地址。', 'There is no such address.') },
  methodNotAllowed: {
    status: 405,
    message: say('该地址不支持此操作。', 'This address does not support that method.'),
  },
  duplicateValue: {
    status: 409,
    message: (d) => ({
      zh: `已有记录使用了相同的值（${list(d['fieldsZh'] ?? d['fields'])}），请更换。`,
      en: `Another record already has this value (${list(d['fieldsEn'] ?? d['fields'])}). Choose another.`,
    }),
  },
  stillReferenced: {
    status: 409,
    message: (d) => ({
      zh: `还有 ${d['count']} 条「${d['entityZh']}」记录指向它，请先处理后再删除。`,
      en: `${d['count']} record(s) of "${d['entityEn']}" still refer to it. Change those first.`,
    }),
  },
  transitionNotAllowed: {
    status: 409,
    message: (d) => ({
      zh: `不能从「${d['fromZh']}」变为「${d['toZh']}」。`,
      en: `Cannot go from "${d['fromEn']}" to "${d['toEn']}".`,
    }),
  },
  /** A finding cannot be decided that way; `zh` and `en` say why and what to do instead. */
  decisionRefused: {
    status: 409,
    message: (d) => ({ zh: String(d['zh']), en: String(d['en']) }),
  },
  /** Something cannot be done as things are; `zh` and `en` say why and what to do instead. */
  notPossible: {
    status: 409,
    message: (d) => ({ zh: String(d['zh']), en: String(d['en']) }),
  },
  taskUnderWay: {
    status: 409,
    message: say(
      '此项正在进行中，请等待完成，或先取消。',
      'This is under way already. Wait for it to end, or cancel it first.',
    ),
  },
  /** A file cannot be read as a workbook; `reason` is the case, `zh` and `en` say why and what to do about it. */
  workbookRefused: {
    status: 422,
    message: (d) => ({ zh: String(d['zh']), en: String(d['en']) }),
  },
  staleVersion: {
    status: 412,
    message: say(
      '别人刚刚修改了这条记录。您的修改没有丢失，请对照最新内容后再保存。',
      'Someone else has just changed this record. Your edits are kept; compare with the latest and save again.',
    ),
  },
  versionRequired: {
    status: 428,
    message: say('修改前须说明所依据的版本（If-Match）。', 'State the version you are changing (If-Match).'),
  },
  bodyTooLarge: {
    status: 413,
    message: (d) => ({
      zh: `内容太大，上限为 ${d['limitMib']} MiB。`,
      en: `The request is too large; the limit is ${d['limitMib']} MiB.`,
    }),
  },
  unsupportedMediaType: {
    status: 415,
    message: say(
      '不支持的内容类型，请使用 application/json。',
      'Unsupported content type. Use application/json.',
    ),
  },
  tooManyAttempts: {
    status: 429,
    message: (d) => ({
      zh: `尝试次数过多，请在 ${d['seconds']} 秒后再试。`,
      en: `Too many attempts. Try again in ${d['seconds']} seconds.`,
    }),
  },
  databaseUnavailable: {
    status: 503,
    message: say(
      '数据库暂时无法连接，请稍后重试；您提交的内容尚未保存。',
      'The database cannot be reached just now. Nothing was saved; try again shortly.',
    ),
  },
  metricsUnavailable: {
    status: 503,
    message: say(
      '指标库暂时不可用，请稍后重试。',
      'The metric store is not available just now. Try again shortly.',
    ),
  },
  internal: {
    status: 500,
    message: (d) => ({
      zh: `系统内部错误，请把编号 ${d['requestId']} 告诉管理员。`,
      en: `Something went wrong inside. Tell an administrator the number ${d['requestId']}.`,
    }),
  },
} as const satisfies Record<string, ErrorRow>

function list(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? '')
}

export type ErrorCode = keyof typeof errors

/** What is wrong with one value of a request, to be shown beside its field. */
export const Issue = z.object({
  /** Path of the field inside the body: `managementAddress`, `ends.0.port`. */
  path: z.string(),
  message: z.object({ zh: z.string(), en: z.string() }),
})
export type Issue = z.infer<typeof Issue>

/** The body of every response that is not a success. */
export const ErrorBody = z
  .object({
    error: z.object({
      code: z.string(),
      /** In the language of the request (Accept-Language, or the user's own). */
      message: z.string(),
      details: z.record(z.string(), z.unknown()),
      issues: z.array(Issue),
      requestId: z.string(),
    }),
  })
  .meta({ id: 'Error' })
export type ErrorBody = z.infer<typeof ErrorBody>

/** A failure that is stated to the caller. Anything else that is thrown becomes a generic 500. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Details
  readonly issues: Issue[]

  constructor(code: ErrorCode, details: Details = {}, issues: Issue[] = []) {
    super(errors[code].message(details).en)
    this.name = 'AppError'
    this.code = code
    this.details = details
    this.issues = issues
  }

  get status(): number {
    return errors[this.code].status
  }

  text(): Localised {
    return errors[this.code].message(this.details)
  }
}
