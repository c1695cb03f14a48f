import type { CurveData } from '../data-frame/types.ts'

/** What differs between curves that are looked at together: the readout, or one of the columns that tell curves apart. */
export type LinkedBy = 'readout' | number

/** A way to look at a curve beside others, and how many there are with it. */
export interface LinkChoice {
  readonly by: LinkedBy
  /** Header of the column; "Readout". */
  readonly name: string
  readonly count: number
}

/**
 * Curves of the same sample that differ in one thing alone, in the order of the table; the curve itself among them.
 *
 * @param by  `readout`: the response column; a number: the place of a column among the group values
 */
export function linkedCurves(
  curves: readonly CurveData[],
  curve: CurveData,
  by: LinkedBy,
): readonly CurveData[] {
  return curves.filter(
    (one) =>
      (by === 'readout' || one.responseColumn === curve.responseColumn) &&
      one.groupValues.every((value, place) => place === by || value === curve.groupValues[place]),
  )
}

/** What tells a linked curve from the others: its value in the column, or its readout. */
export function linkedLabel(
  curve: CurveData,
  by: LinkedBy,
  readoutOf: (responseColumn: number) => string,
): string {
  const label = by === 'readout' ? readoutOf(curve.responseColumn) : (curve.groupValues[by] ?? '')
  return label === '' ? '(no name)' : label
}

/**
 * The ways in which a curve has others beside it, readouts first.
 *
 * @param headers  of the columns that tell curves apart, in the order of the group values
 */
export function linkChoices(
  curves: readonly CurveData[],
  curve: CurveData,
  headers: readonly string[],
): readonly LinkChoice[] {
  const all: readonly (readonly [LinkedBy, string])[] = [
    ['readout', 'Readout'],
    ...headers.map((name, place) => [place, name] as const),
  ]
  return all.flatMap(([by, name]) => {
    const { length: count } = linkedCurves(curves, curve, by)
    return count > 1 ? [{ by, name, count }] : []
  })
}
