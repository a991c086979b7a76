import { AppError } from '../contract/error.ts'
import type { Localised } from '../contract/text.ts'

const say = (zh: string, en: string): Localised => ({ zh, en })

/** Every way in which a file is refused: why, and what to do about it. */
const refusals = {
  empty: say('文件是空的，请检查后重新上传。', 'The file is empty. Check it and upload it again.'),
  encrypted: say(
    '文件已加密。请用 Excel 或 WPS 打开，去掉打开密码（文件 → 信息 → 保护工作簿 → 用密码进行加密），保存后重新上传。',
    'The file is encrypted. Open it in Excel or WPS, remove its password (File → Info → Protect Workbook → Encrypt with Password), save it and upload it again.',
  ),
  oldExcel: say(
    '这是旧版 Excel 97-2003 工作簿（.xls）。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。',
    'This is an old Excel 97-2003 workbook (.xls). Open it in Excel or WPS, save it as .xlsx and upload it again.',
  ),
  binaryWorkbook: say(
    '这是二进制工作簿（.xlsb）。请用 Excel 打开，另存为 .xlsx 后重新上传。',
    'This is a binary workbook (.xlsb). Open it in Excel, save it as .xlsx and upload it again.',
  ),
  openDocument: say(
    '这是 OpenDocument 表格（.ods）。请打开后另存为 .xlsx，再重新上传。',
    'This is an OpenDocument spreadsheet (.ods). Open it, save it as .xlsx and upload it again.',
  ),
  macros: say(
    '工作簿带有宏（.xlsm）。请另存为不含宏的 .xlsx 后重新上传；数据不会丢失。',
    'The workbook holds macros (.xlsm). Save it as .xlsx without macros and upload it again; no data is lost.',
  ),
  webPage: say(
    '这不是工作簿，而是以表格扩展名保存的网页或 XML（一些业务系统这样导出）。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。',
    'This is no workbook but a web page or XML under a workbook’s ending, as some systems export it. Open it in Excel or WPS, save it as .xlsx and upload it again.',
  ),
  broken: say(
    '文件已损坏或不完整，无法读取。请用 Excel 或 WPS 打开并重新保存，或重新下载后再上传。',
    'The file is broken or incomplete and cannot be read. Open and save it again in Excel or WPS, or download it again, then upload it.',
  ),
  bomb: say(
    '文件解压后大得不正常，已停止读取。请把数据复制到新的工作簿，保存为 .xlsx 后重新上传。',
    'The file inflates to an abnormal size; reading was stopped. Copy the data into a new workbook, save it as .xlsx and upload it again.',
  ),
  externalLinks: say(
    '表中的值全部引自其他工作簿，这里只有上次保存时的缓存。请在 Excel 中复制全部单元格、选择性粘贴为“数值”，保存后重新上传。',
    'All values of the table come from another workbook; only what was cached at the last save is here. In Excel copy all cells, paste them as values, save and upload again.',
  ),
  noSheets: say(
    '工作簿里没有工作表，请检查后重新上传。',
    'The workbook holds no worksheet. Check it and upload it again.',
  ),
  unknownEncoding: say(
    '无法识别文本的编码。请在 Excel 中另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后重新上传。',
    'The text’s encoding cannot be told. Save it in Excel as "CSV UTF-8 (Comma delimited)" or as .xlsx and upload it again.',
  ),
} as const satisfies Record<string, Localised>

export type RefusalReason =
  keyof typeof refusals | 'wrongContent' | 'tooManyRows' | 'tooManyColumns' | 'tooManyMerged' | 'openQuote'

export function refused(reason: keyof typeof refusals): AppError {
  return refusedBecause(reason, refusals[reason])
}

export function refusedBecause(reason: RefusalReason, { zh, en }: Localised): AppError {
  return new AppError('workbookRefused', { reason, zh, en })
}

/** The content is not what the file's ending says. */
export function wrongContent(is: Localised, ending: string | null): AppError {
  return refusedBecause(
    'wrongContent',
    ending === null
      ? say(
          `文件内容是${is.zh}，不是表格。请上传 .xlsx、.csv 或 .tsv 文件。`,
          `The file is ${is.en}, no table. Upload a .xlsx, .csv or .tsv file.`,
        )
      : say(
          `文件内容其实是${is.zh}，与扩展名不符。请把扩展名改为 ${ending} 后重新上传。`,
          `The file really is ${is.en}; its ending says otherwise. Rename it to ${ending} and upload it again.`,
        ),
  )
}

export function tooMany(what: 'rows' | 'columns' | 'merged', limit: number, sheet: string): AppError {
  const count = limit.toLocaleString('en-US')
  switch (what) {
    case 'rows':
      return refusedBecause(
        'tooManyRows',
        say(
          `工作表「${sheet}」有内容的行超过 ${count} 行。请拆成几个文件分别导入。`,
          `Sheet "${sheet}" has more than ${count} rows with content. Split it into several files and import them one by one.`,
        ),
      )
    case 'columns':
      return refusedBecause(
        'tooManyColumns',
        say(
          `工作表「${sheet}」第 ${count} 列以后还有内容。请删除与台账无关的列后重新上传。`,
          `Sheet "${sheet}" has content beyond column ${count}. Delete the columns that do not belong to the ledger and upload it again.`,
        ),
      )
    case 'merged':
      return refusedBecause(
        'tooManyMerged',
        say(
          `工作表「${sheet}」的合并单元格超过 ${count} 处。请取消合并后重新上传。`,
          `Sheet "${sheet}" has more than ${count} merged ranges. Unmerge them and upload it again.`,
        ),
      )
  }
}
