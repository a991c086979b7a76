import { defineEntity } from '../entity.ts'
import { boolean, instant, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'

export const targetStatuses = states({
  never: { label: { zh: '尚未采集', en: 'Never collected' }, tone: 'muted', shape: 'dash' },
  complete: { label: { zh: '正常', en: 'Complete' }, tone: 'good', shape: 'dot' },
  partial: { label: { zh: '部分成功', en: 'Partial' }, tone: 'warning', shape: 'diamond' },
  failed: { label: { zh: '未应答', en: 'No answer' }, tone: 'bad', shape: 'cross' },
})

/** An address that collectors visit on a schedule (采集目标), with the declared device that should answer there, if any. */
export const target = defineEntity(
  {
    name: 'target',
    path: '/targets',
    label: { zh: '采集目标', en: 'Target' },
    plural: { zh: '采集目标', en: 'Targets' },
    permissions: { read: 'ledger.read', write: 'collection.manage' },
    defaultSort: 'name',
  },
  {
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 120,
      search: true,
      listed: true,
      indexed: true,
    }),
    address: text({
      label: { zh: '地址', en: 'Address' },
      required: true,
      maxLength: 253,
      format: 'host',
      search: true,
      listed: true,
      indexed: true,
    }),
    port: number({
      label: { zh: '端口', en: 'Port' },
      required: true,
      min: 1,
      max: 65535,
      decimals: 0,
      listed: true,
    }),
    networkZoneId: reference('networkZone', {
      label: { zh: '网络区域', en: 'Network zone' },
      required: true,
      listed: true,
    }),
    credentialId: reference('credential', {
      label: { zh: '凭据', en: 'Credential' },
      hint: {
        zh: '留空则依次尝试本区域的凭据（v3 优先），并记住有效的一个。',
        en: 'Left empty, the credentials of its zone are tried in order (v3 first) and the right one is remembered.',
      },
      listed: true,
    }),
    /** The one that the device answered to last; tried first next time. */
    workingCredentialId: reference('credential', {
      label: { zh: '有效凭据', en: 'Working credential' },
      readOnly: true,
    }),
    deviceId: reference('device', { label: { zh: '登记设备', en: 'Declared device' }, listed: true }),
    intervalSeconds: number({
      label: { zh: '采集间隔', en: 'Interval' },
      unit: 's',
      required: true,
      min: 10,
      max: 604800,
      decimals: 0,
      listed: true,
    }),
    /** How often the counters of its ports are read between full collections. */
    pollSeconds: number({
      label: { zh: '轮询间隔', en: 'Poll interval' },
      hint: {
        zh: '两次完整采集之间读取端口计数器的间隔。留空为 60 秒，0 为不轮询。',
        en: 'How often the ports’ counters are read between full collections. Empty: every 60 s; 0: never.',
      },
      unit: 's',
      min: 0,
      max: 3600,
      decimals: 0,
    }),
    enabled: boolean({ label: { zh: '启用', en: 'Enabled' }, listed: true }),
    status: state(targetStatuses, {
      label: { zh: '最近结果', en: 'Last result' },
      required: true,
      readOnly: true,
      listed: true,
      indexed: true,
    }),
    lastAttemptAt: instant({ label: { zh: '最近采集', en: 'Last collected' }, readOnly: true, listed: true }),
    lastAnswerAt: instant({ label: { zh: '最近应答', en: 'Last answer' }, readOnly: true }),
    /** Visits without an answer since the last answer. */
    failureCount: number({
      label: { zh: '连续未应答', en: 'Failures in a row' },
      required: true,
      readOnly: true,
      decimals: 0,
    }),
  },
)
