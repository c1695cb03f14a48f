import type { DoseUnit } from '../data-frame/types.ts'
import type { CurveFit, ParameterName, Potency } from '../fit/types.ts'
import { formatNumber, MISSING, withUnit } from '../format/format-number.ts'
import { formatInterval, formatPotency, limitsIn } from '../format/format-potency.ts'
import { modelTitle } from './models.ts'
import { chooseDoseUnit } from '../data-frame/dose-units.ts'

/** "IC50 12.3 nM, was 11.8": what a change did, for the live region. `before` is shown in the unit of `now`. */
export function potencyChange(
  name: string,
  now: Potency,
  { before, unit }: { readonly before: Potency | null; readonly unit: DoseUnit },
): string {
  const shown = now.logDose ?? before?.logDose ?? null
  const shownUnit = shown === null ? unit : chooseDoseUnit(10 ** shown, unit)
  const current = formatPotency({ ...now, unit }, shownUnit)
  const earlier = before === null ? null : formatPotency({ ...before, unit }, shownUnit)
  const text = current.text === MISSING ? `${name} not estimated` : `${name} ${current.text}`
  if (earlier === null) return text
  if (earlier.text === current.text) return `${text}, unchanged`
  if (earlier.text === MISSING) return `${text}, was not estimated`
  // The unit is said once, with the current value.
  return `${text}, was ${current.text === MISSING ? earlier.text : earlier.value}`
}

export interface CurveSummaryInput {
  readonly label: string
  /** "mortality", in lower case, as a sentence has it. */
  readonly responseName: string
  readonly fit: CurveFit
  readonly potency: string
  readonly doseUnit: DoseUnit
  readonly responseUnit: string
  /** Confidence level of its intervals, e.g. 0.95. */
  readonly level: number
}

/** The plot in one sentence: "24 h: mortality rises from 9.50 % to 83.2 %, IC50 (relative) 22.9 µM, 95 % CI …". */
export function curveSummary(input: CurveSummaryInput): string {
  const { fit } = input
  const bottom = estimateOf(fit, 'bottom')
  const top = estimateOf(fit, 'top')
  const hill = estimateOf(fit, 'hill')
  if (fit.parameters.length === 0) return `${input.label}: no fit, ${fit.n} points.`
  if (bottom === null || top === null || hill === null) {
    const model = modelTitle(fit.model).toLowerCase()
    return `${input.label}: ${input.responseName} follows the model “${model}”, ${potencyText(input)}.`
  }
  const unit = input.responseUnit === 'fraction' ? '' : input.responseUnit
  const [from, to] = hill > 0 ? [bottom, top] : [top, bottom]
  const moves = to > from ? 'rises' : 'falls'
  const span = `${withUnit(formatNumber(from), unit)} to ${withUnit(formatNumber(to), unit)}`
  return `${input.label}: ${input.responseName} ${moves} from ${span}, ${potencyText(input)}.`
}

function potencyText({ fit, potency: name, doseUnit: unit, level }: CurveSummaryInput): string {
  const potency = fit.relative
  if (potency.logDose === null) return `${name} not estimated`
  const shown = chooseDoseUnit(10 ** potency.logDose, unit)
  const value = `${name} (relative) ${formatPotency({ ...potency, unit }, shown).text}`
  if (potency.interval === null || potency.qualifier !== '=') return value
  return `${value}, ${withUnit(formatInterval(limitsIn(potency.interval, unit, shown), level), shown)}`
}

function estimateOf(fit: CurveFit, name: ParameterName): number | null {
  return fit.parameters.find((parameter) => parameter.name === name)?.estimate ?? null
}
