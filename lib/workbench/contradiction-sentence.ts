import { chooseDoseUnit } from '../data-frame/dose-units.ts'
import type { DoseUnit } from '../data-frame/types.ts'
import type { CurveFit } from '../fit/types.ts'
import { formatNumber } from '../format/format-number.ts'
import { formatP } from '../format/format-p.ts'
import { formatPotency } from '../format/format-potency.ts'
import { parameterTitle } from './constraint-text.ts'
import { testedPlace, type TestedPlace } from './tested-place.ts'

export interface ContradictionText {
  /** "Fixed top contradicted: free fit 22.9 µM, fixed 28.7 µM" */
  readonly title: string
  /** "1.25-fold apart. Fixed: lack of fit p = 0.0032. Freed: F(2, 17) = 7.25, p = 0.0053." */
  readonly detail: string
}

/**
 * What to say where the data contradict a fixed plateau; null where they do not, or nothing is fixed. A midpoint outside
 * the tested doses is said as the dose it lies beyond, and no fold is made of it.
 *
 * @param doses included doses, linear, in `unit`
 */
export function contradictionText(
  fit: CurveFit,
  { doses, unit }: { readonly doses: Float64Array; readonly unit: DoseUnit },
): ContradictionText | null {
  const { contradiction } = fit
  if (contradiction === null || contradiction.contradicted.length === 0) return null
  const names = contradiction.contradicted.map((name) => parameterTitle(name)).join(' and ')
  const free = testedPlace(contradiction.freeLogEc50, doses)
  const fixed = fit.relative.logRoot === null ? null : testedPlace(fit.relative.logRoot, doses)
  const isFoldKnown = free.qualifier === '=' && fixed?.qualifier === '='
  // One unit for two values to compare; ends of the tested doses are read each in its own.
  const shown = isFoldKnown ? chooseDoseUnit(10 ** free.logDose, unit) : undefined
  const dose = (value: TestedPlace | null) =>
    formatPotency({ logDose: null, qualifier: null, ...value, unit }, shown).text
  const { f, df1, df2, p } = contradiction.test
  const parts = [
    ...(isFoldKnown ? [`${formatNumber(10 ** Math.abs(free.logDose - fixed.logDose))}-fold apart.`] : []),
    ...(fit.lackOfFit === null ? [] : [`Fixed: lack of fit ${formatP(fit.lackOfFit.p)}.`]),
    `Freed: F(${df1}, ${df2}) = ${formatNumber(f)}, ${formatP(p)}.`,
  ]
  return {
    title: `Fixed ${names} contradicted: free fit ${dose(free)}, fixed ${dose(fixed)}`,
    detail: parts.join(' '),
  }
}
