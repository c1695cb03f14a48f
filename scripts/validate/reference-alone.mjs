/** One curve by any loss: what `fitCurve` says against a reference fit. */
import { curveValues } from '../../lib/fit/curve-values.ts'
import { fitCurve } from '../../lib/fit/fit-curve.ts'
import { requestOf } from '../../lib/fit/fixtures/load.ts'
import { modelOf, variantsOf } from '../../lib/fit/models/table.ts'
import { makeProblem } from '../../lib/fit/optimize/problem.ts'
import { checkBySecondSolver } from '../../lib/fit/optimize/second-solver.ts'
import { solveVariants } from '../../lib/fit/optimize/solve.ts'
import { largest } from './figures.mjs'

/** Decades past the doses beyond which a limit counts as open, ours and the reference's. */
const OPEN_DECADES = 3
/** A profile that ends in a step at a tested dose is known to this. */
const STEP_SLACK = 0.01
/** And to this where our steepest curve, of hill 50, is what ends it. */
const GUARDED_STEP_SLACK = 0.02

/** @returns deviations per kind of figure, relative RSS, and what the verdict was */
export function compareAlone(fit, datasets) {
  const request = requestOf(fit, datasets, 'observed')
  const ours = fitCurve(request)
  const drag = fitCurve({ ...request, detail: 'drag' })
  const expected = fitCurve({ ...request, covariance: 'expected', detail: 'drag' })
  return {
    isLowered: fit.loss.kind === 'rss' && isLowered(request),
    rss: fit.deviance === undefined ? excess(ours.rss, fit.rss) : excess(ours.deviance, fit.deviance),
    isReportable: ours.relative.verdict.kind === 'reportable',
    isGuarded: ours.parameters.some(
      ({ name, state }) => state.startsWith('at-') && request.constraints[name]?.kind !== 'bounded',
    ),
    estimates: largest(fit.parameters.map((one) => ofEstimate(one, estimateOf(ours, one.name)))),
    observed: largest(fit.parameters.map((one) => ofError(one, errorOf(ours, one.name), one.se))),
    expected: largest(
      fit.parameters.map((one) => ofError(one, errorOf(expected, one.name), one.seGaussNewton)),
    ),
    intervals: largest([...waldDeviations(fit, ours), ...profileDeviations(fit, ours, request)]),
    effects: largest((fit.effectiveDoses ?? []).flatMap((effect) => effectDeviations(effect, drag, fit))),
    bands: largest(bandDeviations(fit, ours, request)),
  }
}

function excess(value, expected) {
  return (value ?? Number.NaN) / expected - 1
}

function isLowered(request) {
  const { model, variant, constraints } = request
  const models = variantsOf(model, constraints, variant)
  const solution = solveVariants(makeProblem(request), constraints, { models })
  return solution !== null && !checkBySecondSolver(solution).agrees
}

/** Estimate under the reference's name: its location and drc's f are functions of ours. */
function estimateOf(ours, name) {
  const plain = ours.parameters.find((one) => one.name === name)
  if (plain && name !== 'hormesis') return plain.estimate
  return derived(ours, name)(Float64Array.from(ours.parameters, ({ estimate }) => estimate))
}

function derived(ours, name) {
  const model = modelOf(ours.model, ours.variant)
  const place = (wanted) => model.parameters.findIndex((one) => one.name === wanted)
  return (theta) => {
    if (name === 'logE') return model.location(theta)?.logDose ?? Number.NaN
    // drc's f is per unit of dose, ours per multiple of e.
    return theta[place('hormesis')] / 10 ** theta[place('logE')]
  }
}

function errorOf(ours, name) {
  const plain = ours.parameters.find((one) => one.name === name)
  if (plain && name !== 'hormesis') return plain.standardError
  if (!ours.covariance) return null
  const { order, values } = ours.covariance
  const theta = Float64Array.from(ours.parameters, ({ estimate }) => estimate)
  const slope = order.map((one) => {
    const k = ours.parameters.findIndex((parameter) => parameter.name === one)
    return differentiate(derived(ours, name), theta, k)
  })
  const variance = slope.reduce(
    (sum, a, i) => sum + slope.reduce((row, b, j) => row + a * values[i * order.length + j] * b, 0),
    0,
  )
  return Math.sqrt(variance)
}

