import { defineEntity } from '../entity.ts'
import { boolean, instant, json, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'

export const discoveryStates = states({
  never: { label: { zh: '尚未运行', en: 'Never run' }, tone: 'muted', shape: 'dash' },
  waiting: { label: { zh: '等待采集器', en: 'Waiting for a collector' }, tone: 'info', shape: 'ring' },
  running: { label: { zh: '正在发现', en: 'Running' }, tone: 'info', shape: 'dot' },
  done: { label: { zh: '已完成', en: 'Done' }, tone: 'good', shape: 'check' },
  cancelled: { label: { zh: '已停止', en: 'Stopped' }, tone: 'muted', shape: 'dash' },
  failed: { label: { zh: '失败', en: 'Failed' }, tone: 'bad', shape: 'cross' },
})

const crawl = (zh: string, en: string) => boolean({ label: { zh, en } })

/** A search for devices that is kept (设备发现): where to look, how gently, with which credentials, and how far to crawl. */
export const discovery = defineEntity(
  {
    name: 'discovery',
    path: '/discoveries',
    label: { zh: '设备发现', en: 'Discovery' },
    plural: { zh: '设备发现', en: 'Discoveries' },
    permissions: { read: 'ledger.read', write: 'collection.manage' },
    defaultSort: 'name',
  },
  {
    name: text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      unique: true,
      maxLength: 100,
      search: true,
      listed: true,
    }),
    networkZoneId: reference('networkZone', {
      label: { zh: '网络区域', en: 'Network zone' },
      hint: { zh: '由该区域的采集器执行。', en: 'A collector of this zone does it.' },
      required: true,
      listed: true,
    }),
    ranges: text({
      label: { zh: '地址范围', en: 'Ranges' },
      hint: {
        zh: '单个地址、CIDR、起止地址，可分行或用逗号隔开；! 排除，# 注释。',
        en: 'Addresses, CIDR blocks, from-to; by line or comma. ! excludes, # comments.',
      },
      required: true,
      multiline: true,
      maxLength: 4000,
      search: true,
      listed: true,
    }),
    allowList: text({
      label: { zh: '允许清单', en: 'Allow-list' },
      hint: {
        zh: '爬行也绝不超出这里；留空则只探测上面的范围。',
        en: 'Nothing outside it is ever asked, also when crawling. Empty: the ranges alone.',
      },
      multiline: true,
      maxLength: 4000,
    }),
    port: number({
      label: { zh: '端口', en: 'Port' },
      required: true,
      min: 1,
      max: 65535,
      decimals: 0,
    }),
    /** Ids of credentials in the order in which to try them: `number[]`; null: those of the zone. */
    credentialIds: json({ label: { zh: '凭据', en: 'Credentials' } }),
    ratePerSecond: number({
      label: { zh: '速率上限', en: 'Rate limit' },
      hint: { zh: '每秒探测报文数。', en: 'Packets sent in a second.' },
      required: true,
      min: 1,
      max: 1000,
      decimals: 0,
      listed: true,
    }),
    crawlDepth: number({
      label: { zh: '爬行深度', en: 'Crawl depth' },
      hint: { zh: '沿邻居走几步；0 为不爬行。', en: 'Steps along neighbours; 0 does not crawl.' },
      required: true,
      min: 0,
      max: 16,
      decimals: 0,
      listed: true,
    }),
    crawlLldp: crawl('沿 LLDP 邻居', 'Follow LLDP'),
    crawlCdp: crawl('沿 CDP 邻居', 'Follow CDP'),
    crawlArp: crawl('沿 ARP 表', 'Follow ARP tables'),
    crawlForwarding: crawl('沿转发表', 'Follow forwarding tables'),
    repeatHours: number({
      label: { zh: '重复间隔', en: 'Repeat' },
      hint: { zh: '每隔多少小时运行一次；留空为手动。', en: 'Hours between runs; empty: only when started.' },
      unit: 'h',
      min: 1,
      max: 8760,
      decimals: 0,
      listed: true,
    }),
    state: state(discoveryStates, {
      label: { zh: '最近运行', en: 'Last run' },
      required: true,
      readOnly: true,
      listed: true,
      indexed: true,
    }),
    lastRunAt: instant({ label: { zh: '最近运行时间', en: 'Last started' }, readOnly: true, listed: true }),
  },
)
