import type { CurveFit, ParameterName } from '@/lib/fit/types.ts'
import { figureCurve } from '@/lib/figure/figure-curve.ts'
import type { FigureCurve, FigureInput } from '@/lib/figure/types.ts'
import type { ComparedCurve, ComparisonResult } from '@/lib/workbench/comparison-result.ts'
import { exclusionOf, includedPoints } from '@/lib/workbench/selectors.ts'
import { SERIES_COUNT } from '@/lib/workbench/series.ts'
import type { Comparison } from '@/lib/workbench/types.ts'
import { responseLabel } from '../use-figure.ts'
import type { Bench } from '../use-bench.ts'

/**
 * Series of the chosen curves: their own where it is free, else the next free one, so that up to five differ. More keep
 * their own: only one of them is coloured.
 */
export function chosenSeries(
  { curves, seriesOf }: Pick<Bench, 'curves' | 'seriesOf'>,
  { reference, others }: Pick<Comparison, 'reference' | 'others'>,
): ReadonlyMap<string, number> {
  const chosen = [reference, ...curves.map(({ id }) => id).filter((id) => others.includes(id))]
  const taken = new Map<string, number>()
  for (const id of chosen) {
    const own = seriesOf.get(id) ?? 0
    const used = new Set(taken.values())
    const free = Array.from({ length: SERIES_COUNT }, (_, step) => (own + step) % SERIES_COUNT)
    const isRoom = chosen.length <= SERIES_COUNT
    taken.set(id, isRoom ? (free.find((one) => !used.has(one)) ?? own) : own)
  }
  return taken
}

/** The compared curves as one figure: points, and each curve as the fit of all together has it. */
export function overlayFigure(bench: Bench, result: ComparisonResult, highlightedId: string): FigureInput {
  const { curves, work, loaded } = bench
  const series = chosenSeries(bench, result.comparison)
  const drawn = result.curves.flatMap((compared): FigureCurve[] => {
    const curve = curves.find(({ id }) => id === compared.id)
    if (!curve) return []
    return [
      figureCurve({
        curve,
        fit: togetherFit(compared, result),
        isIncluded: includedPoints(work, curve),
        reasonOf: (row) => exclusionOf(work, curve.responseColumn, row)?.reason ?? null,
        series: series.get(curve.id) ?? 0,
        level: result.level,
        potencyText: '',
      }),
    ]
  })
  const columns = new Set(curves.filter(({ id }) => series.has(id)).map((one) => one.responseColumn))
  const headers = [...columns].map((column) => loaded.frame.columns[column]?.displayName ?? '')
  const { doseUnit, responseUnit } = work.mapping
  return {
    title: loaded.name,
    doseLabel: doseUnit === 'unknown' ? 'Dose' : `Dose (${doseUnit})`,
    doseUnit,
    responseLabel: responseLabel(headers, responseUnit),
    curves: drawn,
    highlightedId,
  }
}

const ORDER: readonly ParameterName[] = ['bottom', 'top', 'logEc50', 'hill']

/** As much of a curve's fit as a figure draws; no band, as its errors are those of all curves. */
function togetherFit({ theta, potency }: ComparedCurve, { model, n, df }: ComparisonResult): CurveFit | null {
  if (theta === null) return null
  const verdict = { kind: 'reportable', rule: 'reportable', text: '' } as const
  return {
    model,
    outcome: { kind: 'converged', iterations: 0, stop: 'together' },
    parameters: theta.map((estimate, place) => ({
      name: ORDER[place] ?? 'hill',
      state: 'free',
      estimate,
      standardError: null,
      t: null,
      p: null,
      wald: null,
      profile: null,
    })),
    n,
    df,
    rss: null,
    sigma: null,
    r2: null,
    aicc: null,
    covariance: null,
    covarianceProblem: 'It is a fit of several curves.',
    relative: { kind: 'relative', logRoot: potency.logDose, logStandardError: null, verdict, ...potency },
    absolute: null,
    lackOfFit: null,
    flatTest: null,
    contradiction: null,
    leaveOneOut: null,
    flags: [],
    bendPoints: null,
  }
}
