/** Hands the person a file that the browser made itself. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download reads the address after this turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** A file's name from a question: without the characters that file systems refuse. */
export function fileName(question: string, extension: string): string {
  return `${question.replace(/[\\/:*?"<>|？]/g, '').trim()}.${extension}`
}
