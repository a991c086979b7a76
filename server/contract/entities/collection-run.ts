import { defineRecord } from '../entity.ts'
import { instant, json, number, reference, state, text } from '../field.ts'
import { targetStatuses } from './target.ts'

const { complete, partial, failed } = targetStatuses
export const runStatuses = { complete, partial, failed }

/** One collection that arrived (采集记录): when, from where, with which problems. */
export const collectionRun = defineRecord(
  {
    name: 'collectionRun',
    path: '/collection-runs',
    label: { zh: '采集记录', en: 'Collection' },
    plural: { zh: '采集记录', en: 'Collections' },
    permissions: { read: 'ledger.read', write: 'collection.manage' },
    defaultSort: '-finishedAt',
    nameField: 'collectionId',
  },
  {
    collectionId: text({
      label: { zh: '采集编号', en: 'Collection id' },
      required: true,
      unique: true,
      maxLength: 36,
    }),
    targetId: reference('target', { label: { zh: '采集目标', en: 'Target' }, required: true, listed: true }),
    collectorId: reference('collector', {
      label: { zh: '采集器', en: 'Collector' },
      required: true,
      listed: true,
    }),
    source: text({ label: { zh: '来源', en: 'Source' }, required: true, maxLength: 20, listed: true }),
    status: state(runStatuses, {
      label: { zh: '结果', en: 'Result' },
      required: true,
      listed: true,
      indexed: true,
    }),
    startedAt: instant({ label: { zh: '开始', en: 'Started' }, required: true, listed: true }),
    finishedAt: instant({
      label: { zh: '结束', en: 'Finished' },
      required: true,
      listed: true,
      indexed: true,
    }),
    sampleCount: number({
      label: { zh: '样本数', en: 'Samples' },
      required: true,
      decimals: 0,
      listed: true,
    }),
    problemCount: number({
      label: { zh: '问题数', en: 'Problems' },
      required: true,
      decimals: 0,
      listed: true,
    }),
    /** What the visit cost the device and the network; null where the source does not measure it. */
    packetsSent: number({ label: { zh: '发出报文', en: 'Packets sent' }, decimals: 0 }),
    packetsReceived: number({ label: { zh: '收到报文', en: 'Packets received' }, decimals: 0 }),
    octetsSent: number({ label: { zh: '发出字节', en: 'Octets sent' }, unit: 'B', decimals: 0 }),
    octetsReceived: number({ label: { zh: '收到字节', en: 'Octets received' }, unit: 'B', decimals: 0 }),
    variables: number({ label: { zh: '变量数', en: 'Variables' }, decimals: 0 }),
    timeouts: number({ label: { zh: '超时次数', en: 'Timeouts' }, decimals: 0 }),
    roundTripMilliseconds: number({
      label: { zh: '往返时延', en: 'Round trip' },
      unit: 'ms',
      decimals: 2,
    }),
    deviceMilliseconds: number({
      label: { zh: '设备耗时', en: 'Device time' },
      unit: 'ms',
      decimals: 1,
      listed: true,
    }),
    /** `Problem[]` of the collection. */
    problems: json({ label: { zh: '问题', en: 'Problems' } }),
  },
)
