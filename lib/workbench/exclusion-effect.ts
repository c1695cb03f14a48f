import { chooseDoseUnit } from '../data-frame/dose-units.ts'
import type { CurveData, DoseUnit } from '../data-frame/types.ts'
import type { CurveFit, VerdictKind } from '../fit/types.ts'
import { formatNumber, MISSING } from '../format/format-number.ts'
import { formatInterval, formatPotency, limitsIn } from '../format/format-potency.ts'
import { pointKey } from './point-key.ts'
import { exclusionOf } from './selectors.ts'
import type { Exclusion, Work } from './types.ts'

/** A state of the work that nobody has accepted yet. */
interface TriedWork {
  readonly work: Work
  /** The rows that it concerns. */
  readonly rows: readonly number[]
  readonly isWithout: boolean
}

/**
 * The work with those wells out that are still in, or with all of them back where none is in: what the button beside
 * them would do.
 *
 * @param rows  0-based rows of the table; rows that the curve does not have are passed over
 * @returns null where no row is of the curve
 */
export function workWith(work: Work, curve: CurveData, rows: readonly number[]): TriedWork | null {
  const { responseColumn } = curve
  const known = rows.filter((row) => curve.rows.includes(row))
  if (known.length === 0) return null
  const kept = known.filter((row) => exclusionOf(work, responseColumn, row) === null)
  const exclusions: Record<string, Exclusion> = { ...work.exclusions }
  if (kept.length === 0) {
    for (const row of known) delete exclusions[pointKey({ row, responseColumn })]
    return { work: { ...work, exclusions }, rows: known, isWithout: false }
  }
  const tried = { responseColumn, cause: 'hand', reason: '', author: '', at: '' } as const
  for (const row of kept) exclusions[pointKey({ row, responseColumn })] = { row, ...tried }
  return { work: { ...work, exclusions }, rows: kept, isWithout: true }
}

/** A fit that is only tried, against the one that holds, in texts. */
export interface EffectFacts {
  /** "IC50 14.1 nM", "IC50 > 100 µM", "IC50 not determined". */
  readonly potency: string
  /** "95 % CI 12.9 to 15.8" in the unit of the potency; null where the potency has no interval to report. */
  readonly interval: string | null
  /** "×1.15": tried over held; null where either is no estimate. */
  readonly fold: string | null
  readonly verdict: VerdictKind
  readonly isVerdictNew: boolean
}

interface Names {
  readonly potency: 'IC50' | 'EC50'
  readonly doseUnit: DoseUnit
  readonly level: number
}

/** Potency, interval and verdict of `after`, and how far the potency lies from that of `before`. */
export function effectFacts(before: CurveFit, after: CurveFit, names: Names): EffectFacts {
  const [was, is] = [before.relative, after.relative]
  const unit = names.doseUnit
  const shown = is.logDose === null ? unit : chooseDoseUnit(10 ** is.logDose, unit)
  const { text } = formatPotency({ ...is, unit }, shown)
  const isEstimate = is.qualifier === '=' && is.logDose !== null
  const hasFold = isEstimate && was.qualifier === '=' && was.logDose !== null
  return {
    potency: text === MISSING ? `${names.potency} not determined` : `${names.potency} ${text}`,
    interval:
      isEstimate && is.interval ? formatInterval(limitsIn(is.interval, unit, shown), names.level) : null,
    fold: hasFold ? multipleText(10 ** ((is.logDose ?? 0) - (was.logDose ?? 0))) : null,
    verdict: is.verdict.kind,
    isVerdictNew: is.verdict.kind !== was.verdict.kind,
  }
}

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
    const isWithin = without >= (interval.lower ?? -Infinity) && without <= (interval.upper ?? Infinity)
    return isWithin ? [] : [{ row, multiple }]
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