/** Central difference of fourth order. */
function differentiate(f, theta, k) {
  const h = 1e-4 * Math.max(1e-3, Math.abs(theta[k]))
  const at = (by) => f(theta.map((value, j) => (j === k ? value + by : value)))
  return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)
}

function ofEstimate({ name, estimate }, ours) {
  return name.startsWith('log') ? Math.LN10 * Math.abs(ours - estimate) : relative(ours, estimate)
}

function relative(ours, expected) {
  return Math.abs(ours - expected) / Math.abs(expected)
}

function ofError({ atBound }, ours, expected) {
  if (expected === null) return null
  if (atBound) return ours === null ? null : Infinity
  return ours === null ? Infinity : relative(ours, expected)
}

function waldDeviations({ parameters }, ours) {
  return parameters.flatMap(({ name, ciLower, ciUpper }) => {
    const wald = ours.parameters.find((one) => one.name === name && name !== 'hormesis')?.wald
    if (!wald || ciLower == null || wald.lower === null) return []
    const width = ciUpper - ciLower
    return [Math.abs(wald.lower - ciLower) / width, Math.abs(wald.upper - ciUpper) / width]
  })
}

function profileDeviations({ profile, noInteriorOptimum }, ours, request) {
  if (noInteriorOptimum !== undefined) return []
  const { dose } = request
  const tested = Array.from(
    dose.filter((value) => value > 0),
    Math.log10,
  )
  const [first, last] = [Math.min(...tested) - OPEN_DECADES, Math.max(...tested) + OPEN_DECADES]
  return (profile?.intervals ?? []).flatMap((interval) => {
    const found = ours.parameters.find((one) => one.name === interval.parameter)?.profile
    // Of a robust loss there is no profile; the table says so.
    if (!found) return interval.parameter === 'logEc50' && isSmooth(request) ? [Infinity] : []
    return ['lower', 'upper'].map((side) => {
      const limit = interval[side]
      const isOpen = limit === null || limit < first || limit > last
      if (isOpen && found[side] === null) return 0
      if (meetsDomain(request, interval.parameter, limit ?? found[side])) return null
      if (isOpen || found[side] === null) return Infinity
      const gap = Math.abs(found[side] - limit)
      if (!interval.stepLike?.includes(side)) return gap
      const isGuarded = reachesLimit(request, interval.parameter, found[side])
      return gap <= (isGuarded ? GUARDED_STEP_SLACK : STEP_SLACK) ? null : Infinity
    })
  })
}

function isSmooth({ loss }) {
  return loss === 'squares' || loss === 'binomial'
}

/**
 * Whether a hormesis model held at this value runs into its domain (b > 1, g ≥ 0), which the reference did not keep to:
 * the profiles are then two different ones.
 */
function meetsDomain(request, name, value) {
  return request.model === 'hormesisLinear' && reachesLimit(request, name, value)
}

/** Whether something ends on its limit with one parameter held at a value. */
function reachesLimit(request, name, value) {
  const constraints = { ...request.constraints, [name]: { kind: 'fixed', value } }
  return fitCurve({ ...request, constraints, detail: 'drag' }).parameters.some(({ state }) =>
    state.startsWith('at-'),
  )
}

function effectDeviations({ type, level, log10Dose, seLog10 }, ours, { model }) {
  const found = ours.effects.find((one) => one.kind === type && one.level === level)
  if (log10Dose == null) {
    // A relative hormesis dose that the reference does not give lies where it did not look: it always exists.
    return type === 'relative' && model.kind === 'brainCousens' ? [] : [found.logRoot === null ? 0 : Infinity]
  }
  const place = Math.LN10 * Math.abs((found.logRoot ?? Number.NaN) - log10Dose)
  if (seLog10 == null || ours.covariance === null) return [place]
  return [place, relative(found.logStandardError ?? Number.NaN, seLog10)]
}

function bandDeviations({ band = [] }, ours, request) {
  const values = curveValues(
    ours,
    request,
    Float64Array.from(band, ({ dose }) => dose),
  )
  return band.flatMap(({ fit, confidence: [low, high] }, i) => {
    const width = Math.abs(high - low)
    const place = Math.abs(values.fitted[i] - fit) / width
    if (values.lower === null) return [place]
    return [place, Math.abs(values.lower[i] - low) / width, Math.abs(values.upper[i] - high) / width]
  })
}
