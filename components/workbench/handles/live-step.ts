import type { HandleView } from '@/components/plot/handles/handle-view.ts'
import type { BandKind } from '@/lib/fit/curve-values.ts'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { figureCurve } from '@/lib/figure/figure-curve.ts'
import type { Constraint, CurveFit, FitRequest } from '@/lib/fit/types.ts'
import { formatPotency } from '@/lib/format/format-potency.ts'
import { activePolicy, curveRequest, effectiveConstraints } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { FitEntry } from '../fit-store.ts'
import { previousFitText } from '../previous-fit.ts'
import type { Bench } from '../use-bench.ts'
import type { LiveFit } from './live-fit.ts'
import { boundsOf, levelsOf } from './plot-marks.ts'

/** What a handle's value makes of its parameter: held there, or bounded by it on the handle's side. */
export function constraintAt(
  { parameter, side }: HandleView,
  value: number,
  { work, curveId }: { work: Work; curveId: string },
): Constraint {
  if (side === 'value') return { kind: 'fixed', value }
  const now = effectiveConstraints(work, curveId).get(parameter)?.constraint
  const { lower, upper } = now?.kind === 'bounded' ? now : { lower: null, upper: null }
  return side === 'lower'
    ? { kind: 'bounded', lower: value, upper }
    : { kind: 'bounded', lower, upper: value }
}

/** The work with one constraint of one curve set. */
export function withConstraint(
  work: Work,
  curveId: string,
  { parameter, constraint }: { parameter: HandleView['parameter']; constraint: Constraint },
): Work {
  const settings = work.curves[curveId] ?? { constraints: {} }
  const constraints = { ...settings.constraints, [parameter]: constraint }
  return { ...work, curves: { ...work.curves, [curveId]: { ...settings, constraints } } }
}

/** What it takes of the bench to draw a live fit. */
export type LiveBench = Pick<Bench, 'potencyName' | 'seriesOf'>

interface StepInput {
  readonly bench: LiveBench
  readonly curve: CurveData
  readonly held: FitEntry
  readonly work: Work
  readonly bandKind: BandKind
  readonly fitCurve: (request: FitRequest) => CurveFit
}

/** The curve fitted for a work that is only tried, with all that is drawn of it; null where nothing can be fitted. */
export function liveStep({ bench, curve, held, work, bandKind, fitCurve }: StepInput): LiveFit | null {
  const { request, isIncluded } = curveRequest(work, curve, 'drag')
  const fit = fitCurve(request)
  if (fit.parameters.length === 0) return null
  const { doseUnit } = work.mapping
  return {
    curveId: curve.id,
    work,
    entry: { ...held, detail: 'drag', fit, isIncluded, previous: held.fit },
    held,
    isDropped: false,
    curve: figureCurve({
      curve,
      fit,
      isIncluded,
      reasonOf: () => null,
      series: bench.seriesOf.get(curve.id) ?? 0,
      level: activePolicy(work).level,
      bandKind,
      potencyText: `${bench.potencyName} ${formatPotency({ ...fit.relative, unit: doseUnit }, doseUnit).text}`,
    }),
    levels: levelsOf(fit),
    bounds: boundsOf(work, curve.id),
    previousText: previousFitText(held.fit, fit),
  }
}
