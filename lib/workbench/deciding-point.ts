import type { CurveData } from '../data-frame/types.ts'
import { isInsideInterval } from '../fit/inside-interval.ts'
import type { CurveFit } from '../fit/types.ts'
import { formatNumber } from '../format/format-number.ts'

/** "×1.15", "×0.87"; three significant figures beyond tenfold either way. */
export function multipleText(multiple: number): string {
  return `×${multiple >= 0.1 && multiple < 10 ? multiple.toFixed(2) : formatNumber(multiple)}`
}

/** The well that moves a potency most, where it moves it out of the potency's own interval. */
export interface DecidingPoint {
  readonly row: number
  /** Potency without it over the potency; NaN where there is no fit without it. */
  readonly multiple: number
  /** Other wells of which the same is true. */
  readonly others: number
}

/**
 * The well that decides a curve alone: without it the relative potency leaves its interval, or the fit fails.
 *
 * @param isIncluded  in the order of `curve.rows`, what the fit used
 * @returns null where no well does, and where the potency is no estimate with an interval
 */
export function decidingPoint(
  fit: CurveFit,
  curve: CurveData,
  isIncluded: readonly boolean[],
): DecidingPoint | null {
  const { leaveOneOut, relative } = fit
  const { logRoot, interval } = relative
  if (!leaveOneOut || relative.qualifier !== '=' || logRoot === null || interval === null) return null
  const rows = Array.from(curve.rows).filter((_, i) => isIncluded[i] === true)
  const deciding = rows.flatMap((row, i) => {
    const multiple = leaveOneOut[i] ?? Number.NaN
    const without = logRoot + Math.log10(multiple)
    return isInsideInterval(interval, without) ? [] : [{ row, multiple }]
  })
  const [first] = deciding.toSorted((a, b) => distance(b.multiple) - distance(a.multiple))
  return first ? { ...first, others: deciding.length - 1 } : null
}

/** On log10, from no change; no fit is the farthest. */
function distance(multiple: number): number {
  return Number.isFinite(multiple) && multiple > 0 ? Math.abs(Math.log10(multiple)) : Infinity
}

/** "Without row 19 the IC50 is ×1.84, outside its own interval: this one well decides." */
export function decidingSentence({ row, multiple, others }: DecidingPoint, potency: string): string {
  const name = `row ${row + 1}`
  const more = others === 0 ? '' : ` The same is true of ${others} more.`
  if (!Number.isFinite(multiple)) return `Without ${name} there is no fit: this one well decides.${more}`
  return `Without ${name} the ${potency} is ${multipleText(multiple)}, outside its own interval: this one well decides.${more}`
}
