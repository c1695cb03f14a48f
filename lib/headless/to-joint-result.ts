import { makeFTest } from '../fit/inference/tests.ts'
import { covarianceBetween } from '../fit/joint/covariance-between.ts'
import type { JointFit, JointWarning } from '../fit/joint/types.ts'
import { makeProblem, unscaleSquares } from '../fit/optimize/problem.ts'
import { rangeRows } from '../fit/screen/rows-range.ts'
import { trustRows } from '../fit/screen/rows-trust.ts'
import type { FitRequest } from '../fit/types.ts'
import { counted } from '../format/format-number.ts'
import { finite } from '../outputs/potency-cells.ts'
import type { CurveOfMany, TogetherFit } from './fit-together.ts'
import { outcomeText } from './outcome-text.ts'
import { invalid } from './read-request.ts'
import type { HeadlessRequest } from './request-schema.ts'
import type { FitResult, InvalidResult } from './result-schema.ts'
import { effectResults, NO_VERDICT, parameterResult } from './to-result.ts'

/** Beyond this many parameters the whole matrix is larger than all the rest of the result. */
const MOST_IN_COVARIANCE = 64

/** Curves fitted together, as a line reports them: one fit, with effects curve by curve. */
export function toJointResult(
  request: HeadlessRequest,
  fitRequest: FitRequest,
  { joint, curves }: TogetherFit,
): FitResult | InvalidResult {
  const { outcome } = joint
  if (outcome.kind === 'invalid-input') return invalid(request.id, outcome.reason)
  const nameOf = namesAsGiven(request)
  const lackOfFit = lackOfFitTest(joint, fitRequest, curves)
  const [first] = curves
  return {
    id: request.id,
    status: outcome.kind,
    reason: outcomeText(joint) ?? warningsText(joint.warnings),
    model: joint.model,
    variant: joint.variant ?? null,
    parameters: joint.parameters.map((parameter) => ({
      ...parameterResult(request, parameter),
      curve: parameter.curve === null ? null : nameOf(parameter.curve),
    })),
    n: joint.n,
    rss: finite(joint.rss),
    df: joint.df,
    sigma: finite(joint.sigma),
    aicc: finite(joint.aicc),
    r2: finite(joint.r2),
    lackOfFit: lackOfFit && { f: finite(lackOfFit.f), p: finite(lackOfFit.p) },
    // Both are of one curve against a constant.
    flatTest: null,
    class: { ncats: null, hitCall: null },
    covariance: covarianceOf(joint),
    effects: curves.flatMap(({ name, fit }) =>
      effectResults(request, fit).map((effect) => ({ ...effect, curve: nameOf(name) })),
    ),
    verdict: first?.fit.relative.verdict ?? NO_VERDICT,
    outliers: request.outliers === true ? outliersOf(curves) : null,
    flags: flagsOf(curves, lackOfFit?.p ?? null),
    // It is asked about curves on their own alone.
    ...(request.secondSolver === true && { secondSolver: null }),
  }
}

/** The engine's names of curves are texts; a number comes back as a number. */
function namesAsGiven({ curve = [] }: HeadlessRequest): (name: string) => string | number {
  const given = new Map(curve.map((name) => [String(name), name]))
  return (name) => given.get(name) ?? name
}

/** All curves against one mean per curve and dose. */
function lackOfFitTest(joint: JointFit, request: FitRequest, curves: readonly CurveOfMany[]) {
  if (joint.rss === null) return null
  let [doses, pureError] = [0, 0]
  for (const { rows } of curves) {
    const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] ?? Number.NaN)
    const problem = makeProblem({
      dose: pick(request.dose),
      response: pick(request.response),
      ...(request.weights && { weights: pick(request.weights) }),
    })
    doses += problem.x.length
    pureError += unscaleSquares(problem, problem.pureError)
  }
  const freeCount = joint.n - joint.df
  return makeFTest(joint.rss - pureError, doses - freeCount, pureError, joint.n - doses)
}

function covarianceOf({ parameters, covariance }: JointFit): FitResult['covariance'] {
  const free = parameters.filter(({ state }) => state === 'free')
  if (covariance === null || free.length === 0 || free.length > MOST_IN_COVARIANCE) return null
  return {
    kind: covariance.kind,
    order: free.map(({ name, curve }) => (curve === null ? name : `${name} ${curve}`)),
    values: free.map((row) => free.map((column) => finite(covarianceBetween(covariance, row, column)))),
  }
}

function outliersOf(curves: readonly CurveOfMany[]): number[] {
  return curves
    .flatMap(({ fit, rows }) => (fit.outliers ?? []).flatMap((place) => rows[place] ?? []))
    .toSorted((a, b) => a - b)
}

const LACK_OF_FIT_P = 0.01

const RULES = [...rangeRows, ...trustRows].map(({ rule }) => rule)

/** What holds for any of the curves, in the order of the table; the lack of fit is that of all. */
function flagsOf(curves: readonly CurveOfMany[], lackOfFitP: number | null): string[] {
  const flags = new Set(curves.flatMap(({ fit }) => fit.flags))
  flags.delete('lack-of-fit')
  const badges = [...flags].filter((flag) => !RULES.includes(flag))
  if (lackOfFitP !== null && lackOfFitP < LACK_OF_FIT_P) badges.unshift('lack-of-fit')
  return [...new Set(RULES.filter((rule) => flags.has(rule))), ...badges]
}

/** What is doubtful about a joint fit, in words; null where nothing is. */
export function warningsText(warnings: readonly JointWarning[]): string | null {
  const words = warnings.map((warning) => {
    switch (warning.kind) {
      case 'unequal-variances':
        return `residual variances differ ${warning.ratio.toPrecision(2)}-fold, from ${warning.lowest} to ${warning.highest}`
      case 'runs-the-other-way':
        return `${warning.curve} runs against what is shared`
      case 'undetermined':
        return `the rows of ${warning.curve} do not determine its own parameters`
      case 'profiles-left-out':
        return `profile limits of ${counted(warning.curves, 'curve')} were not sought`
    }
  })
  return words.length > 0 ? words.join('; ') : null
}
