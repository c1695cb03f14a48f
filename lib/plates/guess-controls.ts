import { cellText, EMPTY_CODE } from '../data-frame/cell.ts'
import type { Column, ColumnMapping, DataFrame } from '../data-frame/types.ts'
import { madeOnce } from '../made-once.ts'
import type { Controls } from './types.ts'

/** Untreated wells, compared without case, spaces and signs. */
const NEGATIVE =
  /dmso|vehicle|^neg|untreated|nocompound|nodrug|uninhibited|mock|solvent|neutral|^(n|nc|pbs|water|buffer)$|^(controls?|ctrl)$/
/** Wells with the full effect. */
const POSITIVE = /^pos|^(p|pc)$|inhibitorcontrol|^inhibited|fulleffect|fullinhibition|^kill/
/** Wells without signal: full effect where no positive control is named. */
const BLANK = /^blanks?|background|^(medium|media)|nocells|noenzyme|^(bg|empty)$/

/**
 * Which control values are untreated wells and which have the full effect, by their words. A value whose words say
 * neither (`min`, `high`) is left for a person to place. Null without a column that marks controls.
 */
export function guessControls({ role }: ColumnMapping): Controls | null {
  if (role === null) return null
  const named = role.controlValues.map((value) => ({
    value,
    plain: value.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ''),
  }))
  const matching = (pattern: RegExp) =>
    named.filter(({ plain }) => pattern.test(plain)).map(({ value }) => value)
  const positive = matching(POSITIVE)
  const negative = matching(NEGATIVE).filter((value) => !positive.includes(value))
  const blank = matching(BLANK).filter((value) => !negative.includes(value))
  return { column: role.column, negative, positive: positive.length > 0 ? positive : blank }
}

/** More different values than this, and a column does not tell wells apart by role. */
const MOST_VALUES = 24

/** What a column of controls can be asked for: its different texts in the order they appear; empty beyond 24. */
export function controlChoices({ columns }: DataFrame, index: number): readonly string[] {
  const column = columns[index]
  return column ? choicesOf(column) : []
}

const choicesOf = madeOnce((column: Column): readonly string[] => {
  const found = new Set<string>()
  for (let row = 0; row < column.codes.length && found.size <= MOST_VALUES; row += 1) {
    if (column.codes[row] !== EMPTY_CODE) found.add(cellText(column, row))
  }
  return found.size > MOST_VALUES ? [] : [...found]
})
