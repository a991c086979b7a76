import type { Localised } from './text.ts'

/** Colour by meaning; the web maps a tone to the theme's tokens, so the same tone looks the same everywhere. */
export type Tone = 'neutral' | 'info' | 'good' | 'warning' | 'bad' | 'muted'

/** Status is never told by colour alone: each state has a shape beside its word. */
export type Shape = 'dot' | 'ring' | 'square' | 'triangle' | 'diamond' | 'cross' | 'check' | 'dash'

export interface State {
  label: Localised
  tone: Tone
  shape: Shape
  /** States that a record may go to from here; absent: any. */
  next?: readonly string[]
}

export type StateTable = Record<string, State>
export type StateOf<T> = keyof T & string

/** Declares a set of states once: value, labels, colour, shape and allowed transitions. */
export function states<const T extends StateTable>(table: T): T {
  return table
}

export function valuesOf<T extends StateTable>(table: T): [StateOf<T>, ...StateOf<T>[]] {
  return Object.keys(table) as [StateOf<T>, ...StateOf<T>[]]
}

/** Whether a record in state `from` may be put into state `to` (staying is always allowed). */
export function canGo(table: StateTable, from: string, to: string): boolean {
  if (from === to) return true
  const next = table[from]?.next
  return next === undefined || next.includes(to)
}
