import type { HandleParameter, HandleSide, HandleView } from '@/components/plot/handles/handle-view.ts'
import { includedRange, isOutside } from '@/lib/figure/figure-curve.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { formatNumber, withUnit } from '@/lib/format/format-number.ts'
import { parameterTitle, unitOf } from '@/lib/workbench/constraint-text.ts'
import { effectiveConstraints, type EffectiveConstraint } from '@/lib/workbench/selectors.ts'
import type { Bench } from '../use-bench.ts'
import { estimateOf } from './tangent-of.ts'

/** From bottom to top, then along the dose. */
const ORDER: readonly HandleParameter[] = ['bottom', 'top', 'logEc50', 'hill']
const EDGES = ['lower', 'upper'] as const
const OPEN = [-Infinity, Infinity] as const

/** The handles of the bench's curve: of each parameter the plot can show, and of each end of its bounds. */
export function handleViews(bench: Bench): readonly HandleView[] {
  const { curve, entry, work } = bench
  if (!curve || !entry) return []
  const effective = effectiveConstraints(work, curve.id)
  return ORDER.flatMap((parameter) => {
    const held = effective.get(parameter)
    const value = shownValue(entry.fit, parameter, held)
    if (held === undefined || value === null) return []
    const view = (side: HandleSide, at: number, limits: readonly [number, number]): HandleView => ({
      parameter,
      side,
      kind: held.constraint.kind,
      value: at,
      limits,
      label: labelOf(parameter, side, bench.potencyName),
      textOf: (shown) => textOf(bench, parameter, shown),
    })
    return [view('value', value, plateauLimits(parameter, effective)), ...edgesOf(held, view)]
  })
}

function edgesOf(
  { constraint }: EffectiveConstraint,
  view: (side: HandleSide, at: number, limits: readonly [number, number]) => HandleView,
): HandleView[] {
  if (constraint.kind !== 'bounded') return []
  return EDGES.flatMap((side) => {
    const at = constraint[side]
    if (at === null) return []
    const limits: readonly [number, number] =
      side === 'lower' ? [-Infinity, constraint.upper ?? Infinity] : [constraint.lower ?? -Infinity, Infinity]
    return [view(side, at, limits)]
  })
}

/** A held value is where its handle is, also while its fit is under way. */
function shownValue(
  fit: CurveFit,
  parameter: HandleParameter,
  held: EffectiveConstraint | undefined,
): number | null {
  const estimate = estimateOf(fit, parameter)
  if (parameter === 'hill' && estimateOf(fit, 'logEc50') === null) return null
  return estimate !== null && held?.constraint.kind === 'fixed' ? held.constraint.value : estimate
}

/** Between two held plateaus that have met there is no curve. */
function plateauLimits(
  parameter: HandleParameter,
  effective: ReadonlyMap<string, EffectiveConstraint>,
): readonly [number, number] {
  const other = parameter === 'top' ? 'bottom' : parameter === 'bottom' ? 'top' : null
  const constraint = other === null ? undefined : effective.get(other)?.constraint
  if (constraint?.kind !== 'fixed') return OPEN
  const gap = LEAST_GAP * Math.max(1, Math.abs(constraint.value))
  return parameter === 'top' ? [constraint.value + gap, Infinity] : [-Infinity, constraint.value - gap]
}

const LEAST_GAP = 1e-3

function labelOf(parameter: HandleParameter, side: HandleSide, potency: string): string {
  if (side !== 'value') {
    const end = side === 'lower' ? 'Lower' : 'Upper'
    return `${end} bound of ${parameterTitle(parameter, potency)}`
  }
  return {
    bottom: 'Bottom plateau',
    top: 'Top plateau',
    logEc50: `${potency} on the dose axis`,
    hill: 'Slope',
  }[parameter]
}

/** "84.9 %"; of a dose that was not tested it is said that nothing was seen there. */
function textOf({ curve, entry, work }: Bench, parameter: HandleParameter, value: number): string {
  const { doseUnit, responseUnit } = work.mapping
  const shown = parameter === 'logEc50' ? 10 ** value : value
  const text = withUnit(formatNumber(shown), unitOf(parameter, { doseUnit, responseUnit }))
  const tested = parameter === 'logEc50' && curve && entry ? includedRange(curve, entry.isIncluded) : null
  return isOutside(tested, value) ? `${text}, beyond the tested doses` : text
}
