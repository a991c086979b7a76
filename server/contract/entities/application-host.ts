import { defineEntity } from '../entity.ts'
import { reference, state, text, via } from '../field.ts'
import { states } from '../state.ts'

export const hostRoles = states({
  application: { label: { zh: '应用服务', en: 'Application' }, tone: 'neutral', shape: 'dot' },
  database: { label: { zh: '数据库', en: 'Database' }, tone: 'neutral', shape: 'square' },
  storage: { label: { zh: '存储', en: 'Storage' }, tone: 'neutral', shape: 'diamond' },
})

/** An application runs on a device (应用部署关系). */
export const applicationHost = defineEntity(
  {
    name: 'applicationHost',
    path: '/application-hosts',
    label: { zh: '部署关系', en: 'Host' },
    plural: { zh: '部署关系', en: 'Hosts' },
    permissions: { read: 'ledger.read', write: 'portfolio.write' },
    defaultSort: 'applicationId',
  },
  {
    applicationId: reference('application', {
      label: { zh: '应用', en: 'Application' },
      required: true,
      listed: true,
    }),
    deviceId: reference('device', { label: { zh: '设备', en: 'Device' }, required: true, listed: true }),
    roomId: via(['deviceId', 'roomId'], {
      label: { zh: '机房', en: 'Machine room' },
      of: 'number',
      to: 'room',
    }),
    role: state(hostRoles, { label: { zh: '用途', en: 'Role' }, required: true, listed: true }),
    notes: text({ label: { zh: '备注', en: 'Notes' }, maxLength: 500 }),
  },
)
