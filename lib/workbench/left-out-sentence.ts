import { listText } from '../format/list-text.ts'
import type { CurveData, DoseUnit } from '../data-frame/types.ts'
import type { CurveFit } from '../fit/types.ts'
import { counted, countWord } from '../format/format-number.ts'
import { doseLabel } from './point-label.ts'

interface LeftOut {
  readonly fit: CurveFit
  readonly curve: CurveData
  /** In the order of `curve.rows`. */
  readonly isIncluded: readonly boolean[]
}

/**
 * Where exclusions leave too little for a fit: what is left, and what would bring a curve back. Null where the points are
 * enough, or where too few were measured to begin with and nobody has left any out.
 */
export function tooFewSentence({ fit, curve, isIncluded }: LeftOut): string | null {
  const total = curve.rows.length
  const left = curve.dose.filter((_, i) => isIncluded[i] === true)
  if (left.length === total) return null
  if (left.length === 0)
    return `No curve: all ${counted(total, 'well')} are excluded. Take some back to have it fitted.`
  if (fit.relative.verdict.rule !== 'too-few-points') return null
  const doses = counted(new Set(left).size, 'dose')
  const verb = left.length === 1 ? 'is' : 'are'
  return `No curve: ${counted(left.length, 'well')} at ${doses} ${verb} left, too few for the free parameters. Take wells back, fix a parameter or choose a simpler model.`
}

/** "Every well at 30 µM is excluded", where others are in; null where no dose is out as a whole. */
export function wholeDosesSentence(
  { curve, isIncluded }: Omit<LeftOut, 'fit'>,
  unit: DoseUnit,
): string | null {
  const kept = new Set(curve.dose.filter((_, i) => isIncluded[i] === true))
  const out = [...new Set(curve.dose)].filter((dose) => !kept.has(dose)).toSorted((a, b) => a - b)
  const [first] = out
  if (first === undefined || kept.size === 0) return null
  if (out.length > MOST_NAMED) return `Every well of ${countWord(out.length)} doses is excluded.`
  const names = out.map((dose) => (dose === 0 ? 'dose 0' : doseLabel(dose, unit)))
  return `Every well at ${listText(names)} is excluded.`
}

const MOST_NAMED = 3
