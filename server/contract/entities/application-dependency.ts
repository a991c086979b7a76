import { defineEntity } from '../entity.ts'
import { reference, state, text } from '../field.ts'
import { states } from '../state.ts'

export const dependencyKinds = states({
  calls: { label: { zh: '接口调用', en: 'Calls' }, tone: 'neutral', shape: 'dot' },
  'shares-database': {
    label: { zh: '共享数据库', en: 'Shares a database' },
    tone: 'warning',
    shape: 'square',
  },
  'exchanges-files': { label: { zh: '文件交换', en: 'Exchanges files' }, tone: 'neutral', shape: 'ring' },
})

/** One application (the consumer) needs another (the provider) (应用依赖关系). */
export const applicationDependency = defineEntity(
  {
    name: 'applicationDependency',
    path: '/application-dependencies',
    label: { zh: '应用依赖', en: 'Dependency' },
    plural: { zh: '应用依赖', en: 'Dependencies' },
    permissions: { read: 'ledger.read', write: 'portfolio.write' },
    defaultSort: 'consumerId',
  },
  {
    consumerId: reference('application', {
      label: { zh: '调用方', en: 'Consumer' },
      required: true,
      listed: true,
    }),
    providerId: reference('application', {
      label: { zh: '被调用方', en: 'Provider' },
      required: true,
      listed: true,
    }),
    kind: state(dependencyKinds, { label: { zh: '方式', en: 'Kind' }, required: true, listed: true }),
    notes: text({ label: { zh: '备注', en: 'Notes' }, maxLength: 500 }),
  },
)
