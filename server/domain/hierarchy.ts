/** Whether making `parentId` the parent of `id` would close a circle. @param parentOf parents of all records. */
export function closesCircle(
  id: number,
  parentId: number,
  parentOf: ReadonlyMap<number, number | null>,
): boolean {
  const seen = new Set<number>()
  for (let at: number | null = parentId; at !== null && !seen.has(at); at = parentOf.get(at) ?? null) {
    if (at === id) return true
    seen.add(at)
  }
  return false
}
