/** `YYYY-MM-DD` and `months` later; a day that the month does not have becomes its last. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const index = year * 12 + month - 1 + months
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 }
  const lastDay = new Date(Date.UTC(target.year, target.month, 0)).getUTCDate()
  return [target.year, target.month, Math.min(day, lastDay)].map((n) => String(n).padStart(2, '0')).join('-')
}

export function earliest(dates: readonly string[]): string {
  return dates.reduce((one, other) => (other < one ? other : one))
}
