import { defineRecord } from '../entity.ts'
import { instant, number, reference, state, text } from '../field.ts'
import { states } from '../state.ts'

export const gapKinds = states({
  poll: { label: { zh: '轮询读数', en: 'Polls' }, tone: 'neutral', shape: 'dot' },
  collection: { label: { zh: '完整采集', en: 'Full collections' }, tone: 'neutral', shape: 'square' },
})

export const gapCauses = states({
  /** The visit before was still under way when the next was due. */
  'cycle-overran': {
    label: { zh: '上一轮未结束，跳过', en: 'Cycle overran, left out' },
    tone: 'warning',
    shape: 'diamond',
  },
  /** The spool reached its limit: its oldest content went. */
  'spool-full': {
    label: { zh: '缓存已满，丢弃最旧', en: 'Spool full, oldest dropped' },
    tone: 'bad',
    shape: 'cross',
  },
  'disk-refused': {
    label: { zh: '磁盘无法写入', en: 'Disk could not be written' },
    tone: 'bad',
    shape: 'cross',
  },
  'server-refused': { label: { zh: '服务器拒收', en: 'Refused by the server' }, tone: 'bad', shape: 'cross' },
})

/** What a collector should have brought and did not, and why (采集缺口): cycles left out, spooled content given up. */
export const collectionGap = defineRecord(
  {
    name: 'collectionGap',
    path: '/collection-gaps',
    label: { zh: '采集缺口', en: 'Collection gap' },
    plural: { zh: '采集缺口', en: 'Collection gaps' },
    permissions: { read: 'ledger.read', write: 'collection.manage' },
    defaultSort: '-toAt',
    nameField: 'gapId',
  },
  {
    /** UUID made by the collector: a gap that is reported twice is kept once. */
    gapId: text({ label: { zh: '编号', en: 'Id' }, required: true, unique: true, maxLength: 36 }),
    collectorId: reference('collector', {
      label: { zh: '采集器', en: 'Collector' },
      required: true,
      listed: true,
    }),
    kind: state(gapKinds, { label: { zh: '内容', en: 'What' }, required: true, listed: true }),
    cause: state(gapCauses, {
      label: { zh: '原因', en: 'Cause' },
      required: true,
      listed: true,
      indexed: true,
    }),
    /** The span of time that is missing: of cycles left out, of the readings given up. */
    fromAt: instant({ label: { zh: '自', en: 'From' }, required: true, listed: true }),
    toAt: instant({ label: { zh: '至', en: 'To' }, required: true, listed: true, indexed: true }),
    targets: number({ label: { zh: '涉及目标', en: 'Targets' }, required: true, decimals: 0, listed: true }),
    /** Rows of polls or collections that are missing. */
    samples: number({
      label: { zh: '缺失读数', en: 'Readings missing' },
      required: true,
      decimals: 0,
      listed: true,
    }),
    octets: number({
      label: { zh: '缺失字节', en: 'Octets given up' },
      unit: 'B',
      required: true,
      decimals: 0,
    }),
    /** Some of the addresses, what the disk or the server said. */
    detail: text({ label: { zh: '说明', en: 'Detail' }, maxLength: 500 }),
    reportedAt: instant({ label: { zh: '上报', en: 'Reported' }, required: true }),
  },
)
