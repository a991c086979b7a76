import { problems as problemTexts } from '../../server/contract/problem.ts'
import { deviceKinds } from '../../server/contract/entities/device.ts'
import type { Collection, Facts } from '../../server/contract/collection.ts'
import type { Language } from '../../server/contract/text.ts'

/** One line for each problem, for standard error. */
export function problemLines(collection: Collection, language: Language): string[] {
  return collection.problems.map(({ code, about, detail }) => {
    const where = about === null ? '' : `[${about}] `
    const words = detail === null ? '' : language === 'zh' ? `（${detail}）` : ` (${detail})`
    return `${where}${problemTexts[code][language]}${words}`
  })
}

/** A collection for a person to read. */
export function summary(collection: Collection, language: Language): string {
  const { facts, target } = collection
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en)
  const head = `${target.address}:${target.port}`
  if (facts === null) return `${head}  ${say('未应答', 'no answer')}\n`
  const { device } = facts
  const rows: [string, string | null][] = [
    [say('名称', 'Name'), device.name],
    [say('厂商', 'Vendor'), device.vendor],
    [say('类型', 'Kind'), device.kind === null ? null : deviceKinds[device.kind].label[language]],
    [say('型号', 'Model'), device.model],
    [say('软件版本', 'Software'), device.softwareVersion],
    [say('序列号', 'Serial'), device.serialNumbers.join(', ') || null],
    [say('位置', 'Location'), device.location],
    [say('联系人', 'Contact'), device.contact],
    [
      say('运行时间', 'Uptime'),
      device.uptimeSeconds === null ? null : duration(device.uptimeSeconds, language),
    ],
    [say('接口', 'Interfaces'), countUp(facts, language)],
    [
      say('地址', 'Addresses'),
      facts.addresses
        .map(({ ip, prefixLength }) => (prefixLength === null ? ip : `${ip}/${prefixLength}`))
        .join(', ') || null,
    ],
    [say('邻居', 'Neighbours'), neighbours(facts)],
    [say('部件', 'Components'), String(facts.components.length)],
    [say('传感器', 'Sensors'), String(facts.sensors.length)],
  ]
  const width = Math.max(...rows.map(([label]) => columns(label)))
  const body = rows.map(([label, value]) => `${label}${' '.repeat(width - columns(label))}  ${value ?? '—'}`)
  return `${[head, ...body].join('\n')}\n`
}

function countUp({ interfaces }: Facts, language: Language): string {
  const up = interfaces.filter((one) => one.operUp).length
  return language === 'zh' ? `${interfaces.length}（${up} 个已连接）` : `${interfaces.length} (${up} up)`
}

function neighbours({ neighbors }: Facts): string | null {
  return (
    neighbors
      .map((one) =>
        `${one.localInterface ?? '?'} → ${one.remoteName ?? one.remoteChassisId ?? '?'} ${one.remotePort ?? ''}`.trim(),
      )
      .join(', ') || null
  )
}

function duration(seconds: number, language: Language): string {
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor((seconds % 86_400) / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  return language === 'zh' ? `${days} 天 ${hours} 小时 ${minutes} 分` : `${days} d ${hours} h ${minutes} min`
}

/** Columns on a terminal: Chinese characters take two. */
function columns(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0)
}
