import { chooseDoseUnit } from '../data-frame/dose-units.ts'
import type { CurveData, DoseUnit } from '../data-frame/types.ts'
import type { CurveFit, VerdictKind } from '../fit/types.ts'
import { MISSING } from '../format/format-number.ts'
import { formatInterval, formatPotency, limitsIn } from '../format/format-potency.ts'
import { multipleText } from './deciding-point.ts'
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
