/**
 * The SVG paths of a small line without axes: values from left to right, zero at the bottom, a gap breaking the line.
 * `highest` sets the top; several sparklines that share it can be compared.
 */
export function sparklinePath(
  values: readonly (number | null)[],
  size: { width: number; height: number },
  highest: number,
): string {
  const step = size.width / Math.max(values.length - 1, 1)
  const top = highest > 0 ? highest : 1
  let path = ''
  let drawing = false
  values.forEach((value, index) => {
    if (value === null) {
      drawing = false
      return
    }
    const x = Math.round(index * step * 10) / 10
    const y = Math.round((size.height - (Math.max(value, 0) / top) * size.height) * 10) / 10
    const alone = !drawing && (values[index + 1] ?? null) === null
    path += alone ? `M${x},${y}h1` : `${drawing ? 'L' : 'M'}${x},${y}`
    drawing = true
  })
  return path
}
