import { chooseDoseUnit } from '../data-frame/dose-units.ts'
import type { DoseUnit } from '../data-frame/types.ts'
import type { CurveFit } from '../fit/types.ts'
import { formatNumber } from '../format/format-number.ts'
import { formatP } from '../format/format-p.ts'
import { formatPotency } from '../format/format-potency.ts'
import { parameterTitle } from './constraint-text.ts'

export interface ContradictionText {
  /** "Fixed top contradicted: free fit 22.9 µM, fixed 28.7 µM" */
  readonly title: string
  /** "1.25-fold apart. Fixed: lack of fit p = 0.0032. Freed: F(2, 17) = 7.25, p = 0.0053." */
  readonly detail: string
}

/** What to say where the data contradict a fixed plateau; null where they do not, or nothing is fixed. */
export function contradictionText(fit: CurveFit, unit: DoseUnit): ContradictionText | null {
  const { contradiction } = fit
  if (contradiction === null || contradiction.contradicted.length === 0) return null
  const names = contradiction.contradicted.map((name) => parameterTitle(name)).join(' and ')
  const free = contradiction.freeLogEc50
  const fixed = fit.relative.logRoot
  const shown = chooseDoseUnit(10 ** free, unit)
  const dose = (logDose: number | null) => formatPotency({ logDose, qualifier: '=', unit }, shown).text
  const { f, df1, df2, p } = contradiction.test
  const parts = [
    ...(fixed === null ? [] : [`${formatNumber(10 ** Math.abs(free - fixed))}-fold apart.`]),
    ...(fit.lackOfFit === null ? [] : [`Fixed: lack of fit ${formatP(fit.lackOfFit.p)}.`]),
    `Freed: F(${df1}, ${df2}) = ${formatNumber(f)}, ${formatP(p)}.`,
  ]
  return {
    title: `Fixed ${names} contradicted: free fit ${dose(free)}, fixed ${dose(fixed)}`,
    detail: parts.join(' '),
  }
}
