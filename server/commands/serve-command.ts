import type { Command } from 'commander'
import { serve } from '../main.ts'
import { readSettings } from '../settings.ts'
import { complain, say, untilStopped } from './terminal.ts'

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('启动服务（设置取自环境变量） · start the server with settings from the environment')
    .action(async () => {
      const server = await serve(readSettings(process.env))
      say({ zh: `城基已启动：${server.url}`, en: `CityBase is up: ${server.url}` })
      if ((await server.app.ledger.models.user.count()) === 0) {
        complain({
          zh: '还没有任何用户。请先创建管理员：npx citybase user add admin --role administrator',
          en: 'There are no users yet. Create an administrator: npx citybase user add admin --role administrator',
        })
      }
      await untilStopped()
      await server.close()
    })
}
