import { displayHeaders } from '../data-frame/display-headers.ts'
import { readoutHours } from '../data-frame/readout.ts'
import type { CurveData, DataFrame, DoseUnit } from '../data-frame/types.ts'
import { constraintText } from './constraint-text.ts'
import { activePolicy, effectiveConstraints, potencyName } from './selectors.ts'
import { seriesOfCurves } from './series.ts'
import type { Work } from './types.ts'

/** What an output says of a curve besides its fit: where it comes from and how it was fitted. */
export interface CurveDescription {
  /** Group values naming the sample (R example's `cell`); `''` where no column names samples. */
  readonly cell: string
  readonly hours: number | null
  readonly responseHeader: string
  readonly doseUnit: DoseUnit
  readonly responseUnit: string
  /** "bottom fixed 0, top free, EC50 free, hill free" */
  readonly constraintText: string
  readonly policyTitle: string
  readonly series: number
  readonly level: number
  readonly potencyName: 'IC50' | 'EC50'
}

/** Describes every curve, in the order given; `curves` are all curves of the frame, as series follow their places. */
export function describeCurves(
  work: Work,
  frame: DataFrame,
  curves: readonly CurveData[],
): readonly CurveDescription[] {
  const headers = displayHeaders(frame.columns)
  const series = seriesOfCurves(curves)
  const policy = activePolicy(work)
  const name = potencyName(work, frame)
  return curves.map((curve) => ({
    cell: curve.groupValues.filter((value) => value !== '').join(' '),
    hours: readoutHours(frame.columns[curve.responseColumn]?.displayName ?? ''),
    responseHeader: headers[curve.responseColumn] ?? '',
    doseUnit: work.mapping.doseUnit,
    responseUnit: work.mapping.responseUnit,
    constraintText: constraintText(effectiveConstraints(work, curve.id)),
    policyTitle: policy.title,
    series: series.get(curve.id) ?? 0,
    level: policy.level,
    potencyName: name,
  }))
}
