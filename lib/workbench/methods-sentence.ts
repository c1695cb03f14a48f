import type { CurveData, DoseUnit } from '../data-frame/types.ts'
import type { CurveFit, FitRequest, Interval, ModelName, ParameterName, VerdictLimits } from '../fit/types.ts'
import { counted, formatTrimmed, withUnit } from '../format/format-number.ts'
import { formatLevel } from '../format/format-potency.ts'
import { censoredText } from './censored-text.ts'
import { constraintPhrase } from './constraint-text.ts'
import { fittedBy } from './fitted-by.ts'
import { limitsText } from './limit-words.ts'
import type { EffectiveConstraint } from './selectors.ts'
import type { Exclusion, FitMethod } from './types.ts'

export interface MethodsInput {
  readonly curve: CurveData
  /** In the order of `curve.rows`. */
  readonly isIncluded: readonly boolean[]
  /** Exclusions of this curve's points. */
  readonly exclusions: readonly Exclusion[]
  readonly constraints: ReadonlyMap<ParameterName, Pick<EffectiveConstraint, 'constraint'>>
  readonly model: ModelName
  readonly method: FitMethod
  /** Lines of the verdict that hold for the curve and are not the usual ones. */
  readonly limits: Partial<VerdictLimits>
  readonly covariance: FitRequest['covariance']
  readonly level: number
  readonly fit: CurveFit | null
  readonly potency: 'IC50' | 'EC50'
  readonly doseUnit: DoseUnit
  readonly responseUnit: string
  readonly version: string
  /** How responses were normalised, `''` where they are as measured. */
  readonly normalisation?: string
}

/**
 * What was done, ready for a paper's methods (science.md 5): "21 wells at 7 doses (0.3 to 300 µM, 3 replicates; none
 * excluded) were fitted by least squares to …". Always current, as it is made from the same values as the fit.
 */
export function methodsSentence(input: MethodsInput): string {
  const doses = input.curve.dose.filter((_, i) => input.isIncluded[i] === true)
  const wells = `${counted(doses.length, 'well')} at ${counted(new Set(doses).size, 'dose')}`
  const design = [doseRange(doses, input.doseUnit), replicateText(doses)]
    .filter((text) => text !== '')
    .join(', ')
  const censored = censoredText(input.curve, input.isIncluded)
  const inside = [design, excludedText(input), censored].filter((text) => text !== '').join('; ')
  const phrases = Array.from(input.constraints).flatMap(
    ([name, { constraint }]) => constraintPhrase(name, constraint, input) ?? [],
  )
  const constraints = phrases.length === 0 ? '' : `, ${phrases.join(', ')}`
  const were = doses.length === 1 ? 'was' : 'were'
  if (isWithoutFit(input.fit)) {
    const had = doses.length === 1 ? 'has' : 'have'
    return `${wells} (${inside}) ${had} no fit: ${input.fit.relative.verdict.text} (Halfmax ${input.version}).`
  }
  const fitted = `${were} fitted by ${fittedBy(input.model, input.method, { hasLimits: censored !== '' })}${constraints}`
  const scale = input.normalisation ? ` ${input.normalisation}.` : ''
  const limits = limitsText(input.limits)
  return (
    `${wells} (${inside}) ${fitted} (Halfmax ${input.version}).${scale} ${input.potency}: ${potencyText(input)}.` +
    (limits === '' ? '' : ` Verdict: ${limits}.`)
  )
}

/** Looked for and not found: there is no model the wells were fitted to. */
function isWithoutFit(fit: CurveFit | null): fit is CurveFit {
  return fit !== null && fit.parameters.length === 0
}

function doseRange(doses: Float64Array, unit: DoseUnit): string {
  const positive = doses.filter((dose) => dose > 0)
  if (positive.length === 0) return ''
  const [low, high] = [Math.min(...positive), Math.max(...positive)]
  const range = low === high ? formatTrimmed(low) : `${formatTrimmed(low)} to ${formatTrimmed(high)}`
  return (positive.length < doses.length ? 'untreated and ' : '') + withUnit(range, unit)
}

function replicateText(doses: Float64Array): string {
  const counts = new Map<number, number>()
  for (const dose of doses) counts.set(dose, (counts.get(dose) ?? 0) + 1)
  if (counts.size === 0) return ''
  const [fewest, most] = [Math.min(...counts.values()), Math.max(...counts.values())]
  return fewest === most ? counted(most, 'replicate') : `${fewest} to ${most} replicates`
}

function excludedText({ isIncluded, exclusions }: MethodsInput): string {
  const excluded = isIncluded.filter((included) => !included).length
  if (excluded === 0) return 'none excluded'
  const counts = new Map<string, number>()
  for (const { reason } of exclusions) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const [only] = counts.keys()
  if (counts.size === 0 || only === '') return `${excluded} excluded`
  const reasons = counts.size === 1 ? only : [...counts].map(([reason, n]) => `${reason} (${n})`).join(', ')
  return `${excluded} excluded: ${reasons}`
}

const METHOD_NAMES: Readonly<Record<Interval['method'], string>> = {
  wald: 'Wald',
  profile: 'profile',
  'one-sided-profile': 'one-sided profile',
  bootstrap: 'bootstrap',
  bracket: 'bracketing',
}

function potencyText({ fit, level, covariance }: MethodsInput): string {
  const interval = fit?.relative.interval ?? null
  const errors = covariance === 'observed' ? '; standard errors from the observed Hessian' : ''
  if (fit === null || interval === null) return `relative midpoint, no interval${errors}`
  return `relative midpoint, ${formatLevel(level)} ${METHOD_NAMES[interval.method]} CI${errors}`
}
