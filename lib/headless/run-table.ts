import { fitCurve } from '../fit/fit-curve.ts'
import type { CurveFit, FitRequest } from '../fit/types.ts'
import { tableToCsv } from '../outputs/csv.ts'
import { fittedCurves } from '../outputs/fitted-curve.ts'
import { resultsTable } from '../outputs/results-table.ts'
import { parameterTitle } from '../workbench/constraint-text.ts'
import { normalisationText } from '../workbench/normalisation-text.ts'
import { inOrder } from './in-order.ts'
import type { PlannedFit, TablePlan } from './plan-table.ts'
import type { WorkerPool } from './worker-pool.ts'

/** Curves of a task. */
const CURVES = 4
const TASKS_PER_WORKER = 3

/** Fits every curve of a plan, in its order; a curve whose fit breaks is reported as one, the rest goes on. */
export async function* fitPlanned(
  requests: readonly PlannedFit[],
  pool: WorkerPool,
): AsyncGenerator<readonly CurveFit[]> {
  const fit = (some: readonly PlannedFit[]) => fitSome(some, pool)
  yield* inOrder(chunks(requests), fit, pool.size * TASKS_PER_WORKER)
}

async function* chunks(requests: readonly PlannedFit[]): AsyncGenerator<readonly PlannedFit[]> {
  for (let from = 0; from < requests.length; from += CURVES) yield requests.slice(from, from + CURVES)
}

async function fitSome(some: readonly PlannedFit[], pool: WorkerPool): Promise<readonly CurveFit[]> {
  const end = await pool.run({ kind: 'curves', requests: some.map(({ request }) => request) })
  if (end.kind === 'curves') return end.fits
  throw new Error(end.kind === 'crashed' ? end.reason : 'the worker answered something else')
}

/**
 * Fits all curves in one, with parameters in common. A curve without points has no part in it.
 *
 * @returns the fits in the order of the plan, and what is doubtful about fitting them in one
 */
export async function fitShared(
  { requests, shared }: TablePlan,
  pool: WorkerPool,
): Promise<{ readonly fits: readonly CurveFit[]; readonly doubt: string | null }> {
  const filled = requests.filter(({ request }) => request.dose.length > 0)
  const [first] = filled
  if (!first) return { fits: requests.map(({ request }) => fitCurve(request)), doubt: null }
  const join = (of: (request: FitRequest) => Float64Array) =>
    Float64Array.from(filled.flatMap(({ request }) => Array.from(of(request))))
  const request = {
    ...first.request,
    dose: join(({ dose }) => dose),
    response: join(({ response }) => response),
  }
  const curve = filled.flatMap(({ curve, request }) => Array.from(request.dose, () => curve.id))
  const end = await pool.run({ kind: 'together', together: { request, curve, shared } })
  if (end.kind !== 'together')
    throw new Error(end.kind === 'crashed' ? end.reason : 'the worker answered something else')
  const fitOf = new Map(end.curves.map(({ name, fit }) => [name, fit]))
  const fits = requests.map(({ curve, request }) => fitOf.get(curve.id) ?? fitCurve(request))
  return { fits, doubt: end.doubt }
}

/** The results frame that a push writes, byte for byte. */
export function resultsCsv(
  { frame, work, curves, requests, shared }: TablePlan,
  fits: readonly CurveFit[],
  origin: { readonly frameName: string; readonly analysisId: string; readonly version: string },
): string {
  const level = requests[0]?.request.level
  const ofCurves = requests.flatMap(({ curve, isIncluded }, place) => {
    const fit = fits[place]
    return fit ? [{ curve, isIncluded, fit }] : []
  })
  const fitted = fittedCurves(ofCurves, { work, frame, allCurves: curves })
  const titles = shared.map((name) => parameterTitle(name, 'EC50'))
  const sharedText = titles.length === 0 ? '' : `; ${titles.join(', ')} shared by all curves`
  const context = {
    ...origin,
    curves: fitted.map((one) => ({
      ...one,
      ...(level !== undefined && { level }),
      constraintText: one.constraintText + sharedText,
    })),
    frame,
    exclusions: Object.values(work.exclusions),
    normalisation: work.normalisation && {
      text: normalisationText(work.normalisation, frame),
      rawUnit: work.normalisation.rawUnit,
    },
  }
  return tableToCsv(resultsTable(context))
}
