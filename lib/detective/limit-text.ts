import { readCommaText, type CommaMark } from './comma-text.ts'

export interface LimitText {
  /** −1: at most, 1: at least. */
  readonly sign: -1 | 1
  readonly value: number
}

const LIMIT = /^\s*(<=|>=|<|>|≤|≥)\s*([^\s%][^%]*?)\s*%?\s*$/

/** `<0.5`, `> 100 %`, `≥1e3` taken apart; null for any other text. */
export function parseLimit(text: string, mark: CommaMark): LimitText | null {
  const found = LIMIT.exec(text)
  if (found === null) return null
  const value = readCommaText(found[2] ?? '', mark)
  if (Number.isNaN(value)) return null
  return { sign: /[<≤]/.test(found[1] ?? '') ? -1 : 1, value }
}
