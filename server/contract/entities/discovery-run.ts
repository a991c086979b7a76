import { defineRecord } from '../entity.ts'
import { instant, number, reference, state, text } from '../field.ts'
import { discoveryStates } from './discovery.ts'

const { never: _, ...runStates } = discoveryStates
export const discoveryRunStates = runStates

const count = (zh: string, en: string, listed = false) =>
  number({ label: { zh, en }, required: true, decimals: 0, listed })

/** One run of a discovery (发现记录), how far it is or was, and what it brought. */
export const discoveryRun = defineRecord(
  {
    name: 'discoveryRun',
    path: '/discovery-runs',
    label: { zh: '发现记录', en: 'Discovery run' },
    plural: { zh: '发现记录', en: 'Discovery runs' },
    permissions: { read: 'ledger.read', write: 'collection.request' },
    defaultSort: '-requestedAt',
    nameField: 'name',
  },
  {
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      maxLength: 140,
      search: true,
      listed: true,
    }),
    discoveryId: reference('discovery', { label: { zh: '设备发现', en: 'Discovery' }, required: true }),
    state: state(discoveryRunStates, {
      label: { zh: '状态', en: 'State' },
      required: true,
      listed: true,
      indexed: true,
    }),
    /** Of the ranges, and those that devices named. */
    addressCount: count('地址数', 'Addresses', true),
    probedCount: count('已探测', 'Asked', true),
    answeredCount: count('应答', 'Answered', true),
    newCount: count('未登记', 'Unregistered', true),
    knownCount: count('已知', 'Known', true),
    readdressedCount: count('地址变更', 'Changed address', true),
    /** Addresses that devices named and that may be asked. */
    crawledCount: count('爬行地址', 'By crawling'),
    packetCount: count('探测报文', 'Packets'),
    ratePerSecond: count('速率上限', 'Rate limit'),
    requestedAt: instant({
      label: { zh: '发起', en: 'Requested' },
      required: true,
      listed: true,
      indexed: true,
    }),
    startedAt: instant({ label: { zh: '开始', en: 'Started' } }),
    finishedAt: instant({ label: { zh: '结束', en: 'Finished' }, listed: true }),
    requestedById: reference('user', { label: { zh: '发起人', en: 'Requested by' } }),
    collectorId: reference('collector', { label: { zh: '采集器', en: 'Collector' }, listed: true }),
    problem: text({ label: { zh: '问题', en: 'Problem' }, maxLength: 500 }),
  },
)
