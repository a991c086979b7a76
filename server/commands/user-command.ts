import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { Option } from 'commander'
import { user } from '../contract/entities/user.ts'
import { createSchema } from '../contract/entity.ts'
import { issuesOf } from '../contract/issue-text.ts'
import { Password, passwordLength } from '../contract/endpoints/session.ts'
import { roles } from '../contract/permission.ts'
import { valuesOf } from '../contract/state.ts'
import { hashPassword } from '../features/accounts/password.ts'
import { createRecord } from '../features/ledger/actions.ts'
import { openApp } from '../main.ts'
import { readSettings } from '../settings.ts'
import { CommandError, say } from './terminal.ts'

interface Options {
  name?: string
  role: string
  passwordFile?: string
}

export function addUserCommand(program: Command): void {
  program
    .command('user')
    .description('用户 · users')
    .command('add <login>')
    .description(
      '创建用户；不给密码文件时生成一个随机密码 · create a user; without a password file a random password is made',
    )
    .option('--name <name>', '姓名 · name')
    .addOption(new Option('--role <role>', '角色 · role').choices(valuesOf(roles)).default('viewer'))
    .option(
      '--password-file <file>',
      '从文件读密码，- 为标准输入 · read the password from a file, - for standard input',
    )
    .action(addUser)
}

async function addUser(login: string, options: Options): Promise<void> {
  const given =
    options.passwordFile === undefined
      ? null
      : readFileSync(options.passwordFile === '-' ? 0 : options.passwordFile, 'utf8').trim()
  const password = given ?? randomBytes(12).toString('base64url')
  if (!Password.safeParse(password).success) {
    const { min, max } = passwordLength
    throw new CommandError(
      { zh: `密码长度应为 ${min} 到 ${max} 个字符。`, en: `A password has ${min} to ${max} characters.` },
      2,
    )
  }
  const fields = {
    login: login.toLowerCase(),
    name: options.name ?? login,
    role: options.role,
    status: 'active',
    language: 'zh',
  }
  const parsed = createSchema(user).safeParse(fields, { reportInput: true })
  if (!parsed.success) {
    const [issue] = issuesOf(parsed.error)
    throw new CommandError(
      { zh: `${issue!.path}：${issue!.message.zh}`, en: `${issue!.path}: ${issue!.message.en}` },
      2,
    )
  }
  const app = await openApp(readSettings(process.env))
  try {
    const passwordHash = await hashPassword(password)
    await createRecord(app, user, { ...parsed.data, passwordHash }, { userId: null })
  } finally {
    await app.metrics.close()
    await app.ledger.close()
  }
  say({ zh: `已创建用户 ${login}。`, en: `User ${login} created.` })
  if (given === null)
    say({ zh: `初始密码（只显示这一次）：${password}`, en: `Password (shown this once): ${password}` })
}
