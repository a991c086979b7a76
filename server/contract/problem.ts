import type { Localised } from './text.ts'

/** Problems that a collection may state, with what they mean and what to do. */
export const problems = {
  'unknown-host': {
    zh: '主机名无法解析，请检查地址。',
    en: 'The host name cannot be resolved. Check the address.',
  },
  'no-answer': {
    zh: '设备没有应答：可能离线、被防火墙拦截，或团体字（community）不正确。',
    en: 'No answer: the device is off, a firewall is in the way, or the community is wrong.',
  },
  'wrong-credential': {
    zh: '设备拒绝了凭据，请检查用户名、认证与加密密钥。',
    en: 'The device refused the credential. Check user name, authentication and privacy keys.',
  },
  'unsupported-algorithm': {
    zh: '所选的认证或加密算法不受支持，请换用其他算法。',
    en: 'The chosen authentication or privacy algorithm is not supported. Choose another.',
  },
  'no-credential': {
    zh: '没有可用的凭据，请为目标选择凭据，或为其网络区域添加凭据。',
    en: 'There is no credential to use. Choose one for the target or add one for its network zone.',
  },
  'not-in-time-window': {
    zh: '设备的 SNMP 引擎时钟不一致（RFC 3414），重新同步后仍被拒绝，请检查设备时钟与 snmpEngineBoots。',
    en: "The device's SNMP engine clock does not agree, also after synchronising again (RFC 3414). Check its clock and snmpEngineBoots.",
  },
  'duplicate-engine-id': {
    zh: '多台设备使用同一个 SNMP 引擎标识，v3 可能串用密钥或时钟，请为每台设备设置不同的 engineID。',
    en: 'Several devices use the same SNMP engine id, which v3 needs to be unique. Give each its own engine id.',
  },
  'connection-refused': { zh: '该端口没有 SNMP 服务。', en: 'Nothing listens on that port.' },
  'network-unreachable': {
    zh: '网络不可达，请检查采集器所在网络。',
    en: 'The network cannot be reached from this collector.',
  },
  'garbage-received': {
    zh: '收到无法解码的数据，已丢弃。',
    en: 'Data that cannot be decoded was received and dropped.',
  },
  'walk-not-increasing': {
    zh: '设备返回的 OID 没有递增，已停止读取该列，保留已读部分。',
    en: 'The device returned OIDs that do not increase; the column was stopped and its rows kept.',
  },
  'walk-broken-off': {
    zh: '表未读完就中断，保留已读部分。',
    en: 'A table broke off before its end; the rows read were kept.',
  },
  'empty-reply': {
    zh: '设备返回了空应答，数据可能不全。',
    en: 'The device sent an empty reply; data may be missing.',
  },
  'answer-mismatch': {
    zh: '设备的应答与所问不符（缺少变量或 OID 不同），缺少的按缺失处理。',
    en: 'The answer does not match the question (variables missing, or other OIDs); what is missing counts as missing.',
  },
  'error-status': { zh: '设备返回了错误状态。', en: 'The device returned an error status.' },
  'deadline-exceeded': {
    zh: '超过了单台设备的采集时限，保留已读部分。',
    en: 'The time allowed for one device ran out; what was read was kept.',
  },
  'row-limit': { zh: '表的行数超过上限，已截断。', en: 'A table has more rows than allowed and was cut.' },
  'value-out-of-range': {
    zh: '有数值超出合理范围，已按缺失处理。',
    en: 'A value is out of range and counts as missing.',
  },
  'spool-dropped': {
    zh: '采集器缓存已满，丢弃了最旧的采集结果。',
    en: "The collector's spool was full; the oldest results were dropped.",
  },
  'no-collector': {
    zh: '没有采集器领取任务：请确认该网络区域的采集器已启动、已启用并在线。',
    en: 'No collector took the request. Check that the collector of this network zone runs and is enabled.',
  },
  'collector-lost': {
    zh: '采集器领取任务后没有交回结果，可能已停止运行。',
    en: 'The collector took the request and brought nothing back; it may have stopped.',
  },
  cancelled: { zh: '采集已取消。', en: 'The collection was cancelled.' },
  'internal-error': { zh: '采集器内部错误。', en: 'The collector failed inside.' },
} as const satisfies Record<string, Localised>

export type ProblemCode = keyof typeof problems

export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]
