import type { PlotBounds, PlotLevel } from '@/components/plot/plot-underlay.tsx'
import type { CurveFit } from '@/lib/fit/types.ts'
import { formatNumber } from '@/lib/format/format-number.ts'
import { shortConstraint } from '@/lib/workbench/constraint-text.ts'
import { effectiveConstraints } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'

const PLATEAUS = ['bottom', 'top'] as const

/** The plateaus of a fit as dotted lines with their names. */
export function levelsOf(fit: CurveFit | null): readonly PlotLevel[] {
  return (fit?.parameters ?? []).flatMap(({ name, estimate }) =>
    name === 'bottom' || name === 'top'
      ? [{ response: estimate, name: name === 'top' ? 'Top' : 'Bottom', value: formatNumber(estimate) }]
      : [],
  )
}

/** The bounds of a curve's plateaus as strips at the response axis. */
export function boundsOf(work: Work, curveId: string): readonly PlotBounds[] {
  const effective = effectiveConstraints(work, curveId)
  return PLATEAUS.flatMap((name) => {
    const constraint = effective.get(name)?.constraint
    if (constraint?.kind !== 'bounded' || (constraint.lower === null && constraint.upper === null)) return []
    const { lower, upper } = constraint
    return [{ lower, upper, text: `${name} ${shortConstraint(name, constraint)}` }]
  })
}
