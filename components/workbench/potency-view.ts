import { chooseDoseUnit } from '@/lib/data-frame/dose-units.ts'
import type { DoseUnit } from '@/lib/data-frame/types.ts'
import type { CurveFit, Potency } from '@/lib/fit/types.ts'
import { formatFull, formatNumber, MISSING, withUnit } from '@/lib/format/format-number.ts'
import { formatP } from '@/lib/format/format-p.ts'
import { doseIn, formatInterval, formatPIC50, formatPotency, limitsIn } from '@/lib/format/format-potency.ts'
import type { PotencyView } from './potency-card.tsx'

export interface PotencyContext {
  readonly unit: DoseUnit
  readonly name: 'IC50' | 'EC50'
  readonly responseUnit: string
  /** Response of the absolute potency, e.g. 50. */
  readonly absoluteLevel: number | null
  /** Confidence level of its intervals, e.g. 0.95. */
  readonly level: number
}

/** One potency for the card. */
export function potencyView(potency: Potency, context: PotencyContext): PotencyView {
  const { unit, name } = context
  const text = formatPotency({ ...potency, unit })
  const shownUnit = text.unit === '' ? unit : (text.unit as DoseUnit)
  const isRelative = potency.kind === 'relative'
  const response =
    context.absoluteLevel === null
      ? ''
      : `, ${withUnit(formatFull(context.absoluteLevel), context.responseUnit)}`
  return {
    title: isRelative ? `${name} (relative)` : `${name} (absolute${response})`,
    value: text.value === MISSING ? null : text.value,
    unit: text.unit,
    full:
      potency.logDose === null
        ? null
        : withUnit(formatFull(doseIn(potency.logDose, unit, shownUnit)), text.unit),
    interval: potency.interval && formatInterval(limitsIn(potency.interval, unit, shownUnit), context.level),
    note: isRelative ? formatPIC50({ ...potency, unit }, name) : verdictNote(potency),
  }
}

/** The verdict's sentence already says why there is no relative potency; a second time it says nothing new. */
export function withoutEcho(view: PotencyView, { relative, absolute }: CurveFit): PotencyView {
  return absolute?.verdict.text === relative.verdict.text ? { ...view, note: null } : view
}

/** "was 11.8": a potency before a change, in the unit that the one after it is shown in. */
export function wasText(before: Potency, now: Potency, unit: DoseUnit): string {
  const at = now.logDose ?? before.logDose
  const shown = at === null ? unit : chooseDoseUnit(10 ** at, unit)
  const text = formatPotency({ ...before, unit }, shown)
  return `was ${text.value === MISSING ? 'not estimated' : text.value}`
}

function verdictNote(potency: Potency): string | null {
  return potency.verdict.kind === 'reportable' ? null : potency.verdict.text
}

/** Rows under the two potencies. */
export function potencyFacts(
  fit: CurveFit,
  options: { total: number; responseUnit: string; flags: readonly string[] },
) {
  const facts: { label: string; value: string }[] = []
  const [relative, absolute] = [valueOf(fit.relative), valueOf(fit.absolute)]
  if (relative !== null && absolute !== null) {
    const fold = 10 ** Math.abs(relative - absolute)
    facts.push({ label: 'Relative and absolute apart', value: `${formatNumber(fold)}-fold` })
  }
  if (fit.sigma !== null) {
    facts.push({
      label: 'Residual SD, wells',
      value: `${withUnit(formatNumber(fit.sigma), options.responseUnit)}, ${fit.n} of ${options.total}`,
    })
  } else facts.push({ label: 'Wells', value: `${fit.n} of ${options.total}` })
  if (fit.lackOfFit) facts.push({ label: 'Lack of fit', value: formatP(fit.lackOfFit.p) })
  if (fit.df <= 0 && fit.parameters.length > 0)
    facts.push({ label: 'Degrees of freedom', value: String(fit.df) })
  if (options.flags.length > 0) facts.push({ label: 'Flags', value: options.flags.join(', ') })
  return facts
}

/** Null for a limit: how far a root beyond the tested doses lies from anything is as little known as the root. */
function valueOf(potency: Potency | null): number | null {
  return potency?.qualifier === '=' ? potency.logDose : null
}
