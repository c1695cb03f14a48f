import { capitalised } from '@/lib/format/capitalised.ts'
import { formatNumber } from '@/lib/format/format-number.ts'
import { formatLevel } from '@/lib/format/format-potency.ts'
import type { ControlMean } from '@/lib/data-frame/control-means.ts'
import type { DoseUnit } from '@/lib/data-frame/types.ts'
import type { Constraint, Interval, ParameterEstimate, ParameterName } from '@/lib/fit/types.ts'
import { isLogDose, parameterTitle } from '@/lib/workbench/constraint-text.ts'
import { validateConstraint } from '@/lib/workbench/validate-constraint.ts'
import type { Origin } from '@/lib/workbench/types.ts'

/** "Bottom", "EC50", "First hill": the heading of a row, and the name of its fields. */
export function rowTitle(name: ParameterName): string {
  return capitalised(parameterTitle(name))
}

/** One parameter as its row shows it. Numbers are on the model's own scale: `logEc50` is log10 of the dose. */
export interface ParameterView {
  readonly name: ParameterName
  readonly constraint: Constraint
  readonly origin: Origin
  /** What the policy or the curve's group says, for the words beside the reset. */
  readonly policyConstraint: Constraint
  readonly inheritedFrom: 'policy' | 'group'
  readonly estimate: ParameterEstimate | null
  /** Confidence level of its limits, e.g. 0.95. */
  readonly level: number
  /** Ends of the slider, the plot's own range for plateaus and dose. */
  readonly range: readonly [number, number]
  /** Shown beside the fields: the dose unit for the EC50, the response's for the plateaus. */
  readonly unit: string
  readonly doseUnit: DoseUnit
  /** Why the estimate is no measurement, said beside the number: a dose outside the tested ones, or no potency at all. */
  readonly doubt: 'beyond the tested doses' | 'not determined' | null
  /** Thin tick of the slider: the value of the fit before the last change. */
  readonly previous: number | null
  /** Means that a plateau can be held at; none for other parameters. */
  readonly controls: readonly ControlMean[]
}

/** From the model's scale to the one of the fields: a dose for a log dose, else the same. */
export function toShown(name: ParameterName, value: number): number {
  return isLogDose(name) ? 10 ** value : value
}

/** The interval in words with its method, "≥ 0, bound; 95 % upper limit 2.11", or null where none is estimated. */
export function intervalText(view: ParameterView): string | null {
  const { estimate } = view
  if (!estimate || estimate.state === 'fixed') return null
  const limits = limitsText(view, estimate)
  if (view.doubt === null) return limits
  return limits === null ? view.doubt : `${view.doubt}; ${limits}`
}

function limitsText({ name, level }: ParameterView, estimate: ParameterEstimate): string | null {
  const say = (value: number) => formatNumber(toShown(name, value))
  const interval = estimate.bootstrap ?? estimate.profile ?? estimate.wald
  if (estimate.state === 'at-lower' || estimate.state === 'at-upper') {
    return boundText({ state: estimate.state, at: say(estimate.estimate), interval, level, say })
  }
  if (!interval) return null
  const ci = `${formatLevel(level)} CI`
  const method = { wald: '', bootstrap: ', bootstrap' }[interval.method as string] ?? ', profile'
  if (interval.lower === null && interval.upper === null) return `${ci} open on both sides`
  if (interval.lower === null) return `${ci} up to ${say(interval.upper ?? 0)}, lower limit open`
  if (interval.upper === null) return `${ci} from ${say(interval.lower)}, upper limit open`
  return `${ci} ${say(interval.lower)} to ${say(interval.upper)}${method}`
}

/** Why what is set cannot be asked for, beside the field that is wrong. */
export function constraintProblem(view: ParameterView): string | null {
  const checked = validateConstraint(view.name, view.constraint)
  return checked.ok ? null : checked.error.message
}

interface BoundWords {
  readonly state: 'at-lower' | 'at-upper'
  readonly at: string
  readonly interval: Interval | null
  readonly level: number
  say(value: number): string
}

function boundText({ state, at, interval, level, say }: BoundWords): string {
  const sign = state === 'at-lower' ? '≥' : '≤'
  const limit = state === 'at-lower' ? interval?.upper : interval?.lower
  const side = state === 'at-lower' ? 'upper' : 'lower'
  return limit === null || limit === undefined
    ? `${sign} ${at}, bound`
    : `${sign} ${at}, bound; ${formatLevel(level)} ${side} limit ${say(limit)}`
}
