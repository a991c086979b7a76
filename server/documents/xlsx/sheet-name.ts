/** Excel refuses longer names and these characters. */
const longest = 31
const forbidden = /[\\/?*[\]:]/g

/** Names of sheets that Excel takes: short, clean and each only once, whatever the case of its letters. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name) => {
    const clean =
      name
        .replace(forbidden, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || 'Sheet'
    for (let at = 1; ; at++) {
      const ending = at === 1 ? '' : ` ${at}`
      const candidate = `${clean.slice(0, longest - ending.length).trimEnd()}${ending}`
      if (taken.has(candidate.toLowerCase())) continue
      taken.add(candidate.toLowerCase())
      return candidate
    }
  })
}
