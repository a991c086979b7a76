import { defineEntity } from '../entity.ts'
import { boolean, instant, number, reference, text } from '../field.ts'

/** A collector process (采集器). It reports what it does with every heartbeat. */
export const collector = defineEntity(
  {
    name: 'collector',
    path: '/collectors',
    label: { zh: '采集器', en: 'Collector' },
    plural: { zh: '采集器', en: 'Collectors' },
    permissions: { read: 'ledger.read', write: 'collection.manage' },
    defaultSort: 'name',
  },
  {
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      unique: true,
      maxLength: 60,
      search: true,
      listed: true,
    }),
    networkZoneId: reference('networkZone', {
      label: { zh: '所在网络区域', en: 'Network zone' },
      required: true,
      listed: true,
    }),
    enabled: boolean({ label: { zh: '启用', en: 'Enabled' }, listed: true }),
    hostname: text({ label: { zh: '主机', en: 'Host' }, readOnly: true, maxLength: 200, listed: true }),
    softwareVersion: text({ label: { zh: '版本', en: 'Version' }, readOnly: true, maxLength: 40 }),
    lastSeenAt: instant({ label: { zh: '最近联系', en: 'Last seen' }, readOnly: true, listed: true }),
    tokenIssuedAt: instant({ label: { zh: '令牌签发', en: 'Token issued' }, readOnly: true }),
    /** Collections that wait on the collector's disk for the server. */
    spoolCount: number({ label: { zh: '待上传', en: 'Spooled' }, readOnly: true, decimals: 0, listed: true }),
    spoolBytes: number({
      label: { zh: '缓存占用', en: 'Spool size' },
      unit: 'B',
      readOnly: true,
      decimals: 0,
    }),
    /** Collections given up because the spool was full, since the collector's start. */
    spoolDropped: number({
      label: { zh: '已丢弃', en: 'Dropped' },
      readOnly: true,
      decimals: 0,
      listed: true,
    }),
    inFlight: number({ label: { zh: '采集中', en: 'In flight' }, readOnly: true, decimals: 0, listed: true }),
  },
)
