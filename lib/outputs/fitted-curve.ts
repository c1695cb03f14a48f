import { displayHeaders } from '../data-frame/display-headers.ts'
import { readoutHours } from '../data-frame/readout.ts'
import type { CurveData, DataFrame } from '../data-frame/types.ts'
import type { CurveFit } from '../fit/types.ts'
import { constraintText } from '../workbench/constraint-text.ts'
import { fittedBy, hasLimits } from '../workbench/fitted-by.ts'
import { limitsText } from '../workbench/limit-words.ts'
import {
  activePolicy,
  effectiveConstraints,
  followsPolicy,
  limitsOfCurve,
  modelOfCurve,
  potencyName,
} from '../workbench/selectors.ts'
import { reviewOf, reviewState } from '../workbench/review.ts'
import { seriesOfCurves } from '../workbench/series.ts'
import type { Work } from '../workbench/types.ts'
import type { FittedCurve } from './types.ts'

/** A curve with its fit, and which of its points took part. */
export interface FitOfCurve {
  readonly curve: CurveData
  readonly fit: CurveFit
  readonly isIncluded: readonly boolean[]
}

/**
 * What outputs say of fitted curves of a frame, page and command line alike.
 *
 * @param allCurves  every curve of the frame in its order, as series follow their places
 */
export function fittedCurves(
  fits: readonly FitOfCurve[],
  { work, frame, allCurves }: { work: Work; frame: DataFrame; allCurves: readonly CurveData[] },
): readonly FittedCurve[] {
  const headers = displayHeaders(frame.columns)
  const seriesOf = seriesOfCurves(allCurves)
  const policy = activePolicy(work)
  const name = potencyName(work, frame)
  const settingsOf = curveSettings(work)
  return fits.map(({ curve, fit, isIncluded }) => {
    const { limits, constraints, model } = settingsOf(curve.id)
    const header = headers[curve.responseColumn] ?? ''
    return {
      curve,
      fit,
      isIncluded,
      cell: curve.groupValues.join(' '),
      hours: readoutHours(header),
      responseHeader: header,
      doseUnit: work.mapping.doseUnit,
      responseUnit: work.mapping.responseUnit,
      constraintText: constraints,
      policyTitle: [policy.title, limits].filter((text) => text !== '').join('; '),
      ...(limits !== '' && { limitsText: limits }),
      loss: work.method.loss,
      weighting: work.method.weighting,
      fittedBy: fittedBy(model, work.method, {
        hasLimits: hasLimits(curve, isIncluded),
      }),
      series: seriesOf.get(curve.id) ?? 0,
      level: policy.level,
      potencyName: name,
      override: work.overrides[curve.id] ?? null,
      review: reviewed(work, curve),
    }
  })
}

/** What a curve is fitted with, in words: worked out once for all that have no settings of their own or of a group. */
function curveSettings(work: Work) {
  const describe = (curveId: string) => ({
    limits: limitsText(limitsOfCurve(work, curveId)),
    constraints: constraintText(effectiveConstraints(work, curveId)),
    model: modelOfCurve(work, curveId),
  })
  let usual: ReturnType<typeof describe> | null = null
  return (curveId: string) =>
    followsPolicy(work, curveId) ? (usual ??= describe(curveId)) : describe(curveId)
}

function reviewed(work: Work, curve: CurveData): NonNullable<FittedCurve['review']> | null {
  const review = reviewOf(work, curve.id)
  return review && { ...review, state: reviewState(work, curve) }
}
