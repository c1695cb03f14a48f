import type { BandValues, CurveFit, FitRequest } from '../fit/types.ts'

/** Values whose number columns lie one after the other in `buffer`, which crosses to another thread by changing hands. */
export interface Packed<Value> {
  readonly values: readonly Value[]
  readonly buffer: ArrayBuffer
}

/** What is fitted: its points, and the doses to draw at or null. */
interface Asked {
  readonly request: FitRequest
  readonly bandDose: Float64Array | null
}

/** What came of it. */
interface Answered {
  readonly fit: CurveFit
  readonly band: BandValues | null
}

/** Copies the points of a chunk into one buffer; the page keeps its own. */
export function packAsked<Job extends Asked>(jobs: readonly Job[]): Packed<Job> {
  return pack(jobs, (job, lay) => {
    const { request, bandDose } = job
    const { dose, response, weights, trials, wells } = request
    return {
      ...job,
      bandDose: bandDose && lay(bandDose),
      request: {
        ...request,
        dose: lay(dose),
        response: lay(response),
        ...(weights && { weights: lay(weights) }),
        ...(trials && { trials: lay(trials) }),
        ...(wells && { wells: { sd: lay(wells.sd), count: lay(wells.count) } }),
      },
    }
  })
}

/** Copies the columns of a chunk's fits into one buffer. */
export function packAnswered<Answer extends Answered>(answers: readonly Answer[]): Packed<Answer> {
  return pack(answers, (answer, lay) => {
    const { fit, band } = answer
    const { covariance, leaveOneOut, diagnostics } = fit
    const layOrNull = (column: Float64Array | null) => column && lay(column)
    return {
      ...answer,
      fit: {
        ...fit,
        covariance: covariance && { ...covariance, values: lay(covariance.values) },
        leaveOneOut: layOrNull(leaveOneOut),
        ...(diagnostics && {
          diagnostics: { ...diagnostics, correlation: layOrNull(diagnostics.correlation) },
        }),
      },
      band: band && {
        dose: lay(band.dose),
        fitted: lay(band.fitted),
        lower: layOrNull(band.lower),
        upper: layOrNull(band.upper),
      },
    }
  })
}

type Lay = (column: Float64Array) => Float64Array

function pack<Value>(values: readonly Value[], map: (value: Value, lay: Lay) => Value): Packed<Value> {
  let length = 0
  const count: Lay = (column) => {
    length += column.length
    return column
  }
  for (const value of values) map(value, count)
  const all = new Float64Array(length)
  let at = 0
  const lay: Lay = (column) => {
    const place = all.subarray(at, at + column.length)
    place.set(column)
    at += column.length
    return place
  }
  return { values: values.map((value) => map(value, lay)), buffer: all.buffer }
}
