import { defineEntity } from '../entity.ts'
import { instant, reference, state, text } from '../field.ts'
import { roles } from '../permission.ts'
import { states } from '../state.ts'

export const userStatuses = states({
  active: { label: { zh: '启用', en: 'Active' }, tone: 'good', shape: 'dot' },
  disabled: { label: { zh: '停用', en: 'Disabled' }, tone: 'muted', shape: 'dash' },
})

export const userLanguages = states({
  zh: { label: { zh: '简体中文', en: 'Simplified Chinese' }, tone: 'neutral', shape: 'dot' },
  en: { label: { zh: '英文', en: 'English' }, tone: 'neutral', shape: 'dot' },
})

/** A person who signs in. Passwords go in through create and change-password and come out nowhere. */
export const user = defineEntity(
  {
    name: 'user',
    path: '/users',
    label: { zh: '用户', en: 'User' },
    plural: { zh: '用户', en: 'Users' },
    permissions: { read: 'account.manage', write: 'account.manage' },
    defaultSort: 'login',
  },
  {
    login: text({
      label: { zh: '用户名', en: 'User name' },
      required: true,
      unique: true,
      maxLength: 32,
      format: 'login',
      search: true,
      listed: true,
    }),
    name: text({
      label: { zh: '姓名', en: 'Name' },
      required: true,
      maxLength: 60,
      search: true,
      listed: true,
    }),
    role: state(roles, { label: { zh: '角色', en: 'Role' }, required: true, listed: true }),
    organisationId: reference('organisation', { label: { zh: '单位', en: 'Organisation' }, listed: true }),
    status: state(userStatuses, { label: { zh: '状态', en: 'Status' }, required: true, listed: true }),
    language: state(userLanguages, { label: { zh: '界面语言', en: 'Language' }, required: true }),
    lastSignInAt: instant({ label: { zh: '上次登录', en: 'Last sign-in' }, readOnly: true, listed: true }),
  },
)
