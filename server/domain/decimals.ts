/**
 * Rounds half away from zero at a decimal place, as people round: 1.005 to two places is 1.01, although the nearest
 * binary number lies below it.
 */
export function roundTo(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return value
  const [digits, exponent = '0'] = Math.abs(value).toExponential().split('e')
  const scaled = Math.round(Number(`${digits}e${Number(exponent) + decimals}`))
  const rounded = Number(`${scaled}e${-decimals}`)
  return value < 0 && rounded !== 0 ? -rounded : rounded
}
