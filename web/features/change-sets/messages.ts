type Value = string | number

const zh = {
  title: '撤销',
  preview: '查看可否撤销',
  previewing: '正在检查此后的修改',
  undo: '撤销这批变更',
  redo: '恢复（撤销此次撤销）',
  undoRest: (v: { count: Value }) => `撤销其余 ${v.count} 条记录`,
  undoing: '正在撤销',
  cancel: '停止',
  cancelling: '正在停止',
  willUndo: (v: { count: Value }) => `可恢复 ${v.count} 条记录。`,
  nothing: '没有可以恢复的记录。',
  conflicts: (v: { count: Value }) => `${v.count} 条记录此后被修改过，将保持现状：`,
  more: (v: { count: Value }) => `只列出前 ${v.count} 条。`,
  left: '当时改为',
  now: '现在',
  before: '撤销后',
  changedBy: (v: { who: Value }) => `${v.who} 修改`,
  system: '系统',
  stage: {
    starting: '正在开始',
    checking: '检查此后的修改',
    undoing: '写回原值',
  } as Record<string, string>,
  done: (v: { count: Value }) => `已撤销 ${v.count} 项变更`,
  undone: '这批变更已全部撤销。如需恢复，请打开下面的那一次撤销，再撤销它。',
  partly: (v: { undone: Value; kept: Value }) =>
    `已撤销 ${v.undone} 项变更，保留 ${v.kept} 项。冲突解决后可再次撤销其余部分。`,
  undoes: '本批次撤销了：',
  broken: '进度连接中断，正在重新连接；撤销仍在进行。',
  progress: '撤销进度',
}

const en: typeof zh = {
  title: 'Undo',
  preview: 'See whether it can be undone',
  previewing: 'Looking for changes made since',
  undo: 'Undo these changes',
  redo: 'Bring back (undo this undo)',
  undoRest: (v) => `Undo the other ${v.count} records`,
  undoing: 'Undoing',
  cancel: 'Stop',
  cancelling: 'Stopping',
  willUndo: (v) => `${v.count} records can be put back.`,
  nothing: 'There is no record to put back.',
  conflicts: (v) => `${v.count} records have been changed since and stay as they are:`,
  more: (v) => `Only the first ${v.count} are listed.`,
  left: 'Set to',
  now: 'Now',
  before: 'Before',
  changedBy: (v) => `changed by ${v.who}`,
  system: 'the system',
  stage: {
    starting: 'Starting',
    checking: 'Looking for changes made since',
    undoing: 'Putting values back',
  },
  done: (v) => `${v.count} changes undone`,
  undone:
    'All of these changes have been undone. To bring them back, open the undo listed below and undo that.',
  partly: (v) =>
    `${v.undone} changes undone, ${v.kept} kept. Once the conflicts are settled the rest can be undone too.`,
  undoes: 'This set undid:',
  broken: 'The progress connection broke off and is being restored; undoing goes on.',
  progress: 'Progress of the undo',
}

export const changeSetTexts = { zh, en }
