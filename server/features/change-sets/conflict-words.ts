import type { UndoConflict } from '../../contract/endpoints/change-sets.ts'
import type { Entity } from '../../contract/entity.ts'
import type { Localised } from '../../contract/text.ts'

/** Why a record is left as it is, and what to do about it. */
export function conflictMessage(
  entity: Entity,
  reason: UndoConflict['reason'],
  fields: UndoConflict['fields'],
): Localised {
  const label = { zh: entity.label.zh, en: entity.label.en.toLowerCase() }
  const labels = fields.map(({ field }) => entity.fields[field]?.label ?? { zh: field, en: field })
  const named = { zh: labels.map(({ zh }) => zh).join('、'), en: labels.map(({ en }) => en).join(', ') }
  switch (reason) {
    case 'changed':
      return {
        zh: `此后有人修改了「${named.zh}」，撤销会丢失这些修改。`,
        en: `${named.en} has been changed since; undoing would lose that.`,
      }
    case 'gone':
      return {
        zh: `该${label.zh}此后已被删除，无需也无法恢复原值。`,
        en: `The ${label.en} has been removed since, so there is nothing to put back.`,
      }
    case 'back':
      return {
        zh: `该${label.zh}此后已重新登记，内容与当时不同。`,
        en: `The ${label.en} has been entered again since, with other values.`,
      }
    case 'referenced':
      return {
        zh: `已有其他记录指向该${label.zh}，请先处理那些记录。`,
        en: `Other records refer to this ${label.en}. Change those first.`,
      }
    case 'taken':
      return {
        zh: `原来的「${named.zh}」现在属于另一条记录。`,
        en: `Its former ${named.en} now belongs to another record.`,
      }
    case 'missing':
      return {
        zh: `原来所指的「${named.zh}」已被删除。`,
        en: `What its ${named.en} referred to has been removed.`,
      }
    case 'hidden':
      return {
        zh: `该${label.zh}含有不入日志的保密内容，不能自动恢复，请重新登记。`,
        en: `The ${label.en} held secrets that the log does not keep. Enter it again.`,
      }
  }
}
