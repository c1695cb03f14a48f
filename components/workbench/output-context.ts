import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import { readoutHours } from '@/lib/data-frame/readout.ts'
import type { CurveData } from '@/lib/data-frame/types.ts'
import type { FittedCurve, OutputContext } from '@/lib/outputs/types.ts'
import { constraintText } from '@/lib/workbench/constraint-text.ts'
import { fittedBy } from '@/lib/workbench/fitted-by.ts'
import { activePolicy, effectiveConstraints, modelOfCurve } from '@/lib/workbench/selectors.ts'
import type { AnalysisSummary } from '@/lib/workbench/ports.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { LoadedFrame } from './use-frame.ts'
import type { FitEntry } from './fit-store.ts'
import { responseLabel } from './use-figure.ts'

export interface OutputSource {
  readonly analysis: AnalysisSummary
  readonly loaded: LoadedFrame
  readonly curves: readonly CurveData[]
  readonly entries: ReadonlyMap<string, FitEntry>
  readonly work: Work
  readonly version: string
  readonly seriesOf: ReadonlyMap<string, number>
  readonly potencyName: 'IC50' | 'EC50'
}

/** Everything a push writes from; curves without a fit yet are left out, so ask only when all are there. */
export function outputContext(source: OutputSource): OutputContext {
  const { analysis, loaded, curves, entries, work, version } = source
  const headers = displayHeaders(loaded.frame.columns)
  const fitted = curves.flatMap((curve): FittedCurve[] => {
    const entry = entries.get(curve.id)
    return entry ? [fittedCurve(source, curve, { entry, header: headers[curve.responseColumn] ?? '' })] : []
  })
  return {
    analysisId: analysis.analysisId,
    frameName: loaded.name,
    version,
    curves: fitted,
    frame: loaded.frame,
    exclusions: Object.values(work.exclusions),
    responseLabel: responseLabel(
      work.mapping.responses.map((index) => loaded.frame.columns[index]?.displayName ?? ''),
      work.mapping.responseUnit,
    ),
  }
}

function fittedCurve(
  source: OutputSource,
  curve: CurveData,
  { entry, header }: { entry: FitEntry; header: string },
): FittedCurve {
  const { work, seriesOf, potencyName } = source
  const policy = activePolicy(work)
  return {
    curve,
    fit: entry.fit,
    isIncluded: entry.isIncluded,
    cell: curve.groupValues.join(' '),
    hours: readoutHours(header),
    responseHeader: header,
    doseUnit: work.mapping.doseUnit,
    responseUnit: work.mapping.responseUnit,
    constraintText: constraintText(effectiveConstraints(work, curve.id)),
    policyTitle: policy.title,
    loss: work.method.loss,
    weighting: work.method.weighting,
    fittedBy: fittedBy(modelOfCurve(work, curve.id), work.method),
    series: seriesOf.get(curve.id) ?? 0,
    level: policy.level,
    potencyName,
  }
}
